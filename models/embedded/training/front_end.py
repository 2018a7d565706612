"""
The log-mel front end of Whisper (Radford et al. 2022) as matrices, so that it can live inside the network's graph:
frames of 25 ms every 10 ms, 80 Slaney mels (Slaney 1998), log10, at most 8 below the loudest, (x + 4) / 4. Not padded
to 30 s.
"""

from __future__ import annotations

import numpy as np

WINDOW = 400
HOP = 160
BINS = WINDOW // 2 + 1
MELS = 80
# Linear up to 1 kHz (200 / 3 Hz a mel), logarithmic above (27 mels for a factor of 6.4).
KNEE_HZ, KNEE_MEL = 1_000.0, 15.0
LOG_STEP = np.log(6.4) / 27


def to_hz(mels: np.ndarray) -> np.ndarray:
    return np.where(mels < KNEE_MEL, mels * 200 / 3, KNEE_HZ * np.exp(LOG_STEP * (mels - KNEE_MEL)))


def mel_filters(rate_hz: int = 16_000) -> np.ndarray:
    """float32 [80, 201], each triangle of area 1 over Hz."""
    top = KNEE_MEL + np.log(rate_hz / 2 / KNEE_HZ) / LOG_STEP
    edges = to_hz(np.linspace(0, top, MELS + 2))
    bins = np.linspace(0, rate_hz / 2, BINS)
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    triangles = np.maximum(0, np.minimum(rising, falling))
    return (triangles * (2 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)


def fourier_rows() -> np.ndarray:
    """float32 [402, 400]: real parts of all bins, then imaginary parts, a periodic Hann window folded in."""
    samples = np.arange(WINDOW)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * samples / WINDOW)
    # The product is reduced before the multiplication by 2 pi / 400: sums of large angles lose digits.
    angles = 2 * np.pi * (np.outer(np.arange(BINS), samples) % WINDOW) / WINDOW
    return (np.concatenate([np.cos(angles), -np.sin(angles)]) * window).astype(np.float32)
