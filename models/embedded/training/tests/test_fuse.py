import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

from front_end import BINS, fourier_rows, mel_filters
from fuse import Graph, front_end, fuse, quantised_kernel
from graph_parts import LAYERS, as_kernel, as_matrix, read_parts
from hearing import EMBEDDED, Recogniser

SIZES = [None, None, None]


def run(graph: Graph, source: str, value: np.ndarray, shape: list[int | None] = SIZES) -> np.ndarray:
    """What the runtime gives for the last node."""
    inputs = [helper.make_tensor_value_info(source, TensorProto.FLOAT, shape)]
    outputs = [helper.make_tensor_value_info(graph.nodes[-1].output[0], TensorProto.FLOAT, SIZES)]
    whole = helper.make_graph(graph.nodes, "part", inputs, outputs, graph.weights)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(whole, opset_imports=opsets, ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {source: value})[0]


def convolved(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, stride: int) -> np.ndarray:
    """Frames x inputs -> frames x outputs, by its definition, zeros outside."""
    edge = kernel.shape[2] // 2
    padded = np.pad(x, ((edge, edge), (0, 0)))
    starts = range(0, len(x), stride)
    return np.stack([np.einsum("oit,ti->o", kernel, padded[at : at + kernel.shape[2]]) + bias for at in starts])


def log_mel(wave: np.ndarray) -> np.ndarray:
    """As front_end.py says, in 64 bits."""
    padded = np.pad(wave, 200, mode="reflect").astype(np.float64)
    framed = np.stack([padded[at * 160 : at * 160 + 400] for at in range(len(wave) // 160)])
    spectrum = framed @ fourier_rows().T.astype(np.float64)
    power = spectrum[:, :BINS] ** 2 + spectrum[:, BINS:] ** 2
    logs = np.log10(np.maximum(power @ mel_filters().T, 1e-10))
    return (np.maximum(logs, logs.max() - 8) + 4) / 4


class Fuse(unittest.TestCase):
    def test_convolutions_are_those_of_the_definition_at_every_length_and_stride(self):
        rng = np.random.default_rng(1)
        for taps, stride, frames in ((7, 1, 9), (3, 2, 9), (3, 2, 8), (3, 1, 2), (7, 1, 1)):
            kernel, bias = rng.standard_normal((5, 4, taps)), rng.standard_normal(5)
            x = rng.standard_normal((1, frames, 4)).astype(np.float32)
            graph = Graph()
            graph.convolution("x", kernel.astype(np.float32), bias.astype(np.float32), "found", stride)
            found, wanted = run(graph, "x", x)[0], convolved(x[0], kernel, bias, stride)
            self.assertEqual(found.shape, wanted.shape)
            # Two roundings to 8 bits, of numbers around 1, over 4 inputs and as many taps.
            np.testing.assert_allclose(found, wanted, atol=0.02 * np.sqrt(4 * taps))

    def test_kernels_are_within_half_a_step_of_the_weights(self):
        kernel = np.random.default_rng(1).standard_normal((5, 4, 7)).astype(np.float32)
        product = quantised_kernel(kernel, np.zeros(5, np.float32))
        self.assertEqual(np.abs(product.matrix).max(), 127)
        self.assertLessEqual(
            np.abs(product.matrix * product.scale - as_matrix(kernel)).max(), 0.501 * product.scale.max()
        )

    def test_half_the_fourier_transform_gives_the_same_mels(self):
        rng = np.random.default_rng(1)
        for samples in (1_600, 1_601, 8_159, 32_000):
            wave = (rng.standard_normal(samples) * np.linspace(0.001, 0.3, samples)).astype(np.float32)
            graph = Graph()
            front_end(graph, "waveform")
            found, wanted = run(graph, "waveform", wave[None], [1, None])[0], log_mel(wave)
            self.assertEqual(found.shape, wanted.shape)
            np.testing.assert_allclose(found, wanted, atol=1e-4)

    def test_silence_has_mels(self):
        graph = Graph()
        front_end(graph, "waveform")
        found = run(graph, "waveform", np.zeros((1, 3_200), np.float32), [1, None])
        np.testing.assert_allclose(found, (-10 + 4) / 4, atol=1e-5)

    def test_the_parts_of_the_shipped_model_are_found(self):
        parts = read_parts(onnx.load(EMBEDDED))
        self.assertEqual([kernel.shape for kernel, _ in parts.stem], [(512, 80, 3), (512, 512, 3)])
        self.assertEqual([kernel.shape for kernel, _ in parts.head], [(320, 320, 7)] * 3)
        self.assertEqual(len(parts.layers), LAYERS)
        self.assertEqual(parts.layers[-1].down.matrix.shape, (2048, 512))
        self.assertEqual(parts.head_output.matrix.shape, (320, 60))

    def test_kernels_come_back_from_their_matrices(self):
        kernel = np.random.default_rng(1).standard_normal((5, 4, 7))
        np.testing.assert_array_equal(as_kernel(as_matrix(kernel), 7), kernel)

    def test_another_network_is_refused(self):
        model = helper.make_model(helper.make_graph([helper.make_node("Exp", ["x"], ["y"])], "other", [], []))
        with self.assertRaisesRegex(ValueError, "not our network"):
            read_parts(model)

    def test_what_was_written_anew_is_read_and_written_the_same(self):
        once = fuse(onnx.load(EMBEDDED))
        twice = fuse(once)
        for first, second in zip(once.graph.initializer, twice.graph.initializer):
            a, b = onnx.numpy_helper.to_array(first), onnx.numpy_helper.to_array(second)
            np.testing.assert_allclose(a, b, rtol=1e-6, err_msg=first.name)

    def test_the_shipped_model_hears_the_same_written_anew(self):
        with TemporaryDirectory() as folder:
            target = Path(folder) / "fused.onnx"
            onnx.save(fuse(onnx.load(EMBEDDED)), target)
            fused = Recogniser(target)
        times = np.arange(31_999) / 16_000
        buzz = sum(
            np.sin(2 * np.pi * 120 * k * times) * np.exp(-(((120 * k - 700 - 300 * times) / 300) ** 2))
            for k in range(1, 30)
        )
        wave = (0.3 * buzz / np.abs(buzz).max()).astype(np.float32)
        found, wanted = fused.log_probs(wave), Recogniser(EMBEDDED).log_probs(wave)
        self.assertEqual(found.shape, wanted.shape)
        self.assertGreater(float((found.argmax(1) == wanted.argmax(1)).mean()), 0.95)
