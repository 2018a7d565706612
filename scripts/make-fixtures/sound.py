"""Waveforms: float32 mono at 16 kHz, full scale at 1."""

from __future__ import annotations

import numpy as np

SAMPLE_RATE_HZ = 16_000
FRAME = 320


def silence(ms: int) -> np.ndarray:
    return np.zeros(ms * SAMPLE_RATE_HZ // 1000, np.float32)


def decibels(db: float) -> float:
    return 10 ** (db / 20)


def frame_rms(wave: np.ndarray) -> np.ndarray:
    frames = wave[: len(wave) // FRAME * FRAME].reshape(-1, FRAME)
    return np.sqrt((frames.astype(np.float64) ** 2).mean(axis=1))


def speech_rms(wave: np.ndarray) -> float:
    """RMS of the frames within 30 dB of the loudest: pauses do not count."""
    rms = frame_rms(wave)
    loud = rms[rms > rms.max() * decibels(-30)]
    return float(np.sqrt((loud**2).mean()))


def trim_silence(wave: np.ndarray, margin_frames: int = 2) -> np.ndarray:
    """Cuts both ends to the first and last frame within 45 dB of the loudest, keeping a margin for soft consonants."""
    rms = frame_rms(wave)
    voiced = np.flatnonzero(rms > rms.max() * decibels(-45))
    first = max(0, int(voiced[0]) - margin_frames)
    return wave[first * FRAME : (int(voiced[-1]) + 1 + margin_frames) * FRAME]


def pink_noise(samples: int, rng: np.random.Generator) -> np.ndarray:
    """Noise of unit RMS whose power falls by 3 dB an octave, flat below 60 Hz."""
    spectrum = np.fft.rfft(rng.standard_normal(samples))
    frequencies = np.maximum(np.fft.rfftfreq(samples, 1 / SAMPLE_RATE_HZ), 60)
    noise = np.fft.irfft(spectrum / np.sqrt(frequencies), samples)
    return (noise / np.sqrt((noise**2).mean())).astype(np.float32)


def with_noise(wave: np.ndarray, snr_db: float, rng: np.random.Generator) -> np.ndarray:
    return wave + pink_noise(len(wave), rng) * speech_rms(wave) * decibels(-snr_db)


def at_level(wave: np.ndarray, dbfs: float) -> np.ndarray:
    """Scales speech to an RMS level, lower if a peak would pass -1 dBFS."""
    gain = decibels(dbfs) / speech_rms(wave)
    return wave * min(gain, decibels(-1) / float(np.abs(wave).max()))


def to_pcm16(wave: np.ndarray) -> np.ndarray:
    return np.clip(np.round(wave * 32767), -32768, 32767).astype("<i2")
