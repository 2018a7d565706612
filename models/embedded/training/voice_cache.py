"""
Hears all readings in all conditions, once.

  python voice_cache.py --data DIR --work DIR [--model ../phones.int8.onnx] [--versions NAME ...]

Writes WORK/voices/CORPUS-VERSION.npz: `voice` float32 [items, 256], `pooled` float16 [items, 4, 2, 512] and `seconds`,
with the items of voice_items.py in CORPUS.json. A file that is there is not made again.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np

from augment import NOISES, add_noise, reverberate, telephone
from hearing import EMBEDDED
from voice_items import KINDS, Item, items_of, recordings
from voice_listener import Heard, VoiceListener, pooled
from waveform import SAMPLE_RATE_HZ, at_peak, read_wave

Version = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def coloured(wave: np.ndarray, rng: np.random.Generator, most_db: float = 8) -> np.ndarray:
    """Another microphone: a gain that wanders with the logarithm of frequency, at most `most_db` up or down."""
    spectrum = np.fft.rfft(wave)
    frequencies = np.maximum(np.fft.rfftfreq(len(wave), 1 / SAMPLE_RATE_HZ), 50)
    knots = np.linspace(np.log(50), np.log(SAMPLE_RATE_HZ / 2), 7)
    gain_db = np.interp(np.log(frequencies), knots, rng.uniform(-most_db, most_db, len(knots)))
    return np.fft.irfft(spectrum * 10 ** (gain_db / 20), len(wave)).astype(np.float32)


def noisy(snr_db: float) -> Version:
    return lambda wave, rng: add_noise(wave, str(rng.choice(NOISES)), snr_db, rng)


def in_a_room(wave: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return noisy(rng.uniform(15, 35))(reverberate(coloured(wave, rng), rng), rng)


def on_a_line(wave: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return telephone(noisy(rng.uniform(15, 35))(coloured(wave, rng, 4), rng))


def elsewhere(wave: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return noisy(rng.uniform(5, 25))(coloured(wave, rng), rng)


# Conditions of tests. A microphone and a noise are drawn for each recording: with one for a speaker, a back end could
# learn to know it.
TESTED: dict[str, Version] = {
    "clean": lambda wave, rng: wave,
    "noise20": noisy(20),
    "noise10": noisy(10),
    "noise5": noisy(5),
    "telephone": lambda wave, rng: telephone(wave),
    "microphone": coloured,
}
# What back ends are trained on besides.
TRAINED: dict[str, Version] = {"room": in_a_room, "line": on_a_line, "elsewhere": elsewhere}
VERSIONS = TESTED | TRAINED
CORPORA = tuple(KINDS)


def version_of(file: Path, version: str) -> np.ndarray:
    """Seeded by the recording and the version, so that the order of the work does not matter."""
    rng = np.random.default_rng(zlib.crc32(f"{file.name} {version}".encode()))
    return at_peak(VERSIONS[version](at_peak(read_wave(file), 0.5), rng), 0.5)


def part_of(item: Item, clips: list[Heard]) -> Heard:
    speech = np.concatenate([clip.speech for clip in clips])
    frames = np.concatenate([clip.frames for clip in clips])
    if item.half:
        first = item.half == 1
        speech, frames = (whole[: len(whole) // 2] if first else whole[len(whole) // 2 :] for whole in (speech, frames))
    if item.cut:
        speech, frames = speech[: item.cut * SAMPLE_RATE_HZ], frames[: item.cut * 50]
    return Heard(speech, frames)


def cache_corpus(corpus: str, version: str, data: Path, target: Path, listener: VoiceListener) -> None:
    files = recordings(data / corpus)
    items = items_of(corpus, files)
    voices, statistics, seconds = [], [], []
    heard: dict[tuple[str, int], Heard] = {}
    for item in items:
        if (item.speaker, 0) not in heard and item.clips[0] == 0:
            heard = {}
        for clip in item.clips:
            if (item.speaker, clip) not in heard:
                heard[item.speaker, clip] = listener.listen(version_of(files[item.speaker][clip], version))
        part = part_of(item, [heard[item.speaker, clip] for clip in item.clips])
        voices.append(listener.embed(part.speech))
        statistics.append(pooled(part.frames).astype(np.float16))
        seconds.append(part.seconds)
    (target / f"{corpus}.json").write_text(json.dumps([asdict(item) for item in items]))
    found = {"voice": np.stack(voices), "pooled": np.stack(statistics), "seconds": np.array(seconds, np.float32)}
    part_file = target / f"{corpus}-{version}.part.npz"
    np.savez(part_file, **found)
    part_file.rename(target / f"{corpus}-{version}.npz")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--model", type=Path, default=EMBEDDED)
    options.add_argument("--versions", nargs="+", choices=VERSIONS, default=list(VERSIONS))
    options.add_argument("--corpora", nargs="+", choices=CORPORA, default=list(CORPORA))
    chosen = options.parse_args()
    target = chosen.work / "voices"
    target.mkdir(parents=True, exist_ok=True)
    listener = VoiceListener(chosen.model)
    for version in chosen.versions:
        for corpus in chosen.corpora:
            if not (target / f"{corpus}-{version}.npz").exists():
                cache_corpus(corpus, version, chosen.data, target, listener)
                print(f"{corpus} {version}", flush=True)


if __name__ == "__main__":
    main()
