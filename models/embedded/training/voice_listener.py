"""
What the product's networks hear of a voice: the GE2E embedding, and the mean and spread over time of what the lower
layers of the phone network give. Speech is found as the product finds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import ModelProto, TensorProto, helper

from fuse import fuse
from graph_parts import FUSED
from hearing import EMBEDDED
from waveform import FRAME, SAMPLE_RATE_HZ

FOLDER = EMBEDDED.parent
# Layers of which statistics are kept; all of them are frozen ones of Whisper's.
LAYERS = (0, 1, 2, 3)
WIDTH = 512
MARGIN_MS = 200
VAD_WINDOW, VAD_CONTEXT, VAD_THRESHOLD = 512, 64, 0.5

# As src/voiceprint/voice-windows.ts.
WINDOW, STEP = 25_600, 12_320
QUIET_FRAME, QUIET_SHARE, DILATION, LEAST = 480, 0.05, 4, 8_000
TARGET_RMS = 10 ** (-30 / 20)


@dataclass(frozen=True)
class Heard:
    """
    Speech of one recording: its samples, and its frames of the lower layers, float32 [frames, layers, 512], 50 a second
    of speech.
    """

    speech: np.ndarray
    frames: np.ndarray

    @property
    def seconds(self) -> float:
        return len(self.speech) / SAMPLE_RATE_HZ


def with_layers(model: ModelProto) -> ModelProto:
    """The phone network with its lower layers as further outputs, `layer0` to `layer3`, float32 [1, frames, 512]."""
    graph = model if model.producer_name == FUSED else fuse(model)
    shape = ["batch", "frames", WIDTH]
    for layer in LAYERS:
        graph.graph.node.append(helper.make_node("Identity", [f"layer{layer}.after"], [f"layer{layer}"]))
        graph.graph.output.append(helper.make_tensor_value_info(f"layer{layer}", TensorProto.FLOAT, shape))
    return graph


def dilated(mask: np.ndarray, by: int) -> np.ndarray:
    """True also within `by` places of a True."""
    return np.convolve(mask, np.ones(2 * by + 1), "same") > 0.5 if len(mask) > 2 * by else np.full(len(mask), mask.any())


def loud(wave: np.ndarray) -> np.ndarray:
    """bool per frame of 30 ms: not silence."""
    frames = wave[: len(wave) // QUIET_FRAME * QUIET_FRAME].reshape(-1, QUIET_FRAME).astype(np.float64)
    levels = np.sqrt((frames**2).mean(axis=1))
    return dilated(levels > max(1e-4, QUIET_SHARE * levels.max(initial=0)), DILATION)


def windows_of(speech: np.ndarray) -> np.ndarray:
    """float32 [windows, 25600]: raised to -30 dBFS if quieter; a shorter signal is filled with zeros."""
    level = float(np.sqrt((speech.astype(np.float64) ** 2).mean()))
    raised = speech * (TARGET_RMS / level) if 0 < level < TARGET_RMS else speech
    count = max(1, (len(raised) - WINDOW) // STEP + 1)
    filled = np.zeros(max(len(raised), WINDOW), np.float32)
    filled[: len(raised)] = raised
    return np.stack([filled[at * STEP : at * STEP + WINDOW] for at in range(count)])


def unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.maximum(np.linalg.norm(vector, axis=-1, keepdims=True), 1e-12)


def pooled(frames: np.ndarray) -> np.ndarray:
    """float32 [layers, 2, 512]: mean and standard deviation over time."""
    wide = frames.astype(np.float64)
    return np.stack([wide.mean(axis=0), wide.std(axis=0)], axis=1).astype(np.float32)


class VoiceListener:
    def __init__(self, phones: Path = EMBEDDED, folder: Path = FOLDER, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        open_session = lambda model: onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._phones = open_session(with_layers(onnx.load(phones)).SerializeToString())
        self._vad = open_session(str(folder / "silero-vad-sequence.onnx"))
        self._voice = open_session(str(folder / "voice.onnx"))

    def speech_mask(self, wave: np.ndarray) -> np.ndarray:
        """bool per sample: detected speech and 200 ms to either side of it."""
        count = -(-len(wave) // VAD_WINDOW)
        padded = np.zeros(VAD_CONTEXT + count * VAD_WINDOW, np.float32)
        padded[VAD_CONTEXT : VAD_CONTEXT + len(wave)] = wave
        rows = np.stack([padded[at * VAD_WINDOW : (at + 1) * VAD_WINDOW + VAD_CONTEXT] for at in range(count)])
        found = self._vad.run(None, {"input": rows, "state": np.zeros((2, 1, 128), np.float32)})[0][:, 0]
        margin = round(MARGIN_MS * SAMPLE_RATE_HZ / 1000 / VAD_WINDOW)
        return np.repeat(dilated(found >= VAD_THRESHOLD, margin), VAD_WINDOW)[: len(wave)]

    def listen(self, wave: np.ndarray) -> Heard:
        """The whole recording is speech where none is detected."""
        mask = self.speech_mask(wave)
        at = np.flatnonzero(mask if mask.sum() > LEAST else np.ones(len(wave), bool))
        kept = loud(wave[at])
        chosen = at[: len(kept) * QUIET_FRAME].reshape(-1, QUIET_FRAME)[kept].ravel()
        at = chosen if len(chosen) > LEAST else at
        spoken = np.zeros(-(-len(wave) // FRAME) * FRAME, bool)
        spoken[at] = True
        frame_mask = spoken.reshape(-1, FRAME).mean(axis=1) >= 0.5
        filled = np.zeros(len(spoken), np.float32)
        filled[: len(wave)] = wave
        layers = self._phones.run([f"layer{layer}" for layer in LAYERS], {"waveform": filled[None]})
        frames = np.stack([layer[0] for layer in layers], axis=1)
        return Heard(wave[at], frames[: len(frame_mask)][frame_mask[: len(frames)]])

    def embed(self, speech: np.ndarray) -> np.ndarray:
        """Unit vector of 256 numbers."""
        windows = windows_of(speech)
        rows = [self._voice.run(None, {"windows": windows[at : at + 16]})[0] for at in range(0, len(windows), 16)]
        return unit(np.concatenate(rows).mean(axis=0))
