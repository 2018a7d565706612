"""
The weights of an exported 8-bit model by what they do. Exports give them other names from version to version of torch,
so they are found by the operators they stand at: a chain, in which each kind has only one order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from onnx import GraphProto, ModelProto, NodeProto, numpy_helper

# What fuse.py signs its graphs with, and the domain of onnxruntime's own operators.
FUSED = "hesheng"
RUNTIME = "com.microsoft"
LAYERS = 6
HEAD_CONVOLUTIONS = 3
PRODUCTS_A_LAYER = 4
# Fourier transform; two of the stem, three of the head.
CONVOLUTIONS = 6
NORMS = 2 * LAYERS + 1 + HEAD_CONVOLUTIONS + 1

Convolution = tuple[np.ndarray, np.ndarray]
Norm = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Product:
    """x @ (matrix * scale) + bias; matrix int8 [in, out], scale and bias float32 [out]. Exact: float16, scale 1."""

    matrix: np.ndarray
    scale: np.ndarray
    bias: np.ndarray

    @property
    def is_exact(self) -> bool:
        return self.matrix.dtype != np.int8

    def widened(self) -> np.ndarray:
        """float32 [in, out]."""
        return self.matrix.astype(np.float32) * self.scale

    def split(self, parts: int) -> list[Product]:
        """Cut along the outputs."""
        cut = [np.split(value, parts, axis=-1) for value in (self.matrix, self.scale, self.bias)]
        return [Product(*one) for one in zip(*cut)]


def joined(products: list[Product]) -> Product:
    """The opposite of `split`."""
    return Product(*(np.concatenate(values, axis=-1) for values in zip(*(vars(one).values() for one in products))))


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


def as_matrix(kernel: np.ndarray) -> np.ndarray:
    """[out, in, taps] -> [taps * in, out]: one tap's inputs after the other's."""
    return kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0])


def as_kernel(matrix: np.ndarray, taps: int) -> np.ndarray:
    """The opposite of `as_matrix`."""
    return matrix.reshape(taps, -1, matrix.shape[1]).transpose(2, 1, 0)


class _Chain:
    """An export of torch's."""

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

    def products(self) -> list[NodeProto]:
        """Also those that stayed at float16; not the mels, whose weight comes first."""
        exact = [node for node in self.all("MatMul") if node.input[1] in self._values]
        return [node for node in self.nodes if node.op_type == "MatMulInteger" or node in exact]

    def product(self, node: NodeProto) -> Product:
        if node.op_type == "MatMul":
            matrix = self.value(node.input[1]).astype(np.float16)
            return Product(matrix, np.ones(matrix.shape[1], np.float32), self.weight_after(node, ("Add",)))
        _, matrix, _, zero = node.input
        if self.value(zero).any():
            raise ValueError(f"{matrix} is not symmetric")
        scale = self.value(matrix.removesuffix("_quantized") + "_scale")
        return Product(self.value(matrix), scale, self.weight_after(node, ("Cast", "Mul", "Add")))

    def convolution(self, node: NodeProto) -> Convolution:
        return self.value(node.input[1]), self.value(node.input[2])

    def norms(self) -> list[Norm]:
        """(x - mean) / sqrt(variance + epsilon) * scale + bias, as exports without an operator for it spell a norm."""
        divided = [node for node in self.all("Div") if tuple(map(self.made_by, node.input)) == ("Sub", "Sqrt")]
        return [(self.weight_after(node, ("Mul",)), self.weight_after(node, ("Mul", "Add"))) for node in divided]

    def positions(self) -> np.ndarray:
        sliced = [self._values[node.input[0]] for node in self.all("Slice") if node.input[0] in self._values]
        if len(sliced) != 1:
            raise ValueError(f"{len(sliced)} weights are sliced, and only the positions should be")
        return sliced[0]


class _Names:
    """A graph of fuse.py's, which knows its own names."""

    def __init__(self, graph: GraphProto) -> None:
        self._values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}

    def product(self, name: str) -> Product:
        matrix, bias = self._values[f"{name}.matrix"], self._values[f"{name}.bias"]
        return Product(matrix, self._values.get(f"{name}.scale", np.ones_like(bias)), bias)

    def norm(self, name: str) -> Norm:
        return self._values[f"{name}.scale"], self._values[f"{name}.bias"]

    def convolution(self, name: str, taps: int) -> Convolution:
        product = self.product(name)
        return as_kernel(product.widened(), taps), product.bias

    def layer(self, name: str) -> Layer:
        qkv = joined([self.product(f"{name}.{which}") for which in ("query", "key", "value")])
        norms = self.norm(f"{name}.norm1"), self.norm(f"{name}.norm2")
        return Layer(norms, qkv, *(self.product(f"{name}.{which}") for which in ("out", "up", "down")))

    def parts(self) -> Parts:
        return Parts(
            stem=[self.convolution(name, 3) for name in ("conv1", "conv2")],
            positions=self._values["positions_f16"].astype(np.float32),
            layers=[self.layer(f"layer{at}") for at in range(LAYERS)],
            norm=self.norm("norm"),
            head_input=self.product("head.input"),
            head_norms=[self.norm(f"head.norm{at}") for at in range(HEAD_CONVOLUTIONS + 1)],
            head=[self.convolution(f"head.conv{at}", 7) for at in range(HEAD_CONVOLUTIONS)],
            head_output=self.product("head.output"),
        )


def read_parts(model: ModelProto) -> Parts:
    """Raises ValueError when the graph is neither of quantise.py, without tones, nor of fuse.py."""
    if model.producer_name == FUSED:
        return _Names(model.graph).parts()
    reader = _Chain(model.graph)
    convolutions, products, norms = reader.all("Conv"), reader.products(), reader.norms()
    found = (len(convolutions), len(products), len(norms))
    if found != (CONVOLUTIONS, LAYERS * PRODUCTS_A_LAYER + 2, NORMS):
        raise ValueError(f"{found[0]} convolutions, {found[1]} products, {found[2]} norms: not our network")
    if reader.all("Exp"):
        raise ValueError("a network with tones merges them at its end, and that is not our network")
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
