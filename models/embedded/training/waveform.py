"""Waveforms: float32 mono at 16 kHz, full scale at 1. Reading needs ffmpeg for anything but WAV and FLAC."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly

SAMPLE_RATE_HZ = 16_000
FRAME = 320
# Shorter than this the front end has no frame to stand on.
LEAST_SAMPLES = 1_600
MOST_SAMPLES = 28 * SAMPLE_RATE_HZ


def read_wave(path: Path) -> np.ndarray:
    if path.suffix not in (".wav", ".flac"):
        return decode(["-i", str(path)])
    wave, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    mono = wave.mean(axis=1)
    return mono if rate_hz == SAMPLE_RATE_HZ else resample_poly(mono, SAMPLE_RATE_HZ, rate_hz).astype(np.float32)


def decode(source: list[str], data: bytes | None = None) -> np.ndarray:
    """Whatever ffmpeg can read, as our waveform."""
    command = ["ffmpeg", "-v", "error", *source, "-f", "f32le", "-ac", "1", "-ar", str(SAMPLE_RATE_HZ), "-"]
    return np.frombuffer(subprocess.run(command, input=data, capture_output=True, check=True).stdout, np.float32).copy()


def trim(wave: np.ndarray, floor: float = 0.02, before: int = 800, after: int = 1_600) -> np.ndarray:
    """Cuts both ends to what reaches `floor` of the peak, with margins of so many samples."""
    loud = np.flatnonzero(np.abs(wave) > floor * np.abs(wave).max(initial=0))
    return wave[max(0, loud[0] - before) : loud[-1] + after] if len(loud) else wave


def speech_rms(wave: np.ndarray) -> float:
    """RMS of the 20 ms frames within 30 dB of the loudest: pauses do not count."""
    frames = wave[: len(wave) // FRAME * FRAME].reshape(-1, FRAME)
    rms = np.sqrt((frames.astype(np.float64) ** 2).mean(axis=1))
    loud = rms[rms >= rms.max(initial=0) * 10 ** (-30 / 20)]
    return float(np.sqrt((loud**2).mean())) if len(loud) else 0.0


def at_peak(wave: np.ndarray, peak: float) -> np.ndarray:
    return (wave * (peak / max(float(np.abs(wave).max(initial=0)), 1e-6))).astype(np.float32)
