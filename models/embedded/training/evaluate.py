"""
Phone error rates of exported models on manifest folders, each recording as it is and as noise and lines leave it, and
what one model gains over another on the same recordings.

  python evaluate.py --models OLD.onnx NEW.onnx --speech DIR [DIR ...] [--speakers ID ...] [--limit N] [--out FILE.json]

Greedy, toneless, against the nearest legal reading. Intervals are 95 % percentiles of a bootstrap over speakers (Efron
1979); with fewer than five speakers over recordings, which says nothing about other speakers. `hesheng bench
recognition --models` is the figure that counts: it hears through the service itself. This one adds the conditions.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np

from augment import add_noise, telephone, through_codec
from corpora import manifest
from hearing import Recogniser
from readings import align
from spelling import requests_for, spell
from waveform import read_wave

ROUNDS = 2_000
FEW_SPEAKERS = 5
SEED = 1
# Not an average of conditions that are met: more phones, so that a small change can be told from none.
ALL = "all conditions"

Condition = Callable[[np.ndarray, np.random.Generator], np.ndarray]
CONDITIONS: dict[str, Condition] = {
    "as it is": lambda wave, rng: wave,
    "noise 20 dB": lambda wave, rng: add_noise(wave, "pink", 20, rng),
    "noise 10 dB": lambda wave, rng: add_noise(wave, "pink", 10, rng),
    "telephone": lambda wave, rng: telephone(wave),
    "gsm": lambda wave, rng: through_codec(wave, "gsm"),
    "opus 12k": lambda wave, rng: through_codec(wave, "opus-12k"),
}


def bootstrap(errors: np.ndarray, said: np.ndarray, clusters: list[str]) -> tuple[float, float]:
    """Interval of sum(errors) / sum(said); errors may be differences."""
    names = sorted(set(clusters))
    at = np.array([names.index(cluster) for cluster in clusters])
    own_errors = np.bincount(at, errors, len(names))
    own_said = np.bincount(at, said, len(names))
    drawn = np.random.default_rng(SEED).integers(len(names), size=(ROUNDS, len(names)))
    low, high = np.quantile(own_errors[drawn].sum(axis=1) / own_said[drawn].sum(axis=1), [0.025, 0.975])
    return float(low), float(high)


def hear(models: list[Recogniser], folder: Path, chosen: argparse.Namespace) -> list[dict]:
    recordings = [one for one in manifest(folder) if not chosen.speakers or one.speaker in chosen.speakers]
    if chosen.limit:
        recordings = recordings[:: max(1, len(recordings) // chosen.limit)][: chosen.limit]
    rows = []
    for at, (recording, spelled) in enumerate(zip(recordings, spell(requests_for(recordings)))):
        wave = read_wave(recording.file)
        for condition, change in CONDITIONS.items():
            heard = change(wave, np.random.default_rng([SEED, at])).astype(np.float32)
            found = [align(spelled["reference"], model.hear(heard)) for model in models]
            rows.append(
                {
                    "condition": condition,
                    "speaker": recording.speaker,
                    "recording": recording.id,
                    "errors": [one.errors for one in found],
                    "said": len(found[0].said),
                }
            )
    return rows


def figures(rows: list[dict], models: int) -> list[dict]:
    groups = defaultdict(list)
    for row in rows:
        groups[row["condition"]].append(row)
        groups[ALL].append(row)
    found = []
    for condition, own in sorted(groups.items(), key=lambda group: group[0] == ALL):
        speakers = sorted({row["speaker"] for row in own})
        cluster = "speaker" if len(speakers) >= FEW_SPEAKERS else "recording"
        clusters, said = [row[cluster] for row in own], np.array([row["said"] for row in own])
        errors = np.array([row["errors"] for row in own])
        rates = [
            {"value": float(errors[:, at].sum() / said.sum()), "interval": bootstrap(errors[:, at], said, clusters)}
            for at in range(models)
        ]
        changes = [
            {
                "value": float((errors[:, at] - errors[:, 0]).sum() / said.sum()),
                "interval": bootstrap(errors[:, at] - errors[:, 0], said, clusters),
            }
            for at in range(1, models)
        ]
        shape = {"recordings": len(own), "speakers": len(speakers), "phones": int(said.sum()), "resampled": cluster}
        found.append({"condition": condition, **shape, "rates": rates, "changes": changes})
    return found


def show(figure: dict) -> str:
    low, high = figure["interval"]
    return f"{figure['value']:+7.2%} [{low:+.2%}, {high:+.2%}]"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--models", type=Path, nargs="+", required=True)
    options.add_argument("--speech", type=Path, nargs="+", required=True)
    options.add_argument("--speakers", nargs="*", default=[])
    options.add_argument("--limit", type=int, default=0)
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    models = [Recogniser(model) for model in chosen.models]
    all_figures = {}
    for folder in chosen.speech:
        all_figures[folder.name] = figures(hear(models, folder, chosen), len(models))
        for one in all_figures[folder.name]:
            shape = f"{one['recordings']} of {one['speakers']} speakers, {one['phones']} phones"
            rates = "; ".join(map(show, one["rates"]))
            changes = "".join(f"; change {show(change)}" for change in one["changes"])
            print(f"{folder.name}, {one['condition']} ({shape}): {rates}{changes}", flush=True)
    if chosen.out:
        meta = {"models": [str(model.name) for model in chosen.models], "figures": all_figures}
        chosen.out.write_text(f"{json.dumps(meta, indent=2)}\n", "utf8")


if __name__ == "__main__":
    main()
