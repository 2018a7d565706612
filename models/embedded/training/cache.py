"""
Hears every recording, plain and augmented, through the frozen lower layers, and keeps their output.

  python cache.py --recipe recipe.toml --work DIR [--threads 1]

Writes WORK/cache/CORPUS-KEY/N.npy (float16 [frames, 512], all items in a row) with N.json (their lengths and labels),
and `complete` when the corpus is done. About 50 kB for a second of sound. A shard that is there is not made again, so
an interrupted run goes on, and recipes that hear a corpus alike share it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch

from frames import COMPLETE, cache_folder
from network import FrontEnd, build_lower
from plan import Item, plan, sound_of
from recipe import Augmentation, Recipe, read_recipe
from waveform import LEAST_SAMPLES, MOST_SAMPLES
from weights import whisper_encoder

SHARD = 100


class Listener:
    def __init__(self, lower_layers: int) -> None:
        self._front_end, self._lower = FrontEnd(), build_lower(whisper_encoder(), lower_layers)

    @torch.no_grad()
    def frames(self, wave: np.ndarray) -> np.ndarray:
        """float16 [frames, 512]. Its values reach some hundreds: well inside the type."""
        heard = self._lower(self._front_end(torch.from_numpy(wave)[None]))[0]
        return heard.numpy().astype(np.float16)


def write_shard(target: Path, items: list[Item], settings: Augmentation, listener: Listener) -> float:
    """Seconds of sound in it."""
    frames, index = [], []
    for item in items:
        wave = sound_of(item, settings)
        if not LEAST_SAMPLES <= len(wave) <= MOST_SAMPLES:
            continue
        frames.append(listener.frames(wave))
        index.append(
            {
                "frames": len(frames[-1]),
                "said": [symbol for row in item.rows for symbol in row["said"]],
                "reference": {"all": [row["reference"] for row in item.rows]},
                "set": f"{item.rows[0]['corpus']} {item.condition}",
                "speaker": item.rows[0]["speaker"],
            }
        )
    with target.with_suffix(".part").open("wb") as file:
        np.save(file, np.concatenate(frames))
    target.with_suffix(".json").write_text(json.dumps(index, ensure_ascii=False), "utf8")
    # The frames come last: a shard with frames is whole.
    target.with_suffix(".part").rename(target)
    return sum(len(one) for one in frames) / 50


def write_corpus(folder: Path, items: list[Item], recipe: Recipe, listener: Listener) -> None:
    for at in range(0, len(items), SHARD):
        target = folder / f"{at // SHARD:04}.npy"
        if target.exists():
            continue
        started = time.monotonic()
        seconds = write_shard(target, items[at : at + SHARD], recipe.augmentation, listener)
        done = f"{folder.name}: {at} of {len(items)}, {seconds:.0f} s of sound in {time.monotonic() - started:.0f} s"
        print(done, file=sys.stderr, flush=True)
    (folder / COMPLETE).touch()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--recipe", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--threads", type=int, default=1)
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    recipe = read_recipe(chosen.recipe)
    rows = [
        json.loads(line) for line in (chosen.work / f"utterances-{recipe.name}.jsonl").read_text("utf8").splitlines()
    ]
    listener = Listener(recipe.training.lower_layers)
    for source in [*recipe.sources("validate"), *recipe.sources("train")]:
        folder = cache_folder(chosen.work, recipe, source)
        folder.mkdir(parents=True, exist_ok=True)
        items = plan([row for row in rows if row["corpus"] == source.name], source, recipe.seed)
        write_corpus(folder, items, recipe, listener)


if __name__ == "__main__":
    main()
