import unittest

import numpy as np
import onnx
import onnxruntime

from silero_sequence import EMBEDDED, build

SOURCE = EMBEDDED / "silero-vad.onnx"
RATE = np.array(16_000, np.int64)


def speechlike(windows: int) -> np.ndarray:
    """A buzz that comes and goes, as windows with the 64 samples before them."""
    times = np.arange(64 + 512 * windows) / 16_000
    buzz = sum(np.sin(2 * np.pi * 130 * k * times) / k for k in range(1, 25))
    wave = (buzz * np.clip(np.sin(2 * np.pi * 0.7 * times), 0, 1) * 0.1).astype(np.float32)
    return np.stack([wave[512 * at : 512 * at + 576] for at in range(windows)])


class SileroSequence(unittest.TestCase):
    def setUp(self):
        self.one = onnxruntime.InferenceSession(str(SOURCE), providers=["CPUExecutionProvider"])
        model = build(onnx.load(SOURCE)).SerializeToString()
        self.all = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])

    def test_all_windows_at_once_are_the_windows_one_by_one(self):
        windows, state, wanted = speechlike(90), np.zeros((2, 1, 128), np.float32), []
        for window in windows:
            found, state = self.one.run(None, {"input": window[None], "state": state, "sr": RATE})
            wanted.append(found[0])
        half, between = self.all.run(None, {"input": windows[:31], "state": np.zeros((2, 1, 128), np.float32)})
        rest, last = self.all.run(None, {"input": windows[31:], "state": between})
        np.testing.assert_allclose(np.concatenate([half, rest]), np.array(wanted), atol=1e-5)
        np.testing.assert_allclose(last, state, atol=1e-4)
        self.assertGreater(float(np.ptp(wanted)), 0.3)


if __name__ == "__main__":
    unittest.main()
