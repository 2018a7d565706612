"""
Do a threshold and a calibration set on some speakers hold on others?

  python voice_calibrate.py --work DIR

Reads what voice_study.py wrote. Calibrates log-likelihood ratios llr = a + b s + c ln(seconds) on the speakers of one
corpus (scored by what was trained on other corpora), sets the threshold there, and reports both errors on the other corpus, whose speakers, words and
microphones it never saw. Writes WORK/voice-calibration.json.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from voice_trials import Trials, curve_of, sorted_trials, threshold_at

FAR = 0.005
ROUNDS = 200
# Mean speech of what is called whole: one sentence; half of the words.
WHOLE_S = {"speechocean762-adults": 3.3, "dspspeech20-34-speakers": 4.7}


@dataclass(frozen=True)
class Line:
    """llr = a + b score + c ln(seconds), natural logarithm."""

    a: float
    b: float
    c: float

    def __call__(self, scores: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        return self.a + self.b * scores + self.c * np.log(seconds)


def fit_line(scores: np.ndarray, seconds: np.ndarray, genuine: np.ndarray, by_length: bool) -> Line:
    """
    Logistic regression (Bruemmer & du Preez 2006) with genuine and impostor trials weighing the same, so that the prior
    falls out and what is left is the likelihood ratio.
    """
    mean, spread = scores.mean(), scores.std()
    columns = np.stack([np.ones_like(scores), (scores - mean) / spread, np.log(seconds) if by_length else 0 * scores], axis=1)
    sign = np.where(genuine, 1.0, -1.0)
    weights = np.where(genuine, 0.5 / genuine.sum(), 0.5 / (~genuine).sum())

    def loss(line: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (columns @ line)
        slope = -weights * sign / (1 + np.exp(np.clip(margin, -500, 500)))
        return float((weights * np.logaddexp(0, -margin)).sum()), columns.T @ slope

    a, b, c = minimize(loss, np.array([0.0, 1.0, 0.0]), jac=True, method="BFGS").x
    return Line(a - b * mean / spread, b / spread, c)


def cost_of(llr: np.ndarray, genuine: np.ndarray) -> float:
    """Cllr in bits: 0 is knowing, 1 is knowing nothing."""
    return float((np.logaddexp(0, -llr[genuine]).mean() + np.logaddexp(0, llr[~genuine]).mean()) / 2 / np.log(2))


def rates(trials: Trials, threshold: float, rounds: int = ROUNDS, seed: int = 6) -> dict[str, list[float]]:
    """FAR and FRR from `threshold` on: [value, low, high], 95 % over speakers; without any error, the rule of three."""
    people, places = np.unique(np.concatenate([trials.enrolled, trials.tested]), return_inverse=True)
    enrolled, tested = places[: len(trials)], places[len(trials) :]
    same, accepted = enrolled == tested, trials.scores >= threshold
    rng = np.random.default_rng(seed)

    def both(counts: np.ndarray) -> tuple[float, float]:
        weights = np.where(same, counts[enrolled], counts[enrolled] * counts[tested]).astype(float)
        wrong, right = weights * ~same, weights * same
        return (wrong * accepted).sum() / max(wrong.sum(), 1e-12), (right * ~accepted).sum() / max(right.sum(), 1e-12)

    drawn = [both(np.ones(len(people)))]
    drawn += [both(np.bincount(rng.integers(0, len(people), len(people)), minlength=len(people))) for _ in range(rounds)]
    found = {}
    for name, values in zip(("far", "frr"), np.array(drawn).T):
        low, high = np.quantile(values[1:], [0.025, 0.975])
        found[name] = [float(values[0]), float(low), float(high) if values[0] > 0 else min(1.0, 3 / len(people))]
    return found


class Scored:
    """voice-trials.npz by place, cell and system."""

    def __init__(self, file: Path) -> None:
        self._held = np.load(file)
        self.keys = sorted({tuple(name.split("|")[:4]) for name in self._held.files})

    def trials(self, where: str, version: str, length: str, system: str) -> Trials:
        name = f"{where}|{version}|{length}|{system}"
        return Trials(*(self._held[f"{name}|{part}"] for part in ("scores", "enrolled", "tested")))


def seconds_of(corpus: str, length: str) -> float:
    return float(length) if length != "0" else WHOLE_S[corpus]


def pool(scored: Scored, corpus: str, cells: list[tuple[str, str]], system: str) -> tuple[Trials, np.ndarray]:
    parts = [scored.trials(f"{corpus}, trained elsewhere", version, length, system) for version, length in cells]
    seconds = np.concatenate([np.full(len(part), seconds_of(corpus, length)) for part, (_, length) in zip(parts, cells)])
    return Trials(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("scores", "enrolled", "tested"))), seconds


# Accepted from so much GE2E cosine on: what ADR 36 recommends, for readings of so many seconds.
PROPOSED = {"1": 0.73, "3": 0.80, "5": 0.83, "10": 0.83}


def print_plain(scored: Scored) -> None:
    """The plain cosine: the threshold each corpus would need, and both errors at those proposed."""
    for where, version, length, system in scored.keys:
        if system == "ge2e" and version == "clean" and length in PROPOSED and where.endswith("trained elsewhere"):
            trials = scored.trials(where, version, length, system)
            ordered = sorted_trials(trials)
            needed = threshold_at(curve_of(ordered.scores, ordered.genuine, np.ones(len(ordered))), FAR)
            found = rates(trials, PROPOSED[length])
            far, frr = found["far"], found["frr"]
            print(
                f"cosine, {where.split(',')[0]}, {length} s: FAR 0.5 % from {needed:.3f}; from {PROPOSED[length]:.2f}"
                f" FAR {far[0]:.4f} [{far[1]:.4f}, {far[2]:.4f}]  FRR {frr[0]:.3f} [{frr[1]:.3f}, {frr[2]:.3f}]"
            )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, required=True)
    work = options.parse_args().work
    scored = Scored(work / "voice-trials.npz")
    print_plain(scored)
    corpora = tuple(WHOLE_S)
    quiet = [("clean", length) for length in ("1", "3", "5")]
    shown = [*quiet, ("clean", "0"), ("noise20", "0"), ("noise10", "0"), ("noise5", "0"), ("telephone", "0"), ("microphone", "0")]
    report = []
    for system in ("ge2e", "ge2e centred", "ge2e-lda", "ge2e as-norm", "fused", "fused as-norm"):
        for home, away in (corpora, corpora[::-1]):
            known, seconds = pool(scored, home, quiet, system)
            for by_length in (False, True):
                line = fit_line(known.scores.astype(np.float64), seconds, known.genuine, by_length)
                llr = Trials(line(known.scores, seconds), known.enrolled, known.tested)
                ordered = sorted_trials(llr)
                limit = threshold_at(curve_of(ordered.scores, ordered.genuine, np.ones(len(ordered))), FAR)
                row = {"system": system, "set on": home, "tried on": away, "by length": by_length, "line": vars(line), "accept from llr": limit, "cells": {}}
                for version, length in shown:
                    tried, held_s = pool(scored, away, [(version, length)], system)
                    scores = line(tried.scores, held_s)
                    row["cells"][f"{version} {length if length != '0' else 'whole'}"] = rates(
                        Trials(scores, tried.enrolled, tried.tested), limit
                    ) | {"cllr": cost_of(scores, tried.genuine)}
                report.append(row)
                print(f"{system}, set on {home}, tried on {away}{', by length' if by_length else ''}: llr = {line.a:.2f} + {line.b:.2f} s + {line.c:.2f} ln(seconds), accept from {limit:.2f}")
                for cell, found in row["cells"].items():
                    far, frr = found["far"], found["frr"]
                    print(f"  {cell:16} FAR {far[0]:.4f} [{far[1]:.4f}, {far[2]:.4f}]  FRR {frr[0]:.3f} [{frr[1]:.3f}, {frr[2]:.3f}]  Cllr {found['cllr']:.3f}", flush=True)
    (work / "voice-calibration.json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
