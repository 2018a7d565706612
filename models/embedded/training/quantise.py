"""
Makes the exported graph small: matrices to 8 bits per output channel, other large weights to float16.

  python quantise.py --recipe recipe.toml --work DIR --calibrate DIR --speech DIR [DIR ...]

`--calibrate` is a manifest folder of real recordings, not held out: there each matrix in turn is left at float16, and
those that bring the output nearest to the large model for their size keep it, up to LARGEST_BYTES. On the folders of
`--speech` the small model must not err more than LARGEST_LOSS beyond the large one. Activations are quantised as they
come, from each recording's own range: there are no ranges that another microphone could leave. Writes
WORK/run-NAME/candidate/, a model folder for `hesheng bench --models`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from corpora import manifest
from hearing import EMBEDDED, Recogniser
from readings import align, greedy
from recipe import read_recipe
from spelling import requests_for, spell
from waveform import read_wave

LARGEST_BYTES = 30_000_000
# What names and conversions of a matrix may add.
SPARE_BYTES = 50_000
CALIBRATED_ON = 60
# Phone error rate, absolute, over all folders together: one small set moves by as much when four phones do.
LARGEST_LOSS = 0.005
# Smaller weights are not worth a conversion. The front end's stay exact: its logarithms magnify their errors.
LEAST_WEIGHTS = 100_000
EXACT = ("fourier", "filters")


def quantise(source: Path, target: Path, exact: Sequence[str] = ()) -> None:
    """`exact` are nodes whose matrices stay at float16."""
    part = target.with_suffix(".part")
    quantize_dynamic(
        source,
        part,
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=list(exact),
    )
    model = onnx.load(part)
    part.unlink()
    halve(model)
    onnx.checker.check_model(model)
    onnx.save(model, target)


def matrices(source: Path) -> dict[str, int]:
    """Number of weights of each product with a stored matrix, by the name of its node."""
    graph = onnx.load(source).graph
    sizes = {tensor.name: int(np.prod(tensor.dims)) for tensor in graph.initializer}
    return {
        node.name: sizes[node.input[1]] for node in graph.node if node.op_type == "MatMul" and node.input[1] in sizes
    }


def distance(large: Sequence[np.ndarray], small: Recogniser, waves: Sequence[np.ndarray]) -> float:
    """
    Total variation between the models, 0 to 1, mean over frames. Bounded: a divergence of log-probabilities is ruled by
    the few frames in which a label moves by one frame, and chooses at random.
    """
    pairs = [(wanted, small.log_probs(wave)) for wanted, wave in zip(large, waves)]
    return float(np.concatenate([np.abs(np.exp(p) - np.exp(q)).sum(axis=1) / 2 for p, q in pairs]).mean())


def choose_exact(source: Path, folder: Path, waves: Sequence[np.ndarray]) -> list[str]:
    """Greedy by gain a byte: float16 costs one byte a weight more. A matrix that brings no gain is never chosen."""
    trial, wanted = folder / "trial.onnx", [Recogniser(source).log_probs(wave) for wave in waves]
    quantise(source, trial)
    left, whole = LARGEST_BYTES - SPARE_BYTES - trial.stat().st_size, distance(wanted, Recogniser(trial), waves)
    gains = {}
    for name, size in matrices(source).items():
        if size <= left:
            quantise(source, trial, [name])
            gains[name] = (whole - distance(wanted, Recogniser(trial), waves)) / size
            print(f"{name}: {gains[name] * size / whole:+.1%} of a distance of {whole:.5f}", flush=True)
    trial.unlink()
    return fill(gains, matrices(source), left)


def fill(gains: dict[str, float], sizes: dict[str, int], left: int) -> list[str]:
    chosen = []
    for name in sorted(gains, key=lambda one: -gains[one]):
        if gains[name] > 0 and sizes[name] <= left:
            chosen.append(name)
            left -= sizes[name]
    return chosen


def halve(model: onnx.ModelProto) -> None:
    """Large float32 weights as float16 behind a Cast, which onnxruntime folds when it loads."""
    graph, casts = model.graph, []
    for tensor in list(graph.initializer):
        value = numpy_helper.to_array(tensor)
        exact = any(part in tensor.name for part in EXACT)
        if tensor.data_type != TensorProto.FLOAT or value.size < LEAST_WEIGHTS or exact:
            continue
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(value.astype(np.float16), f"{tensor.name}_f16"))
        casts.append(helper.make_node("Cast", [f"{tensor.name}_f16"], [tensor.name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)


def compare(large: Path, small: Path, folder: Path) -> dict[str, float]:
    """Phone error rates of both on a manifest folder, and how often their best labels agree."""
    recordings = list(manifest(folder))
    models, errors, agreeing, frames, said = (Recogniser(large), Recogniser(small)), [0, 0], 0, 0, 0
    for recording, spelled in zip(recordings, spell(requests_for(recordings))):
        wave = read_wave(recording.file)
        best = [model.log_probs(wave).argmax(axis=1) for model in models]
        found = [align(spelled["reference"], greedy(labels.tolist())) for labels in best]
        errors = [sum(pair) for pair in zip(errors, (one.errors for one in found))]
        said += len(found[0].said)
        agreeing, frames = agreeing + int((best[0] == best[1]).sum()), frames + len(best[0])
    return {"large": errors[0] / said, "small": errors[1] / said, "agree": agreeing / frames, "phones": said}


def accept(before: Path, after: Path, speech: list[Path]) -> None:
    """Prints what became of the size and of the errors, and exits when either is more than it may be."""
    size = after.stat().st_size
    print(f"{after.name}: {size / 1e6:.1f} MB")
    figures = {folder.name: compare(before, after, folder) for folder in speech}
    for name, found in figures.items():
        print(
            f"{name}: {found['large']:.2%} before, {found['small']:.2%} after, of {found['phones']} phones; "
            f"{found['agree']:.2%} of frames agree"
        )
    phones = sum(found["phones"] for found in figures.values())
    lost = sum((found["small"] - found["large"]) * found["phones"] for found in figures.values()) / phones
    if size > LARGEST_BYTES or lost > LARGEST_LOSS:
        raise SystemExit(f"too large or too lossy: {size} bytes, {lost:.2%} lost")


def write_candidate(model: Path, name: str, folder: Path) -> None:
    """The embedded folder with another recogniser: what else is in it stays. Figures of the old one are dropped."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in EMBEDDED.parent.iterdir():
        if file.is_file() and file.name not in (EMBEDDED.name, "phones.md"):
            shutil.copy(file, folder / file.name)
    shutil.copy(model, folder / EMBEDDED.name)
    shutil.copy(EMBEDDED.parent / "phones.md", folder / "phones.md")
    entries = json.loads((EMBEDDED.parent / "manifest.json").read_text("utf8"))
    entry = next(one for one in entries if one["role"] == "asr")
    data = model.read_bytes()
    network = next(file for file in entry["files"] if file["kind"] == "network")
    network |= {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    entry |= {"id": f"phones-whisper-base-ctc-int8-{name}", "measured": []}
    (folder / "manifest.json").write_text(f"{json.dumps(entries, indent=2, ensure_ascii=False)}\n", "utf8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--recipe", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--calibrate", type=Path, required=True)
    options.add_argument("--speech", type=Path, nargs="+", required=True)
    chosen = options.parse_args()
    recipe = read_recipe(chosen.recipe)
    run = chosen.work / f"run-{recipe.name}"
    large, small = run / "phones.fp32.onnx", run / EMBEDDED.name
    recordings = list(manifest(chosen.calibrate))
    some = recordings[:: max(1, len(recordings) // CALIBRATED_ON)][:CALIBRATED_ON]
    exact = choose_exact(large, run, [read_wave(recording.file) for recording in some])
    print(f"kept at float16: {', '.join(exact) or 'none'}")
    quantise(large, small, exact)
    accept(large, small, chosen.speech)
    write_candidate(small, recipe.name, run / "candidate")


if __name__ == "__main__":
    main()
