"""
Makes the exported graph small: matrices to 8 bits per output channel, other large weights to float16.

  python quantise.py --recipe recipe.toml --work DIR --speech DIR [DIR ...]

`--speech` are manifest folders of real recordings on which the small model is compared with the large one, and must not
err more than LARGEST_LOSS. Activations are quantised as they come, from each recording's own range: there are no ranges
to calibrate that another microphone could leave. Writes WORK/run-NAME/candidate/, a model folder for `hesheng bench
--models`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
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
# Phone error rate, absolute.
LARGEST_LOSS = 0.005
# Smaller weights are not worth a conversion. The front end's stay exact: its logarithms magnify their errors.
LEAST_WEIGHTS = 100_000
EXACT = ("fourier", "filters")


def quantise(source: Path, target: Path) -> None:
    part = target.with_suffix(".part")
    quantize_dynamic(
        source, part, op_types_to_quantize=["MatMul", "Gemm"], per_channel=True, weight_type=QuantType.QInt8
    )
    model = onnx.load(part)
    part.unlink()
    halve(model)
    onnx.checker.check_model(model)
    onnx.save(model, target)


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


def write_candidate(model: Path, name: str, folder: Path) -> None:
    """The embedded folder with another recogniser: what else is in it stays. Figures of the old one are dropped."""
    folder.mkdir(exist_ok=True)
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
    options.add_argument("--speech", type=Path, nargs="+", required=True)
    chosen = options.parse_args()
    recipe = read_recipe(chosen.recipe)
    run = chosen.work / f"run-{recipe.name}"
    large, small = run / "phones.fp32.onnx", run / EMBEDDED.name
    quantise(large, small)
    size = small.stat().st_size
    print(f"{small}: {size / 1e6:.1f} MB")
    figures = {folder.name: compare(large, small, folder) for folder in chosen.speech}
    for name, found in figures.items():
        print(
            f"{name}: {found['large']:.2%} before, {found['small']:.2%} after, of {found['phones']} phones; "
            f"{found['agree']:.2%} of frames agree"
        )
    lost = max(found["small"] - found["large"] for found in figures.values())
    if size > LARGEST_BYTES or lost > LARGEST_LOSS:
        raise SystemExit(f"too large or too lossy: {size} bytes, {lost:.2%} lost")
    write_candidate(small, recipe.name, run / "candidate")


if __name__ == "__main__":
    main()
