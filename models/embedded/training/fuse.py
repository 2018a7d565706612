"""
Writes an 8-bit model again, with the same weights, as a graph that onnxruntime's CPU provider runs in less time:
attention as one operator, convolutions as 8-bit products of shifted frames, the Fourier transform halved.

  python fuse.py --model WORK/run-NAME/phones.int8.onnx --name NAME --target FOLDER --speech DIR [DIR ...]

Wants what quantise.py writes, without tones, or the shipped file (the default). `--speech` as in quantise.py, with the
same bounds. Writes a model folder. Operators of the domain com.microsoft are onnxruntime's own, in every build of it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
from onnx import ModelProto, TensorProto, helper, numpy_helper

from front_end import BINS, HOP, WINDOW, mel_filters
from graph_parts import FUSED, RUNTIME, Parts, Product, as_matrix, read_parts
from hearing import EMBEDDED
from quantise import accept, write_candidate

OPSET = 17
HEADS = 8
EPSILON = 1e-5
LAST = np.iinfo(np.int64).max


class Graph:
    """Nodes and weights in the order in which they are written; every method gives the name of what it adds."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[TensorProto] = []

    def node(self, kind: str, inputs: list[str], name: str, domain: str = "", outputs: int = 1, **attributes) -> str:
        """Further outputs are called NAME.1, NAME.2 and so on."""
        names = [name, *(f"{name}.{at}" for at in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, inputs, names, name=name, domain=domain, **attributes))
        return name

    def weight(self, value: np.ndarray, name: str) -> str:
        if name not in (one.name for one in self.weights):
            self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def floats(self, value: float, name: str) -> str:
        return self.weight(np.array(value, np.float32), name)

    def whole(self, *values: int) -> str:
        return self.weight(np.array(values, np.int64), "whole." + "_".join(map(str, values)))

    def slice(self, source: str, name: str, start: int, end: int | str, axis: int, step: int = 1) -> str:
        last = end if isinstance(end, str) else self.whole(end)
        return self.node("Slice", [source, self.whole(start), last, self.whole(axis), self.whole(step)], name)

    def norm(self, source: str, weights: tuple[np.ndarray, np.ndarray], name: str) -> str:
        scale, bias = self.weight(weights[0], f"{name}.scale"), self.weight(weights[1], f"{name}.bias")
        return self.node("LayerNormalization", [source, scale, bias], name, axis=-1, epsilon=EPSILON)

    def sum(self, x: str, y: str, name: str) -> str:
        """Not Add: the runtime joins Add and a norm to its SkipLayerNormalization, which takes six times as long."""
        return self.node("Sum", [x, y], name)

    def gelu(self, source: str) -> str:
        return self.node("Gelu", [source], f"{source}.gelu", RUNTIME)

    def quantise(self, source: str) -> str:
        """8 bits over the range of the whole tensor; NAME.1 is the scale, NAME.2 the zero point."""
        return self.node("DynamicQuantizeLinear", [source], f"{source}.8bit", outputs=3)

    def product(self, quantised: str, matrix: str, product: Product, name: str) -> str:
        """`matrix` holds the 8-bit rows, of values on the scale of `quantised`."""
        inputs = [
            matrix,
            self.weight(product.matrix, f"{name}.matrix"),
            f"{quantised}.1",
            self.weight(product.scale, f"{name}.scale"),
            f"{quantised}.2",
            self.weight(np.zeros_like(product.scale, np.int8), f"{name}.zero"),
            self.weight(product.bias, f"{name}.bias"),
        ]
        return self.node("MatMulIntegerToFloat", inputs, name, RUNTIME)

    def exact(self, source: str, product: Product, name: str) -> str:
        matrix = self.weight(product.matrix, f"{name}.matrix")
        wide = self.node("Cast", [matrix], f"{name}.wide", to=TensorProto.FLOAT)
        found = self.node("MatMul", [source, wide], f"{name}.product")
        return self.node("Add", [found, self.weight(product.bias, f"{name}.bias")], name)

    def linear(self, source: str, product: Product, name: str) -> str:
        if product.is_exact:
            return self.exact(source, product, name)
        quantised = self.quantise(source)
        return self.product(quantised, quantised, product, name)

    def shifted(self, source: str, taps: int, stride: int, pad_value: str, name: str) -> str:
        """[1, frames, width] -> [1, ceil(frames / stride), taps * width]: each frame beside its neighbours."""
        edge = taps // 2
        around = self.whole(0, edge, 0, 0, edge, 0)
        padded = self.node("Pad", [source, around, pad_value], f"{name}.padded")
        slices = [
            self.slice(padded, f"{name}.tap{tap}", tap, tap - 2 * edge if tap < 2 * edge else LAST, 1, stride)
            for tap in range(taps)
        ]
        return self.node("Concat", slices, f"{name}.taps", axis=-1)

    def convolution(self, source: str, kernel: np.ndarray, bias: np.ndarray, name: str, stride: int = 1) -> str:
        """As an 8-bit product. Filled with the zero point, which stands for zero."""
        quantised = self.quantise(source)
        rows = self.shifted(quantised, kernel.shape[2], stride, f"{quantised}.2", name)
        return self.product(quantised, rows, quantised_kernel(kernel, bias), name)


def quantised_kernel(kernel: np.ndarray, bias: np.ndarray) -> Product:
    """8 bits per output channel, symmetric."""
    matrix = as_matrix(kernel).astype(np.float32)
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-12) / 127
    return Product(np.rint(matrix / scale).astype(np.int8), scale.astype(np.float32), bias)


def half_fourier(odd: bool) -> np.ndarray:
    """
    float32 [200, 2 * bins]: real, then imaginary parts of every second bin, for a windowed frame whose halves were
    added (even bins) or subtracted (odd ones): exp(-2 pi i k (n + 200) / 400) is exp(-2 pi i k n / 400) times (-1)^k.
    """
    bins, samples = np.arange(int(odd), BINS, 2), np.arange(WINDOW // 2)
    angles = 2 * np.pi * (np.outer(samples, bins) % WINDOW) / WINDOW
    return np.concatenate([np.cos(angles), -np.sin(angles)], axis=1).astype(np.float32)


def power(graph: Graph, halves: list[str], odd: bool, name: str) -> str:
    combined = graph.node("Sub" if odd else "Add", halves, f"{name}.folded")
    matrix = half_fourier(odd)
    spectrum = graph.node("MatMul", [combined, graph.weight(matrix, f"{name}.fourier")], f"{name}.spectrum")
    squares = graph.node("Mul", [spectrum, spectrum], f"{name}.squares")
    graph.node("Split", [squares], f"{name}.parts", outputs=2, axis=-1)
    return graph.node("Add", [f"{name}.parts", f"{name}.parts.1"], name)


def frames(graph: Graph, wave: str) -> str:
    """[1, samples] -> [1, samples / 160, 400], mirrored at both ends. 400 samples are two and a half hops."""
    edge = WINDOW // 2
    padded = graph.node("Pad", [wave, graph.whole(0, edge, 0, edge)], "mirrored", mode="reflect")
    samples = graph.slice(graph.node("Shape", [wave], "wave.shape"), "samples", 1, 2, 0)
    hops = graph.node("Add", [graph.node("Div", [samples, graph.whole(HOP)], "frames"), graph.whole(2)], "hops")
    last = graph.node("Mul", [hops, graph.whole(HOP)], "hops.samples")
    whole = graph.slice(padded, "whole_hops", 0, last, 1)
    rows = graph.node("Reshape", [whole, graph.whole(1, -1, HOP)], "hops.rows")
    parts = [graph.slice(rows, f"hops.{at}", at, at - 2 if at < 2 else LAST, 1) for at in range(3)]
    parts[2] = graph.slice(parts[2], "hops.half", 0, WINDOW - 2 * HOP, 2)
    return graph.node("Concat", parts, "framed", axis=-1)


def front_end(graph: Graph, wave: str) -> str:
    """[1, samples] -> log-mel [1, samples / 160, 80], as front_end.py describes it."""
    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)
    windowed = graph.node("Mul", [frames(graph, wave), graph.weight(window, "window")], "windowed")
    graph.node("Split", [windowed], "halves", outputs=2, axis=-1)
    halves = ["halves", "halves.1"]
    both = [power(graph, halves, odd, name) for odd, name in ((False, "even"), (True, "odd"))]
    filters = mel_filters().T
    order = np.concatenate([np.arange(0, BINS, 2), np.arange(1, BINS, 2)])
    bins = graph.node("Concat", both, "power", axis=-1)
    mels = graph.node("MatMul", [bins, graph.weight(filters[order], "filters")], "mels")
    logs = graph.node("Log", [graph.node("Max", [mels, graph.floats(1e-10, "least")], "mels.least")], "logs")
    # (max(log10 x, top - 8) + 4) / 4, with one multiplication.
    scaled = graph.node("Mul", [logs, graph.floats(1 / (4 * np.log(10)), "log.scale")], "logs.scaled")
    top = graph.node("ReduceMax", [scaled], "loudest", axes=[1, 2], keepdims=1)
    floor = graph.node("Sub", [top, graph.floats(2, "two")], "floor")
    return graph.node("Add", [graph.node("Max", [scaled, floor], "floored"), graph.floats(1, "one")], "log_mel")


def stem(graph: Graph, mel: str, parts: Parts) -> str:
    first, second = parts.stem
    x = graph.gelu(graph.convolution(mel, *first, "conv1"))
    x = graph.gelu(graph.convolution(x, *second, "conv2", stride=2))
    positions = graph.node(
        "Cast", [graph.weight(parts.positions.astype(np.float16), "positions_f16")], "positions", to=TensorProto.FLOAT
    )
    length = graph.slice(graph.node("Shape", [x], "conv2.shape"), "length", 1, 2, 0)
    return graph.node("Add", [x, graph.slice(positions, "positions.used", 0, length, 0)], "placed")


def attention(graph: Graph, normed: str, product: Product, name: str) -> str:
    """Queries, keys and values as three products of the same 8-bit frames, so that nothing need be cut apart."""
    named = list(zip((f"{name}.{which}" for which in ("query", "key", "value")), product.split(3)))
    if product.is_exact:
        thirds = [graph.exact(normed, third, third_name) for third_name, third in named]
    else:
        quantised = graph.quantise(normed)
        thirds = [graph.product(quantised, quantised, third, third_name) for third_name, third in named]
    return graph.node("MultiHeadAttention", thirds, f"{name}.heard", RUNTIME, num_heads=HEADS)


def encoder(graph: Graph, x: str, parts: Parts) -> str:
    """Frames after all layers and the last norm."""
    for at, layer in enumerate(parts.layers):
        name = f"layer{at}"
        heard = attention(graph, graph.norm(x, layer.norms[0], f"{name}.norm1"), layer.qkv, name)
        x = graph.sum(x, graph.linear(heard, layer.out, f"{name}.out"), f"{name}.after_attention")
        inner = graph.linear(graph.norm(x, layer.norms[1], f"{name}.norm2"), layer.up, f"{name}.up")
        x = graph.sum(x, graph.linear(graph.gelu(inner), layer.down, f"{name}.down"), f"{name}.after")
    return graph.norm(x, parts.norm, "norm")


def head(graph: Graph, x: str, parts: Parts) -> str:
    x = graph.norm(graph.gelu(graph.linear(x, parts.head_input, "head.input")), parts.head_norms[0], "head.norm0")
    for at, (kernel, bias) in enumerate(parts.head):
        added = graph.gelu(graph.convolution(x, kernel, bias, f"head.conv{at}"))
        x = graph.norm(graph.sum(x, added, f"head.sum{at}"), parts.head_norms[at + 1], f"head.norm{at + 1}")
    return graph.linear(x, parts.head_output, "head.output")


def fuse(source: ModelProto) -> ModelProto:
    """waveform float32 [1, samples] -> log_probs float32 [1, frames, 60], as ../manifest.json says."""
    parts, graph = read_parts(source), Graph()
    found = head(graph, encoder(graph, stem(graph, front_end(graph, "waveform"), parts), parts), parts)
    graph.node("LogSoftmax", [found], "log_probs", axis=-1)
    labels = len(parts.head_output.bias)
    whole = helper.make_graph(
        graph.nodes,
        "phones",
        [helper.make_tensor_value_info("waveform", TensorProto.FLOAT, [1, "samples"])],
        [helper.make_tensor_value_info("log_probs", TensorProto.FLOAT, [1, "frames", labels])],
        graph.weights,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIME, 1)]
    return helper.make_model(whole, opset_imports=opsets, ir_version=8, producer_name=FUSED)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--model", type=Path, default=EMBEDDED)
    options.add_argument("--name", required=True)
    options.add_argument("--target", type=Path, required=True)
    options.add_argument("--speech", type=Path, nargs="+", required=True)
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        fused = Path(folder) / EMBEDDED.name
        onnx.save(fuse(onnx.load(chosen.model)), fused)
        accept(chosen.model, fused, chosen.speech)
        write_candidate(fused, chosen.name, chosen.target)


if __name__ == "__main__":
    main()
