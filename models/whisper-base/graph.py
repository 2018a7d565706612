"""A thin hand on onnx.helper: nodes are written as calls, weights become initialisers, names are counted."""

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# LayerNormalization came with 17. What sherpa-onnx 1.13.8 brings reads much newer ones, older builds read this.
OPSET = 17
IR_VERSION = 8
HEAD_WIDTH = 64


class Graph:
    """Tensors are their names."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._initializers: dict[str, onnx.TensorProto] = {}

    def op(self, kind: str, *inputs: str, name: str | None = None, **attributes: object) -> str:
        name = name or f"{kind.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def parts(self, kind: str, count: int, *inputs: str, **attributes: object) -> Sequence[str]:
        """An operation with several results."""
        names = [f"{kind.lower()}_{len(self._nodes)}_{at}" for at in range(count)]
        self._nodes.append(helper.make_node(kind, list(inputs), names, name=names[0], **attributes))
        return names

    def weight(self, name: str, value: np.ndarray) -> str:
        self._initializers.setdefault(name, numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def ints(self, *values: int) -> str:
        return self.weight("ints_" + "_".join(map(str, values)), np.array(values, dtype=np.int64))

    def number(self, value: float) -> str:
        return self.weight(f"number_{value}", np.array(value, dtype=np.float32))

    def linear(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray | None) -> str:
        """`weight` is [out, in]. A plain MatMul, so that the quantiser finds it."""
        y = self.op("MatMul", x, self.weight(f"{name}/weight", weight.T.astype(np.float32)))
        return y if bias is None else self.op("Add", y, self.weight(f"{name}/bias", bias.astype(np.float32)))

    def layer_norm(self, x: str, name: str, gamma: np.ndarray, beta: np.ndarray) -> str:
        scale = self.weight(f"{name}/gamma", gamma.astype(np.float32))
        shift = self.weight(f"{name}/beta", beta.astype(np.float32))
        return self.op("LayerNormalization", x, scale, shift, axis=-1, epsilon=1e-5)

    def gelu(self, x: str) -> str:
        """x/2 (1 + erf(x / sqrt 2)); onnxruntime knows the pattern and makes one node of it."""
        inner = self.op("Erf", self.op("Div", x, self.number(float(np.sqrt(np.float32(2))))))
        return self.op("Mul", self.op("Mul", x, self.op("Add", inner, self.number(1.0))), self.number(0.5))

    def slice(self, x: str, begin: str, end: str, axis: int) -> str:
        return self.op("Slice", x, begin, end, self.ints(axis))

    def attention(self, q: str, k: str, v: str, mask: str | None) -> str:
        """[batch, queries, width] and twice [batch, keys, width] -> [batch, queries, width]; `mask` is added to [queries, keys]."""
        heads = self.ints(0, 0, -1, HEAD_WIDTH)
        q, k, v = (self.op("Reshape", one, heads) for one in (q, k, v))
        q = self.op("Mul", self.op("Transpose", q, perm=[0, 2, 1, 3]), self.number(HEAD_WIDTH**-0.5))
        scores = self.op("MatMul", q, self.op("Transpose", k, perm=[0, 2, 3, 1]))
        shares = self.op("Softmax", scores if mask is None else self.op("Add", scores, mask), axis=-1)
        mixed = self.op("MatMul", shares, self.op("Transpose", v, perm=[0, 2, 1, 3]))
        return self.op("Reshape", self.op("Transpose", mixed, perm=[0, 2, 1, 3]), self.ints(0, 0, -1))

    def model(
        self,
        inputs: Mapping[str, tuple[int, Sequence[int | str]]],
        outputs: Mapping[str, Sequence[int | str]],
        metadata: Mapping[str, object],
    ) -> onnx.ModelProto:
        """Inputs are type and shape by name, outputs (all float) shape by name, in the order that a caller counts on."""
        graph = helper.make_graph(
            self._nodes,
            "whisper-base",
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
            list(self._initializers.values()),
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        helper.set_model_props(model, {key: str(value) for key, value in metadata.items()})
        return model
