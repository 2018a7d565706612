"""
Comparisons of voices, and how often they go wrong. Speakers are the unit of doubt: intervals come from drawing speakers,
not comparisons, anew, and a comparison of two people counts as often as both were drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

TARGET_PRIOR = 0.01
ROUNDS = 200


@dataclass(frozen=True)
class Trials:
    """One entry a comparison; speakers as numbers. Genuine where both are one."""

    scores: np.ndarray
    enrolled: np.ndarray
    tested: np.ndarray

    @property
    def genuine(self) -> np.ndarray:
        return self.enrolled == self.tested

    def __len__(self) -> int:
        return len(self.scores)


def joined(parts: list[Trials]) -> Trials:
    return Trials(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("scores", "enrolled", "tested")))


@dataclass(frozen=True)
class Curve:
    """Both errors when everything from `thresholds[i]` on is accepted; thresholds rise."""

    thresholds: np.ndarray
    misses: np.ndarray
    false_accepts: np.ndarray


def curve_of(scores: np.ndarray, genuine: np.ndarray, weights: np.ndarray) -> Curve:
    """`scores` must be sorted. A NaN is never accepted, and must not be among them."""
    right, wrong = weights * genuine, weights * ~genuine
    below = lambda values: np.concatenate([[0.0], np.cumsum(values)])
    first = np.concatenate([[True], scores[1:] > scores[:-1], [True]])
    thresholds = np.append(scores, np.inf)[first]
    misses = below(right)[first] / max(right.sum(), 1e-12)
    false_accepts = 1 - below(wrong)[first] / max(wrong.sum(), 1e-12)
    return Curve(thresholds, misses, np.maximum(false_accepts, 0))


def equal_error_rate(curve: Curve) -> float:
    """Where the two errors cross, on the line between the neighbouring thresholds."""
    over = int(np.argmax(curve.misses >= curve.false_accepts))
    if over == 0:
        return float(curve.misses[0])
    gap = curve.false_accepts - curve.misses
    share = gap[over - 1] / max(gap[over - 1] - gap[over], 1e-12)
    return float(curve.misses[over - 1] + share * (curve.misses[over] - curve.misses[over - 1]))


def minimum_cost(curve: Curve) -> float:
    """NIST's minDCF with a target prior of 0.01 and costs of 1, relative to rejecting everybody."""
    cost = TARGET_PRIOR * curve.misses + (1 - TARGET_PRIOR) * curve.false_accepts
    return float(cost.min() / TARGET_PRIOR)


def threshold_at(curve: Curve, far: float) -> float:
    """The lowest threshold with at most so many false accepts."""
    return float(curve.thresholds[int(np.argmax(curve.false_accepts <= far + 1e-12))])


def misses_at(curve: Curve, far: float) -> float:
    return float(curve.misses[int(np.argmax(curve.false_accepts <= far + 1e-12))])


MEASURES: dict[str, Callable[[Curve], float]] = {
    "eer": equal_error_rate,
    "min_dcf": minimum_cost,
    "frr_at_1": lambda curve: misses_at(curve, 0.01),
    "frr_at_0.5": lambda curve: misses_at(curve, 0.005),
}


def _drawn(trials: Trials, rounds: int, seed: int) -> Iterator[np.ndarray]:
    """How often each comparison counts: first as it is, then speakers drawn anew. The same draws for the same speakers."""
    speakers, places = np.unique(np.concatenate([trials.enrolled, trials.tested]), return_inverse=True)
    enrolled, tested = places[: len(trials)], places[len(trials) :]
    rng = np.random.default_rng(seed)
    yield np.ones(len(trials))
    for _ in range(rounds):
        counts = np.bincount(rng.integers(0, len(speakers), len(speakers)), minlength=len(speakers)).astype(np.float64)
        yield np.where(enrolled == tested, counts[enrolled], counts[enrolled] * counts[tested])


def sorted_trials(trials: Trials) -> Trials:
    order = np.argsort(trials.scores, kind="stable")
    return Trials(trials.scores[order], trials.enrolled[order], trials.tested[order])


def figures(systems: dict[str, Trials], rounds: int = ROUNDS, seed: int = 6) -> dict[str, dict[str, list[float]]]:
    """
    Of each system and measure [value, low, high], 95 % over speakers; systems after the first also as `change MEASURE`,
    their difference from the first on the same draws. All systems must score the same comparisons in the same order.
    """
    ordered = {name: sorted_trials(trials) for name, trials in systems.items()}
    values = {
        name: np.array(
            [
                [measure(curve_of(trials.scores, trials.genuine, weights)) for measure in MEASURES.values()]
                for weights in _drawn(trials, rounds, seed)
            ]
        )
        for name, trials in ordered.items()
    }
    base = next(iter(values.values()))
    found = {}
    for name, drawn in values.items():
        found[name] = {measure: _figure(drawn[:, at]) for at, measure in enumerate(MEASURES)}
        if drawn is not base:
            found[name] |= {f"change {measure}": _figure(drawn[:, at] - base[:, at]) for at, measure in enumerate(MEASURES)}
    return found


def _figure(drawn: np.ndarray) -> list[float]:
    """The first draw is the sample itself."""
    low, high = np.quantile(drawn[1:], [0.025, 0.975])
    return [float(drawn[0]), float(low), float(high)]
