"""Which recordings are heard together, in which versions, and what they then sound like. No network here."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from augment import add_noise, augment, change_speed, telephone
from recipe import Augmentation, Corpus
from waveform import SAMPLE_RATE_HZ, at_peak, read_wave, trim

PACK_S = (3.0, 11.0)
# A word takes about so long, and so much for each of its phones.
WORD_S, PHONE_S = 0.25, 0.2
PAUSES_S = (0.0, 0.0, 0.02, 0.1, 0.25)
# Validation hears every recording in each of these.
CONDITIONS = ("plain", "noise-10-db", "telephone")


@dataclass(frozen=True)
class Item:
    """Recordings that are heard as one utterance, in one version. `copy` 0 is plain; `seed` settles all the rest."""

    rows: tuple[dict, ...]
    copy: int
    seed: tuple[int, ...]
    condition: str = "plain"


def plan(rows: list[dict], source: Corpus, seed: int) -> list[Item]:
    """All items of one corpus in a fixed order: the same recipe and list give the same items."""
    own = (seed, zlib.crc32(source.name.encode()))
    if source.role == "validate":
        return [Item((row,), 0, (*own, at), condition) for condition in CONDITIONS for at, row in enumerate(rows)]
    items: list[Item] = []
    for copy in range(0 if source.plain else 1, source.copies + 1):
        groups = pack(rows, np.random.default_rng((*own, copy))) if source.packed else [(row,) for row in rows]
        items += [Item(group, copy, (*own, copy, index)) for index, group in enumerate(groups)]
    return items


def pack(rows: list[dict], rng: np.random.Generator) -> list[tuple[dict, ...]]:
    """Words in a random order, as many as make about 3 to 11 s."""
    groups, group, left_s = [], [], rng.uniform(*PACK_S)
    for at in rng.permutation(len(rows)):
        group.append(rows[at])
        left_s -= WORD_S + PHONE_S * len(rows[at]["said"])
        if left_s <= 0:
            groups.append(tuple(group))
            group, left_s = [], rng.uniform(*PACK_S)
    return [*groups, tuple(group)] if group else groups


def sound_of(item: Item, settings: Augmentation) -> np.ndarray:
    rng = np.random.default_rng(item.seed)
    factor = float(rng.choice(settings.speeds)) if item.copy else 1.0
    parts = []
    for row in item.rows:
        wave = read_wave(Path(row["file"]))
        if len(item.rows) > 1:
            wave = at_peak(trim(wave), 0.5)
            wave = np.concatenate([wave, np.zeros(int(rng.choice(PAUSES_S) * SAMPLE_RATE_HZ), np.float32)])
        parts.append(change_speed(wave, factor) if item.copy else wave)
    wave = np.concatenate(parts)
    if item.copy:
        return augment(wave, settings, rng)
    if item.condition == "noise-10-db":
        return add_noise(wave, "pink", 10, rng)
    return telephone(wave) if item.condition == "telephone" else wave
