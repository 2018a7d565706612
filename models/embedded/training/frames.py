"""Cached frames as batches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from labels import indices
from readings import Reference
from recipe import Corpus, Recipe

FRAMES_A_SECOND = 50
COMPLETE = "complete"


@dataclass(frozen=True)
class Cached:
    """One utterance: where its frames lie, and what was said."""

    frames: np.ndarray
    said: tuple[str, ...]
    reference: Reference
    set: str
    speaker: str


@dataclass(frozen=True)
class Batch:
    """`frames` float32 [batch, longest, 512], zero beyond `lengths`; `labels` all in a row, `spoken` of each."""

    frames: Tensor
    lengths: Tensor
    labels: Tensor
    spoken: Tensor

    def real(self) -> Tensor:
        """bool [batch, longest]: False where filled up."""
        return torch.arange(self.frames.shape[1]) < self.lengths[:, None]


def cache_folder(work: Path, recipe: Recipe, source: Corpus) -> Path:
    return work / "cache" / f"{source.name}-{recipe.cache_key(source)}"


def open_cache(work: Path, recipe: Recipe, role: str) -> list[Cached]:
    """Frames stay on disk until they are used."""
    folders = [cache_folder(work, recipe, source) for source in recipe.sources(role)]
    for folder in folders:
        if not (folder / COMPLETE).exists():
            raise FileNotFoundError(f"{folder} is not complete: run cache.py first")
    return [item for folder in folders for shard in sorted(folder.glob("*.npy")) for item in _open_shard(shard)]


def _open_shard(shard: Path) -> list[Cached]:
    frames = np.load(shard, mmap_mode="r")
    items, at = [], 0
    for row in json.loads(shard.with_suffix(".json").read_text("utf8")):
        part = frames[at : at + row["frames"]]
        items.append(Cached(part, tuple(row["said"]), row["reference"], row["set"], row["speaker"]))
        at += row["frames"]
    return items


def batches_of(items: list[Cached], seconds: float, seed: tuple[int, ...]) -> list[list[Cached]]:
    """
    Batches of so many seconds, filling included, in a random order. Utterances of like length share a batch; the noise
    on the lengths makes other neighbours in each epoch.
    """
    rng = np.random.default_rng(seed)
    keys = np.array([len(item.frames) for item in items]) * rng.uniform(0.85, 1.15, len(items))
    batches: list[list[Cached]] = [[]]
    longest = 0
    for at in np.argsort(keys, kind="stable"):
        longest = max(longest, len(items[at].frames))
        if batches[-1] and longest * (len(batches[-1]) + 1) > seconds * FRAMES_A_SECOND:
            batches.append([])
            longest = len(items[at].frames)
        batches[-1].append(items[at])
    return [batches[at] for at in rng.permutation(len(batches))]


def collate(items: list[Cached], tonal: bool) -> Batch:
    lengths = torch.tensor([len(item.frames) for item in items])
    frames = torch.zeros(len(items), int(lengths.max()), items[0].frames.shape[1])
    for at, item in enumerate(items):
        frames[at, : len(item.frames)] = torch.from_numpy(item.frames.astype(np.float32))
    labels = [indices(item.said, tonal) for item in items]
    spoken = torch.tensor([len(one) for one in labels])
    return Batch(frames, lengths, torch.tensor([label for one in labels for label in one]), spoken)


def mask(batch: Batch, most_frames: int, most_channels: int, rng: np.random.Generator) -> Batch:
    """
    SpecAugment (Park et al. 2019) on the cached frames: two stretches of time and one of channels are set to zero.
    """
    frames = batch.frames.clone()
    for at, length in enumerate(batch.lengths.tolist()):
        for _ in range(2):
            width = int(rng.integers(0, most_frames + 1))
            start = int(rng.integers(0, max(1, length - width)))
            frames[at, start : start + width] = 0
        width = int(rng.integers(0, most_channels + 1))
        start = int(rng.integers(0, frames.shape[2] - width))
        frames[at, :, start : start + width] = 0
    return Batch(frames, batch.lengths, batch.labels, batch.spoken)
