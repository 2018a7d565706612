"""
The weights of an exported 8-bit model by what they do. Exports give them other names from version to version of torch,
so they are found by the operators they stand at: a chain, in which each kind has only one order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from onnx import GraphProto, ModelProto, NodeProto, numpy_helper

LAYERS = 6
PRODUCTS_A_LAYER = 4
# Fourier transform; two of the stem, three of the head.
CONVOLUTIONS = 6
NORMS = 2 * LAYERS + 1 + 4

Convolution = tuple[np.ndarray, np.ndarray]
Norm = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Product:
    """x @ (matrix * scale) + bias; matrix int8 [in, out], scale and bias float32 [out]."""

    matrix: np.ndarray
    scale: np.ndarray
    bias: np.ndarray

    def split(self, parts: int) -> list[Product]:
        """Cut along the outputs."""
        cut = [np.split(value, parts, axis=-1) for value in (self.matrix, self.scale, self.bias)]
        return [Product(*one) for one in zip(*cut)]


@dataclass(frozen=True)
class Layer:
    norms: tuple[Norm, Norm]
    qkv: Product
    out: Product
    up: Product
    down: Product


@dataclass(frozen=True)
class Parts:
    stem: list[Convolution]
    positions: np.ndarray
    layers: list[Layer]
    norm: Norm
    head_input: Product
    head_norms: list[Norm]
    head: list[Convolution]
    head_output: Product


class _Reader:
    def __init__(self, graph: GraphProto) -> None:
        self.nodes = list(graph.node)
        self._values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        for node in self.nodes:
            if node.op_type == "Cast" and node.input[0] in self._values:
                self._values[node.output[0]] = self._values[node.input[0]].astype(np.float32)
        self._makers = {name: node for node in self.nodes for name in node.output}
        self._users: dict[str, list[NodeProto]] = {}
        for node in self.nodes:
            for name in node.input:
                self._users.setdefault(name, []).append(node)

    def all(self, kind: str) -> list[NodeProto]:
        return [node for node in self.nodes if node.op_type == kind]

    def value(self, name: str) -> np.ndarray:
        if name not in self._values:
            raise ValueError(f"{name} is not a weight")
        return self._values[name]

    def made_by(self, name: str) -> str:
        maker = self._makers.get(name)
        return "" if maker is None else maker.op_type

    def weight_after(self, node: NodeProto, kinds: tuple[str, ...]) -> np.ndarray:
        """The weight at the last of a chain of operators, each the only user of the one before."""
        for kind in kinds:
            following = [user for user in self._users.get(node.output[0], []) if user.op_type == kind]
            if len(following) != 1:
                raise ValueError(f"{node.name or node.op_type} is not followed by one {kind}")
            node = following[0]
        return self.value(next(name for name in node.input if name in self._values))

    def product(self, node: NodeProto) -> Product:
        _, matrix, _, zero = node.input
        if self.value(zero).any():
            raise ValueError(f"{matrix} is not symmetric")
        scale = self.value(matrix.removesuffix("_quantized") + "_scale")
        return Product(self.value(matrix), scale, self.weight_after(node, ("Cast", "Mul", "Add")))

    def convolution(self, node: NodeProto) -> Convolution:
        return self.value(node.input[1]), self.value(node.input[2])

    def norms(self) -> list[Norm]:
        divided = [node for node in self.all("Div") if self.made_by(node.input[1]) == "Sqrt"]
        return [(self.weight_after(node, ("Mul",)), self.weight_after(node, ("Mul", "Add"))) for node in divided]

    def positions(self) -> np.ndarray:
        sliced = [self._values[node.input[0]] for node in self.all("Slice") if node.input[0] in self._values]
        if len(sliced) != 1:
            raise ValueError(f"{len(sliced)} weights are sliced, and only the positions should be")
        return sliced[0]


def read_parts(model: ModelProto) -> Parts:
    """Raises ValueError when the graph is not that of network.py without tones, quantised by quantise.py."""
    reader = _Reader(model.graph)
    convolutions, products, norms = reader.all("Conv"), reader.all("MatMulInteger"), reader.norms()
    found = (len(convolutions), len(products), len(norms), len(reader.all("Exp")))
    if found != (CONVOLUTIONS, LAYERS * PRODUCTS_A_LAYER + 2, NORMS, 0):
        raise ValueError(f"{found[0]} convolutions, {found[1]} 8-bit products, {found[2]} norms: not our network")
    sums = [reader.product(node) for node in products]
    kernels = [reader.convolution(node) for node in convolutions[1:]]
    layers = [
        Layer((norms[2 * at], norms[2 * at + 1]), *sums[PRODUCTS_A_LAYER * at : PRODUCTS_A_LAYER * (at + 1)])
        for at in range(LAYERS)
    ]
    return Parts(
        stem=kernels[:2],
        positions=reader.positions(),
        layers=layers,
        norm=norms[2 * LAYERS],
        head_input=sums[-2],
        head_norms=norms[2 * LAYERS + 1 :],
        head=kernels[2:],
        head_output=sums[-1],
    )
