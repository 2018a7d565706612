"""
Trains the upper layers and the head on cached frames, with CTC (Graves et al. 2006).

  python train.py --recipe recipe.toml --work DIR [--threads 1] [--resume]

Writes WORK/run-NAME/{last.pt,best.pt,log.jsonl}. After --resume the run goes on where its last checkpoint was, and
comes to the same weights as an uninterrupted one: every random choice depends on the seed and the step alone. It ends
after the recipe's epochs, or when the mean error over the validation sets has not fallen for `patience` epochs.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from frames import Batch, Cached, batches_of, collate, mask, open_cache
from hearing import EMBEDDED
from network import Upper, build_upper
from readings import align, greedy
from recipe import Recipe, Training, read_recipe
from weights import shipped_head, whisper_encoder

LARGEST_GRADIENT = 5.0
VALIDATION_BATCH_S = 60.0


@dataclass
class Progress:
    """
    Where a run is; all of it is in the checkpoint. `errors` is the best mean error, `stale` epochs without a better.
    """

    epoch: int = 0
    batch: int = 0
    errors: float = float("inf")
    stale: int = 0
    losses: list[float] = field(default_factory=list)


def start(training: Training, seed: int) -> Upper:
    torch.manual_seed(seed)
    head = shipped_head(EMBEDDED) if training.head == "shipped" else None
    upper = build_upper(whisper_encoder(), training.lower_layers, training.tonal, training.dropout, head)
    frozen = len(upper.layers) - training.tuned_layers
    for layer in upper.layers[:frozen]:
        layer.requires_grad_(False)
    upper.norm.requires_grad_(training.tuned_layers > 0)
    return upper


def optimiser_of(upper: Upper, training: Training, steps: int) -> tuple[torch.optim.Optimizer, object]:
    """One cycle (Smith & Topin 2018) for each of two groups, whose peaks differ."""
    encoder = [p for name, p in upper.named_parameters() if p.requires_grad and not name.startswith("head.")]
    groups = [{"params": list(upper.head.parameters())}, *([{"params": encoder}] if encoder else [])]
    optimiser = torch.optim.AdamW(groups, lr=training.head_rate, weight_decay=training.weight_decay)
    peaks = [training.head_rate, training.encoder_rate][: len(groups)]
    return optimiser, torch.optim.lr_scheduler.OneCycleLR(optimiser, peaks, total_steps=steps)


def loss_of(upper: Upper, batch: Batch) -> Tensor:
    log_probs = upper(batch.frames, batch.real()).transpose(0, 1)
    return F.ctc_loss(log_probs, batch.labels, batch.lengths, batch.spoken, zero_infinity=True)


@torch.no_grad()
def validate(upper: Upper, items: list[Cached]) -> dict[str, float]:
    """Phone error rate of each validation set, greedy and toneless, against the nearest legal reading."""
    upper.eval()
    errors, said = defaultdict(int), defaultdict(int)
    for group in batches_of(items, VALIDATION_BATCH_S, (0,)):
        batch = collate(group, False)
        labels = upper.toneless(upper(batch.frames, batch.real())).argmax(-1).tolist()
        for item, row in zip(group, labels):
            found = align(item.reference, greedy(row[: len(item.frames)]))
            errors[item.set] += found.errors
            said[item.set] += len(found.said)
    upper.train()
    return {name: round(errors[name] / said[name], 5) for name in sorted(said)}


class Run:
    def __init__(self, recipe: Recipe, folder: Path, train: list[Cached], unseen: list[Cached]) -> None:
        self.recipe, self.training, self.folder = recipe, recipe.training, folder
        self.train, self.unseen = train, unseen
        self.upper = start(self.training, recipe.seed)
        # Batches of an epoch differ a little in number: a cycle that is long enough for all of them.
        most = max(len(self._batches(epoch)) for epoch in range(self.training.epochs))
        self.optimiser, self.rates = optimiser_of(self.upper, self.training, most * self.training.epochs + 1)
        self.progress = Progress()

    def _batches(self, epoch: int) -> list[list[Cached]]:
        return batches_of(self.train, self.training.batch_seconds, (self.recipe.seed, epoch))

    def run(self) -> None:
        self.upper.train()
        if self.training.head == "shipped" and self.progress == Progress():
            # What the training has to beat: when no epoch does, the best weights are those it started from.
            self._judge("start")
        while self.progress.epoch < self.training.epochs and not self._worn_out():
            self._epoch()

    def _worn_out(self) -> bool:
        return 0 < self.training.patience <= self.progress.stale

    def _epoch(self) -> None:
        progress, saved = self.progress, time.monotonic()
        batches = self._batches(progress.epoch)
        while progress.batch < len(batches):
            progress.losses.append(self._step(batches[progress.batch]))
            progress.batch += 1
            if time.monotonic() - saved > 60 * self.training.checkpoint_minutes:
                saved = time.monotonic()
                self.save("last.pt")
                print(f"epoch {progress.epoch}, {progress.batch} of {len(batches)}: {self._loss():.3f}", flush=True)
        self._judge(progress.epoch)
        progress.epoch, progress.batch, progress.losses = progress.epoch + 1, 0, []
        self.save("last.pt")

    def _loss(self) -> float:
        return float(np.mean(self.progress.losses[-50:]))

    def _step(self, items: list[Cached]) -> float:
        seed = (self.recipe.seed, self.progress.epoch, self.progress.batch)
        # Dropout draws from torch's generator: seeded anew, so that a step does not depend on the steps before it.
        torch.manual_seed(int(np.random.SeedSequence(seed).generate_state(1)[0]))
        batch = collate(items, self.training.tonal)
        masked = mask(batch, self.training.masked_frames, self.training.masked_channels, np.random.default_rng(seed))
        loss = loss_of(self.upper, masked)
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.upper.parameters(), LARGEST_GRADIENT)
        self.optimiser.step()
        self.rates.step()
        return loss.item()

    def _judge(self, epoch: int | str) -> None:
        progress = self.progress
        found = validate(self.upper, self.unseen)
        mean = float(np.mean(list(found.values())))
        loss = round(float(np.mean(progress.losses)), 4) if progress.losses else None
        row = {"epoch": epoch, "loss": loss, "mean": round(mean, 5), **found}
        with (self.folder / "log.jsonl").open("a", encoding="utf8") as log:
            log.write(f"{json.dumps(row)}\n")
        print(json.dumps(row), flush=True)
        if mean < progress.errors:
            progress.errors, progress.stale = mean, 0
            self.save("best.pt")
        else:
            progress.stale += 1

    def save(self, name: str) -> None:
        part = self.folder / f"{name}.part"
        state = {
            "recipe": self.recipe.key(),
            "upper": self.upper.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "rates": self.rates.state_dict(),
            "progress": vars(self.progress),
        }
        torch.save(state, part)
        part.rename(self.folder / name)

    def resume(self) -> None:
        state = torch.load(self.folder / "last.pt", weights_only=True)
        if state["recipe"] != self.recipe.key():
            raise ValueError(f"{self.folder}: the checkpoint is of another recipe")
        self.upper.load_state_dict(state["upper"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.rates.load_state_dict(state["rates"])
        self.progress = Progress(**state["progress"])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--recipe", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--resume", action="store_true")
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    recipe = read_recipe(chosen.recipe)
    folder = chosen.work / f"run-{recipe.name}"
    folder.mkdir(exist_ok=True)
    if not chosen.resume and (folder / "last.pt").exists():
        sys.exit(f"{folder} holds a run: --resume it, or remove it")
    run = Run(recipe, folder, open_cache(chosen.work, recipe, "train"), open_cache(chosen.work, recipe, "validate"))
    if chosen.resume:
        run.resume()
    run.run()


if __name__ == "__main__":
    main()
