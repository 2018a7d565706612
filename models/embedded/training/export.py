"""
Joins the front end, the frozen and the trained layers into one ONNX graph, and checks it against torch.

  python export.py --recipe recipe.toml --work DIR [--checkpoint best.pt | --checkpoint start]

Writes WORK/run-NAME/phones.fp32.onnx: waveform float32 [1, samples] -> log_probs float32 [1, frames, 60] with
frames = ceil(floor(samples / 160) / 2), as ../manifest.json says.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from network import Phones, Upper, build_lower
from recipe import Recipe, read_recipe
from train import start
from waveform import SAMPLE_RATE_HZ
from weights import whisper_encoder

OPSET = 14
# Odd lengths on purpose: a graph with a length frozen in fails on them.
CHECKED_SAMPLES = (1_600, 32_000, 53_211, 79_999)
# Largest difference of probabilities between torch and onnxruntime.
TOLERANCE = 1e-3


def load(recipe: Recipe, checkpoint: Path | None) -> Phones:
    """
    Without a checkpoint what training starts from: with the shipped head that is the shipped model before quantisation.
    """
    training = recipe.training
    if checkpoint is None:
        upper = start(training, recipe.seed)
    else:
        upper = Upper(training.lower_layers, training.tonal, training.dropout)
        upper.load_state_dict(torch.load(checkpoint, weights_only=True)["upper"])
    return Phones(build_lower(whisper_encoder(), training.lower_layers), upper).eval()


def export(model: Phones, target: Path) -> None:
    torch.onnx.export(
        model,
        torch.randn(1, 5 * SAMPLE_RATE_HZ) * 0.1,
        target,
        input_names=["waveform"],
        output_names=["log_probs"],
        dynamic_axes={"waveform": {1: "samples"}, "log_probs": {1: "frames"}},
        opset_version=OPSET,
        do_constant_folding=True,
        dynamo=False,
    )


def check(model: Phones, target: Path) -> float:
    """Largest difference of probabilities; raises when frames or values are not those of torch."""
    session = onnxruntime.InferenceSession(str(target), providers=["CPUExecutionProvider"])
    rng, worst = np.random.default_rng(1), 0.0
    for samples in CHECKED_SAMPLES:
        wave = (rng.standard_normal((1, samples)) * 0.1).astype(np.float32)
        found = session.run(None, {"waveform": wave})[0]
        with torch.no_grad():
            wanted = model(torch.from_numpy(wave)).numpy()
        if found.shape != (1, -(-(samples // 160) // 2), 60):
            raise ValueError(f"{samples} samples gave {found.shape}")
        worst = max(worst, float(np.abs(np.exp(found) - np.exp(wanted)).max()))
    if worst > TOLERANCE:
        raise ValueError(f"the graph differs from torch by {worst}")
    return worst


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--recipe", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--checkpoint", default="best.pt")
    chosen = options.parse_args()
    recipe = read_recipe(chosen.recipe)
    folder = chosen.work / f"run-{recipe.name}"
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = None if chosen.checkpoint == "start" else folder / chosen.checkpoint
    model, target = load(recipe, checkpoint), folder / "phones.fp32.onnx"
    export(model, target)
    print(f"{target}: differs from torch by {check(model, target):.2e} at most")


if __name__ == "__main__":
    main()
