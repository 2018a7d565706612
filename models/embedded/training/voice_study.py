"""
Does a learned back end beat the GE2E cosine on speakers it never saw?

  python voice_study.py --work DIR [--folds 4] [--rounds 200]

Nested by speaker: of each fold's other speakers three quarters train, a quarter chooses among RECIPES; then all of them
train, and the fold is scored. "Elsewhere" trains and chooses on other corpora altogether, as a customer's microphone is
one that nobody trained on. Impostors are always of the same corpus and fold. Writes WORK/voice-study.json and
WORK/voice-trials.npz.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from voice_backend import BackEnd, Fitter, Recipe, cohort_of, normalised
from voice_data import WHOLE, Corpus, as_trials, plan, read_all, templates, training_readings
from voice_trials import Trials, curve_of, figures, joined, misses_at, sorted_trials

OCEAN, WORDS, SENTENCES, DIALECTS, TWO = (
    "speechocean762-adults",
    "dspspeech20-34-speakers",
    "aishell3-dev",
    "dialect-dev",
    "aishell1-two-speakers",
)
TRAINED = ("clean", "room", "line", "elsewhere")
# What is told apart: version and length. Only the first of each corpus are looked at to choose.
CELLS = {
    OCEAN: [("clean", WHOLE), ("clean", 1), ("clean", 3), ("clean", 5)]
    + [(version, WHOLE) for version in ("noise20", "noise10", "noise5", "telephone", "microphone")],
    WORDS: [("clean", WHOLE), ("clean", 1), ("clean", 3), ("clean", 5)]
    + [(version, WHOLE) for version in ("noise20", "noise10", "noise5", "telephone", "microphone")],
    SENTENCES: [("clean", WHOLE), ("clean", 1)] + [(version, WHOLE) for version in ("noise10", "telephone", "microphone")],
    DIALECTS: [("clean", WHOLE), ("clean", 1)] + [(version, WHOLE) for version in ("noise10", "telephone", "microphone")],
    TWO: [("clean", 1), ("clean", 3), ("clean", 5), ("clean", 10)]
    + [(version, 5) for version in ("noise10", "telephone", "microphone")],
}
CHOSEN_BY = [("clean", WHOLE), ("clean", 1), ("noise10", WHOLE), ("telephone", WHOLE), ("microphone", WHOLE)]
WEIGHTS = (0.8, 0.6, 0.4, 0.2)
POOLED = [
    Recipe("pooled", 0.0, components=components, dimensions=dimensions, shrinkage=shrinkage)
    for components in (150, 300)
    for dimensions in (None, 50, 100)
    for shrinkage in ((0.1, 0.5) if dimensions else (0.1,))
]
DISCRIMINATED = [
    Recipe("ge2e-lda", centred_voice=True, voice_dimensions=dimensions, shrinkage=shrinkage)
    for dimensions in (50, 100)
    for shrinkage in (0.3, 0.7)
]
FUSED = [replace(recipe, name="fused", voice_weight=weight) for recipe in POOLED for weight in WEIGHTS]
FAMILIES = {
    "ge2e": [Recipe("ge2e")],
    "ge2e centred": [Recipe("ge2e centred", centred_voice=True)],
    "ge2e-lda": DISCRIMINATED,
    "pooled": POOLED,
    "fused": FUSED,
}
NORMALISED = {"ge2e": 30, "ge2e centred": 30, "fused": 30}
Cell = tuple[str, int]


def trials_of(corpus: Corpus, people: np.ndarray, cell: Cell, back: BackEnd, cohort: np.ndarray | None, most: int) -> Trials:
    version, length = cell
    clean = corpus.versions["clean"]
    how = plan(corpus, people, length, clean.seconds)
    rows = np.unique([at for one in how.enrolments for at in one.takes])
    vectors = np.zeros((len(corpus.items), back(clean.readings[rows[:1]]).shape[1]))
    vectors[rows] = back(clean.readings[rows])
    enrolled, tested = templates(vectors, how.enrolments), back(corpus.versions[version].readings[how.tests])
    scores = enrolled @ tested.T
    return as_trials(scores if cohort is None else normalised(scores, enrolled, tested, cohort, most), how)


def worth(back: BackEnd, held: list[tuple[Corpus, np.ndarray]]) -> float:
    """Mean over corpora and conditions of the misses at 1 % false accepts: lower is better."""
    found = []
    for corpus, people in held:
        for cell in CHOSEN_BY:
            trials = sorted_trials(trials_of(corpus, people, cell, back, None, 0))
            curve = curve_of(trials.scores, trials.genuine, np.ones(len(trials)))
            found.append(misses_at(curve, 0.01))
    return float(np.mean(found))


def parted(people: np.ndarray, parts: int, seed: int) -> list[np.ndarray]:
    return [np.sort(part) for part in np.array_split(np.random.default_rng(seed).permutation(people), parts)]


def fit_families(pool: list[tuple[Corpus, np.ndarray]], seed: int) -> tuple[dict[str, BackEnd], Fitter, dict]:
    """Chooses a recipe of each family on a quarter of the pool's speakers, then fits it on all of them."""
    held = [(corpus, parted(people, 4, seed)[0]) for corpus, people in pool if len(people) > 10]
    away = np.concatenate([people for _, people in held])
    inner = Fitter(training_readings([(corpus, np.setdiff1d(people, away)) for corpus, people in pool], TRAINED))
    chosen, log = {}, {}
    choosing = [one for one in held if one[0].name in (OCEAN, WORDS)]
    for family, recipes in FAMILIES.items():
        costs = [worth(inner(recipe), choosing) if len(recipes) > 1 else 0.0 for recipe in recipes]
        chosen[family] = recipes[int(np.argmin(costs))]
        log[family] = {**asdict(chosen[family]), "dev": min(costs)}
    outer = Fitter(training_readings(pool, TRAINED))
    return {family: outer(recipe) for family, recipe in chosen.items()}, outer, log


def score(backs: dict[str, BackEnd], fitter: Fitter, corpus: Corpus, people: np.ndarray) -> dict[Cell, dict[str, Trials]]:
    found: dict[Cell, dict[str, Trials]] = {}
    for cell in CELLS[corpus.name]:
        found[cell] = {name: trials_of(corpus, people, cell, back, None, 0) for name, back in backs.items()}
        for name, most in NORMALISED.items():
            # The clean version comes first.
            clean = fitter.readings[np.arange(len(fitter.readings) // len(TRAINED))]
            cohort = cohort_of(backs[name], clean)
            found[cell][f"{name} as-norm"] = trials_of(corpus, people, cell, backs[name], cohort, min(most, len(cohort)))
    return found


def merged(parts: list[dict[Cell, dict[str, Trials]]]) -> dict[Cell, dict[str, Trials]]:
    return {cell: {name: joined([part[cell][name] for part in parts]) for name in parts[0][cell]} for cell in parts[0]}


def study(corpora: dict[str, Corpus], folds: int) -> tuple[dict[str, dict[Cell, dict[str, Trials]]], list]:
    log: list = []
    both = [corpora[OCEAN], corpora[WORDS]]
    parts: dict[str, list] = {OCEAN: [], WORDS: []}
    split = {corpus.name: parted(corpus.people, folds, 1) for corpus in both}
    for fold in range(folds):
        pool = [(corpus, np.setdiff1d(corpus.people, split[corpus.name][fold])) for corpus in both]
        backs, fitter, chosen = fit_families(pool, 100 + fold)
        log.append({"fold": fold, "chosen": chosen})
        for corpus in both:
            parts[corpus.name].append(score(backs, fitter, corpus, split[corpus.name][fold]))
        print("fold", fold, {name: one["dev"] for name, one in chosen.items()}, round(time.process_time()), file=sys.stderr)
    found = {f"{name}, same corpus in training": merged(one) for name, one in parts.items()}
    for tested in (corpora[OCEAN], corpora[WORDS], None):
        pool = [(corpus, corpus.people) for corpus in both if corpus is not tested]
        backs, fitter, chosen = fit_families(pool, 7)
        log.append({"elsewhere": tested.name if tested else "mandarin", "chosen": chosen})
        for corpus in [tested] if tested else [corpora[name] for name in (SENTENCES, DIALECTS, TWO)]:
            # The same folds, so that impostors are as near as above.
            groups = split.get(corpus.name, [corpus.people])
            if corpus.name == TWO:
                found[f"{corpus.name}, trained elsewhere"] = score(backs, fitter, corpus, corpus.people)
                continue
            found[f"{corpus.name}, trained elsewhere"] = merged([score(backs, fitter, corpus, own) for own in groups])
        print("elsewhere", time.process_time(), file=sys.stderr)
    return found, log


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--folds", type=int, default=4)
    options.add_argument("--rounds", type=int, default=200)
    chosen = options.parse_args()
    found, log = study(read_all(chosen.work), chosen.folds)
    flat = {
        f"{where}|{version}|{length}|{system}|{part}": getattr(trials, part).astype(np.float32)
        for where, cells in found.items()
        for (version, length), systems in cells.items()
        for system, trials in systems.items()
        for part in ("scores", "enrolled", "tested")
    }
    np.savez(chosen.work / "voice-trials.npz", **flat)
    report = {"chosen": log, "figures": {}}
    for where, cells in found.items():
        report["figures"][where] = {}
        for (version, length), systems in cells.items():
            rows = figures(systems, chosen.rounds)
            some = next(iter(systems.values()))
            report["figures"][where][f"{version} {length or 'whole'}"] = {
                "genuine": int(some.genuine.sum()),
                "impostor": int((~some.genuine).sum()),
                "speakers": len(np.unique(some.enrolled)),
                "systems": rows,
            }
            print(where, version, length or "whole", int(some.genuine.sum()), int((~some.genuine).sum()))
            for name, row in rows.items():
                cells_of = [f"{measure} {row[measure][0]:.3f} [{row[measure][1]:.3f}, {row[measure][2]:.3f}]" for measure in ("eer", "min_dcf", "frr_at_1", "frr_at_0.5")]
                change = row.get("change frr_at_1")
                print(f"  {name:22} {'  '.join(cells_of)}" + (f"  change {change[0]:+.3f} [{change[1]:+.3f}, {change[2]:+.3f}]" if change else ""), flush=True)
        (chosen.work / "voice-study.json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
