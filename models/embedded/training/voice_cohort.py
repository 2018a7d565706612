"""
How large a cohort of the operator's own must be, and whether a threshold set on some speakers holds on others of the same
microphones.

  python voice_cohort.py --work DIR [--splits 20] [--targets 0.005 0.0025] [--cohorts 0 20 42]

Speakers of speechocean762 fall into cohort, calibration and test, never shared, anew in each split. The GE2E cosine as it
is and after AS-norm; llr = a + b s + c ln(seconds) and the threshold for the given false accepts come from the
calibration's readings of 1, 3 and 5 s, or the threshold from those of one length; the figures from the test's. Writes WORK/voice-cohort.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from voice_backend import BackEnd, Fitter, Readings, Recipe, cohort_of
from voice_calibrate import Line, fit_line
from voice_data import Corpus, read_all, training_rows
from voice_study import OCEAN, Cell, parted, trials_of
from voice_trials import Trials, curve_of, joined, misses_at, sorted_trials, threshold_at

LENGTHS = (1, 3, 5)
SHOWN: list[Cell] = [("clean", 1), ("clean", 3), ("clean", 5), ("noise10", 0), ("telephone", 0), ("microphone", 0)]
WHOLE_S = 3.3


def scored(corpus: Corpus, people: np.ndarray, cell: Cell, back: BackEnd, cohort: np.ndarray | None) -> tuple[Trials, np.ndarray]:
    trials = trials_of(corpus, people, cell, back, cohort, 0 if cohort is None else min(30, len(cohort)))
    return trials, np.full(len(trials), float(cell[1] or WHOLE_S))


def calibrated(corpus: Corpus, people: np.ndarray, back: BackEnd, cohort: np.ndarray | None, targets: list[float]) -> tuple[Line, list[float]]:
    parts = [scored(corpus, people, ("clean", length), back, cohort) for length in LENGTHS]
    trials, seconds = joined([part for part, _ in parts]), np.concatenate([one for _, one in parts])
    line = fit_line(trials.scores, seconds, trials.genuine, True)
    ordered = sorted_trials(Trials(line(trials.scores, seconds), trials.enrolled, trials.tested))
    curve = curve_of(ordered.scores, ordered.genuine, np.ones(len(ordered)))
    return line, [threshold_at(curve, target) for target in targets]


def limits_at(corpus: Corpus, people: np.ndarray, length: int, back: BackEnd, cohort: np.ndarray | None, targets: list[float]) -> list[float]:
    """Thresholds of the plain score, set on readings of one length."""
    ordered = sorted_trials(scored(corpus, people, ("clean", length), back, cohort)[0])
    curve = curve_of(ordered.scores, ordered.genuine, np.ones(len(ordered)))
    return [threshold_at(curve, target) for target in targets]


def measured(trials: Trials, llr: np.ndarray, limits: list[float]) -> list[float]:
    """FRR at FAR 0.5 % found on the test itself, then FAR and FRR at each threshold that was set elsewhere."""
    ordered = sorted_trials(trials)
    row = [misses_at(curve_of(ordered.scores, ordered.genuine, np.ones(len(ordered))), 0.005)]
    for limit in limits:
        row += [float((llr[~trials.genuine] >= limit).mean()), float((llr[trials.genuine] < limit).mean())]
    return row


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--splits", type=int, default=20)
    options.add_argument("--targets", type=float, nargs=2, default=[0.005, 0.0025])
    options.add_argument("--cohorts", type=int, nargs="+", default=[0, 20, 42])
    chosen = options.parse_args()
    corpus = read_all(chosen.work)[OCEAN]
    clean: Readings = corpus.versions["clean"].readings
    back = Fitter(clean)(Recipe("ge2e"))
    found: dict[tuple[int, Cell], list[list[float]]] = {}
    lines: dict[int, list[list[float]]] = {}
    for split in range(chosen.splits):
        first, calibration, tested = parted(corpus.people, 3, split)
        for size in chosen.cohorts:
            some = np.random.default_rng(split).permutation(first)[:size]
            cohort = cohort_of(back, clean[training_rows(corpus, some)]) if size else None
            line, limits = calibrated(corpus, calibration, back, cohort, chosen.targets)
            lines.setdefault(size, []).append([line.a, line.b, line.c, *limits])
            for cell in SHOWN:
                trials, seconds = scored(corpus, tested, cell, back, cohort)
                # Whole sentences are 3 s long on the average.
                own = limits_at(corpus, calibration, cell[1] or 3, back, cohort, chosen.targets)
                by_line, by_length = measured(trials, line(trials.scores, seconds), limits), measured(trials, trials.scores, own)
                found.setdefault((size, cell), []).append([*by_line, *by_length[1:], *own])
    report = []
    print(f"{chosen.splits} splits; of each figure the mean, and in brackets the 90th percentile over splits")
    for size in chosen.cohorts:
        a, b, c, *limits = np.mean(lines[size], axis=0)
        print(f"cohort {size}: llr = {a:.2f} + {b:.2f} s + {c:.2f} ln(seconds); accept from {limits[0]:.2f} / {limits[1]:.2f} (first and second target)")
        for cell in SHOWN:
            mean, most = np.mean(found[size, cell], axis=0), np.quantile(found[size, cell], 0.9, axis=0)
            report.append({"cohort": size, "version": cell[0], "seconds": cell[1], "mean": mean.tolist(), "p90": most.tolist()})
            print(
                f"  {cell[0]:10} {cell[1] or 'whole':>5}  FRR at own FAR 0.5 % {mean[0]:.3f} ({most[0]:.3f})"
                f"  first: FAR {mean[1]:.4f} ({most[1]:.4f}) FRR {mean[2]:.3f}  second: FAR {mean[3]:.4f} ({most[3]:.4f}) FRR {mean[4]:.3f}"
                f"  | per length from {mean[9]:.3f} / {mean[10]:.3f}: FAR {mean[5]:.4f} ({most[5]:.4f}) FRR {mean[6]:.3f}, FAR {mean[7]:.4f} ({most[7]:.4f}) FRR {mean[8]:.3f}",
                flush=True,
            )
    (chosen.work / "voice-cohort.json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
