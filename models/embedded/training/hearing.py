"""An exported model as a recogniser: onnxruntime, one thread."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from readings import greedy
from waveform import FRAME, MOST_SAMPLES

EMBEDDED = Path(__file__).resolve().parent.parent / "phones.int8.onnx"


class Recogniser:
    def __init__(self, model: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def log_probs(self, wave: np.ndarray) -> np.ndarray:
        """float32 [frames, 60]. Filled up to whole frames of 20 ms, as Hesheng does."""
        if len(wave) > MOST_SAMPLES:
            raise ValueError(f"{len(wave)} samples: cut the recording first")
        filled = np.zeros(max(FRAME, -(-len(wave) // FRAME) * FRAME), np.float32)
        filled[: len(wave)] = wave
        return self._session.run(None, {"waveform": filled[None]})[0][0]

    def hear(self, wave: np.ndarray) -> list[str]:
        """Greedy phones."""
        return greedy(self.log_probs(wave).argmax(axis=1).tolist())
