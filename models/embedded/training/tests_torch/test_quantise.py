import unittest

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from quantise import EXACT, LEAST_WEIGHTS, fill, halve


class Quantise(unittest.TestCase):
    def test_large_weights_are_halved_and_the_front_end_is_not(self):
        rows = LEAST_WEIGHTS // 100 + 1
        value = np.random.default_rng(1).standard_normal((rows, 100)).astype(np.float32)
        weights = [numpy_helper.from_array(value, name) for name in ("conv.weight", f"front_end.{EXACT[0]}")]
        weights.append(numpy_helper.from_array(np.ones(100, np.float32), "bias"))
        nodes = [helper.make_node("Add", ["x", tensor.name], [f"y{at}"]) for at, tensor in enumerate(weights)]
        shape = helper.make_tensor_value_info
        outputs = [shape(f"y{at}", TensorProto.FLOAT, [rows, 100]) for at in range(3)]
        graph = helper.make_graph(nodes, "g", [shape("x", TensorProto.FLOAT, [rows, 100])], outputs, weights)
        model = helper.make_model(graph)
        halve(model)
        onnx.checker.check_model(model)
        kinds = {tensor.name: tensor.data_type for tensor in model.graph.initializer}
        self.assertEqual(kinds.pop("conv.weight_f16"), TensorProto.FLOAT16)
        self.assertEqual(set(kinds.values()), {TensorProto.FLOAT})
        self.assertEqual([node.op_type for node in model.graph.node], ["Cast", "Add", "Add", "Add"])

    def test_room_goes_to_the_largest_gain_a_byte_and_never_to_a_loss(self):
        gains, sizes = {"a": 0.1, "b": 0.3, "c": -0.1, "d": 0.2}, {"a": 10, "b": 60, "c": 1, "d": 50}
        self.assertEqual(fill(gains, sizes, 100), ["b", "a"])
        self.assertEqual(fill(gains, sizes, 0), [])
