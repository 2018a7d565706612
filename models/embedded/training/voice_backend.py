"""
Back ends: from what was heard to a vector whose cosine says whether two voices are one. All of it is linear algebra on a
few thousand readings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voice_listener import unit


@dataclass(frozen=True)
class Readings:
    """Rows belong together. `speakers` and `corpora` are numbers."""

    voice: np.ndarray
    pooled: np.ndarray
    speakers: np.ndarray
    corpora: np.ndarray

    def __len__(self) -> int:
        return len(self.speakers)

    def __getitem__(self, rows: np.ndarray) -> Readings:
        return Readings(*(getattr(self, name)[rows] for name in ("voice", "pooled", "speakers", "corpora")))


@dataclass(frozen=True)
class Recipe:
    """
    `voice_weight` 1 is GE2E alone, 0 the pooled statistics alone. `dimensions` None leaves away discrimination (LDA).
    """

    name: str
    voice_weight: float = 1.0
    centred_voice: bool = False
    voice_dimensions: int | None = None
    layers: tuple[int, ...] = (1, 2, 3)
    components: int = 200
    dimensions: int | None = 100
    shrinkage: float = 0.1


def _centred_by(values: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Each group's mean taken off."""
    found = np.empty_like(values)
    for group in np.unique(groups):
        rows = groups == group
        found[rows] = values[rows] - values[rows].mean(axis=0)
    return found


def _symmetric_power(matrix: np.ndarray, power: float) -> np.ndarray:
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.maximum(values, values.max() * 1e-9) ** power) @ vectors.T


def discriminant(values: np.ndarray, speakers: np.ndarray, corpora: np.ndarray, dimensions: int, shrinkage: float):
    """
    LDA (Fisher 1936): float64 [inputs, dimensions] after which speakers spread by 1 within, and as much as can be between.
    What sets corpora apart is not between: it is their microphones. Within is shrunk towards a sphere.
    """
    within = np.cov(_centred_by(values, speakers).T, bias=True)
    size = len(within)
    within = (1 - shrinkage) * within + shrinkage * np.trace(within) / size * np.eye(size)
    who, places = np.unique(speakers, return_inverse=True)
    means = np.stack([values[places == at].mean(axis=0) for at in range(len(who))])
    home = np.array([corpora[places == at][0] for at in range(len(who))])
    between = np.cov(_centred_by(means, home).T, bias=True)
    whitening = _symmetric_power(within, -0.5)
    vectors = np.linalg.eigh(whitening @ between @ whitening)[1]
    return whitening @ vectors[:, ::-1][:, : min(dimensions, len(who) - 1)]


@dataclass(frozen=True)
class Projection:
    """(x - mean) / scale @ matrix."""

    mean: np.ndarray
    scale: np.ndarray
    matrix: np.ndarray

    def __call__(self, values: np.ndarray) -> np.ndarray:
        return unit((values - self.mean) / self.scale @ self.matrix)


def principal(values: np.ndarray, components: int) -> np.ndarray:
    """
    [inputs, components], each output of variance 1 on these values, which are centred. Singular vectors by subspace
    iteration (Halko et al. 2011): thousands of inputs, and only some hundred outputs are wanted.
    """
    size = min(components + 20, *values.shape)
    basis = values.T @ np.random.default_rng(0).standard_normal((len(values), size)).astype(values.dtype)
    for _ in range(4):
        basis = values.T @ (values @ np.linalg.qr(basis)[0])
    basis = np.linalg.qr(basis)[0]
    spread, axes = np.linalg.svd(values @ basis, full_matrices=False)[1:]
    kept = min(components, int((spread > spread[0] * 1e-6).sum()))
    return (basis @ axes[:kept].T) / (spread[:kept] / np.sqrt(len(values)))


class PooledFitter:
    """Statistics of one training set. The costly axes are found once, for all recipes."""

    MOST = 300

    def __init__(self, readings: Readings, layers: tuple[int, ...]) -> None:
        self._readings = readings
        values = flat(readings.pooled, layers)
        self._mean, self._scale = values.mean(axis=0), values.std(axis=0) + 1e-6
        scaled = (values - self._mean) / self._scale
        self._axes = principal(_centred_by(scaled, readings.corpora), self.MOST)
        self._projected = scaled @ self._axes

    def __call__(self, recipe: Recipe) -> Projection:
        axes = self._axes[:, : recipe.components]
        if recipe.dimensions is None:
            return Projection(self._mean, self._scale, axes)
        found = discriminant(
            self._projected[:, : recipe.components].astype(np.float64),
            self._readings.speakers,
            self._readings.corpora,
            recipe.dimensions,
            recipe.shrinkage,
        )
        return Projection(self._mean, self._scale, axes @ found.astype(np.float32))


def fit_voice(readings: Readings, recipe: Recipe) -> Projection:
    values = readings.voice.astype(np.float64)
    size = values.shape[1]
    mean = values.mean(axis=0) if recipe.centred_voice else np.zeros(size)
    matrix = np.eye(size)
    if recipe.voice_dimensions is not None:
        matrix = discriminant(values, readings.speakers, readings.corpora, recipe.voice_dimensions, recipe.shrinkage)
    return Projection(mean, np.ones(size), matrix)


def flat(pooled: np.ndarray, layers: tuple[int, ...]) -> np.ndarray:
    return pooled[:, list(layers)].reshape(len(pooled), -1).astype(np.float32)


@dataclass(frozen=True)
class BackEnd:
    """One unit vector a reading. The cosine of two is the weighted sum of the cosines of their parts."""

    recipe: Recipe
    voice: Projection
    pooled: Projection | None

    def __call__(self, readings: Readings) -> np.ndarray:
        weight = self.recipe.voice_weight
        parts = [np.sqrt(weight) * self.voice(readings.voice.astype(np.float64))]
        if self.pooled is not None:
            parts.append(np.sqrt(1 - weight) * self.pooled(flat(readings.pooled, self.recipe.layers)))
        return np.concatenate(parts, axis=1)


class Fitter:
    """Back ends of one training set."""

    def __init__(self, readings: Readings) -> None:
        self.readings = readings
        self._pooled: dict[tuple[int, ...], PooledFitter] = {}

    def __call__(self, recipe: Recipe) -> BackEnd:
        pooled = None
        if recipe.voice_weight < 1:
            if recipe.layers not in self._pooled:
                self._pooled[recipe.layers] = PooledFitter(self.readings, recipe.layers)
            pooled = self._pooled[recipe.layers](recipe)
        return BackEnd(recipe, fit_voice(self.readings, recipe), pooled)


def cohort_of(back: BackEnd, readings: Readings) -> np.ndarray:
    """One vector of unit length a speaker."""
    vectors = back(readings)
    return unit(np.stack([vectors[readings.speakers == who].mean(axis=0) for who in np.unique(readings.speakers)]))


def normalised(scores: np.ndarray, enrolled: np.ndarray, tested: np.ndarray, cohort: np.ndarray, most: int) -> np.ndarray:
    """
    AS-norm (Matejka et al. 2017): scores [enrolled, tested] in standard deviations above each side's `most` nearest of the
    cohort, the mean of both. All vectors of unit length.
    """

    def nearest(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        top = np.sort(vectors @ cohort.T, axis=1)[:, -most:]
        return top.mean(axis=1), top.std(axis=1) + 1e-6

    (mean_e, spread_e), (mean_t, spread_t) = nearest(enrolled), nearest(tested)
    return 0.5 * ((scores - mean_e[:, None]) / spread_e[:, None] + (scores - mean_t) / spread_t)
