"""
What a room, a noise, a microphone and a line do to speech. Every choice comes from the generator that is passed in.
"""

from __future__ import annotations

import subprocess
from fractions import Fraction

import numpy as np
from scipy.signal import fftconvolve, resample_poly

from recipe import Augmentation
from waveform import SAMPLE_RATE_HZ, at_peak, decode, speech_rms

MU = 255
NOISES = ("white", "pink", "brown")
NOISE_SLOPE = {"white": 0.0, "pink": 0.5, "brown": 1.0}
# Encoder arguments, container and rate. GSM full rate stands for the AMR family, which free encoders lack.
CODECS = {
    "gsm": (["-c:a", "libgsm"], "gsm", 8_000),
    "opus-12k": (["-c:a", "libopus", "-b:a", "12k", "-application", "voip"], "ogg", 16_000),
    "opus-24k": (["-c:a", "libopus", "-b:a", "24k", "-application", "voip"], "ogg", 16_000),
    "mp3-32k": (["-c:a", "libmp3lame", "-b:a", "32k"], "mp3", 16_000),
    "aac-32k": (["-c:a", "aac", "-b:a", "32k"], "adts", 16_000),
}


def change_speed(wave: np.ndarray, factor: float) -> np.ndarray:
    """Resampling: tempo, pitch and resonances move together, as with another vocal tract."""
    ratio = Fraction(factor).limit_denominator(20)
    return resample_poly(wave, ratio.denominator, ratio.numerator).astype(np.float32)


def reverberate(wave: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A direct sound followed by noise that dies away: reverberation times of 0.1 to 0.5 s."""
    samples = int(rng.uniform(0.1, 0.5) * SAMPLE_RATE_HZ)
    # -60 dB at the end: exp(-6.9) = 10 ** -3
    room = rng.standard_normal(samples) * np.exp(-6.9 * np.arange(samples) / samples)
    room *= rng.uniform(0.3, 1.0) / np.sqrt((room**2).sum())
    room[0] = 1
    return fftconvolve(wave, room)[: len(wave)].astype(np.float32)


def noise_of(kind: str, samples: int, rng: np.random.Generator) -> np.ndarray:
    """Noise of unit RMS: power falls by 0, 3 or 6 dB an octave above 60 Hz."""
    spectrum = np.fft.rfft(rng.standard_normal(samples))
    frequencies = np.maximum(np.fft.rfftfreq(samples, 1 / SAMPLE_RATE_HZ), 60)
    noise = np.fft.irfft(spectrum / frequencies ** NOISE_SLOPE[kind], samples)
    return (noise / np.sqrt((noise**2).mean())).astype(np.float32)


def add_noise(wave: np.ndarray, kind: str, snr_db: float, rng: np.random.Generator) -> np.ndarray:
    return wave + noise_of(kind, len(wave), rng) * np.float32(speech_rms(wave) * 10 ** (-snr_db / 20))


def telephone(wave: np.ndarray) -> np.ndarray:
    """8 kHz, 300-3,400 Hz, 8 bits mu-law (G.711), and back."""
    narrow = resample_poly(_band(wave), 1, 2)
    peak = max(float(np.abs(narrow).max(initial=0)), 1e-6)
    scaled = narrow / peak
    curved = np.sign(scaled) * np.log1p(MU * np.abs(scaled)) / np.log1p(MU)
    stepped = np.round(curved * 127) / 127
    heard = np.sign(stepped) * np.expm1(np.abs(stepped) * np.log1p(MU)) / MU
    return (resample_poly(heard, 2, 1)[: len(wave)] * peak).astype(np.float32)


def through_codec(wave: np.ndarray, name: str) -> np.ndarray:
    """Coded and decoded by ffmpeg. Codecs that delay the sound by a few ms are left as they are."""
    coder, container, rate_hz = CODECS[name]
    raw = ["-f", "f32le", "-ar", str(SAMPLE_RATE_HZ), "-ac", "1", "-i", "-"]
    command = ["ffmpeg", "-v", "error", *raw, "-ar", str(rate_hz), *coder, "-f", container, "-"]
    coded = subprocess.run(command, input=at_peak(wave, 0.9).tobytes(), capture_output=True, check=True).stdout
    # adts is what the muxer is called, aac the demuxer
    return decode(["-f", "aac" if container == "adts" else container, "-i", "-"], coded)


def augment(wave: np.ndarray, settings: Augmentation, rng: np.random.Generator) -> np.ndarray:
    """One augmented version, speed aside: packing needs that before."""
    heard = at_peak(wave, 0.5)
    if rng.random() < settings.reverberation:
        heard = reverberate(heard, rng)
    if rng.random() < settings.noise:
        heard = add_noise(heard, str(rng.choice(NOISES)), rng.uniform(*settings.snr_db), rng)
    line = rng.random()
    if line < settings.telephone:
        heard = telephone(heard)
    elif line < settings.telephone + settings.codec:
        heard = through_codec(heard, str(rng.choice(list(CODECS))))
    return at_peak(heard, rng.uniform(*settings.peak))


def _band(wave: np.ndarray) -> np.ndarray:
    """300-3,400 Hz with soft edges of 60 Hz, in the frequency domain."""
    spectrum = np.fft.rfft(wave)
    frequencies = np.fft.rfftfreq(len(wave), 1 / SAMPLE_RATE_HZ)
    gain = np.clip((frequencies - 240) / 60, 0, 1) * np.clip((3_460 - frequencies) / 60, 0, 1)
    return np.fft.irfft(spectrum * gain, len(wave))
