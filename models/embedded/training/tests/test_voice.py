import unittest

import numpy as np

from hearing import EMBEDDED, Recogniser
from voice_backend import Fitter, Readings, Recipe, cohort_of, discriminant, normalised, principal
from voice_calibrate import cost_of, fit_line, rates
from voice_cache import TESTED, part_of, version_of
from voice_items import Item, sentences, words
from voice_listener import Heard, VoiceListener, unit
from voice_study import parted
from voice_trials import Trials, curve_of, equal_error_rate, figures, misses_at, sorted_trials, threshold_at


def people(count: int, each: int, seed: int, corpus: int = 0) -> Readings:
    """Voices that differ in 12 directions, among louder nuisance in others."""
    rng = np.random.default_rng(seed)
    own = np.repeat(rng.standard_normal((count, 12)), each, axis=0)
    pooled = np.concatenate([own, 4 * rng.standard_normal((count * each, 52))], axis=1)
    pooled[:, 12:] += 20 * corpus
    pooled[:, :12] += 0.3 * rng.standard_normal((count * each, 12))
    speakers = np.repeat(np.arange(count) + 1000 * corpus, each)
    voice = unit(np.abs(own @ np.ones((12, 8)) + rng.standard_normal((count * each, 8))) + 1)
    return Readings(voice, pooled.reshape(-1, 1, 2, 32), speakers, np.full(len(speakers), corpus))


def curve(genuine: list[float], impostor: list[float]):
    scores = np.array(genuine + impostor)
    trials = sorted_trials(Trials(scores, np.zeros(len(scores), int), np.array([0] * len(genuine) + [1] * len(impostor))))
    return curve_of(trials.scores, trials.genuine, np.ones(len(scores)))


class Errors(unittest.TestCase):
    def test_counts_by_hand(self) -> None:
        found = curve([0.9, 0.8, 0.4], [0.1, 0.2, 0.3, 0.5])
        self.assertAlmostEqual(misses_at(found, 0.0), 1 / 3)
        self.assertEqual(misses_at(found, 0.25), 0)
        self.assertEqual(threshold_at(found, 0.0), 0.8)
        self.assertAlmostEqual(equal_error_rate(found), 0.25, places=6)

    def test_equal_scores_are_decided_alike(self) -> None:
        found = curve([0.5, 0.5], [0.5, 0.1])
        self.assertEqual(misses_at(found, 0.49), 1)
        self.assertEqual(misses_at(found, 0.5), 0)

    def test_same_systems_do_not_differ_on_the_same_draws(self) -> None:
        rng = np.random.default_rng(1)
        enrolled, tested = np.repeat(np.arange(8), 8), np.tile(np.arange(8), 8)
        trials = Trials(rng.standard_normal(64) + 2 * (enrolled == tested), enrolled, tested)
        louder = Trials(3 * trials.scores + 1, enrolled, tested)
        found = figures({"one": trials, "other": louder}, 20)
        self.assertEqual(found["other"]["change frr_at_1"], [0, 0, 0])


class BackEnds(unittest.TestCase):
    def test_discrimination_finds_voices_among_louder_nuisance_in_people_never_seen(self) -> None:
        fitter, unseen = Fitter(people(60, 8, 1)), people(20, 4, 2)

        def rate(recipe: Recipe) -> float:
            vectors = fitter(recipe)(unseen)
            rows, columns = np.triu_indices(len(unseen), 1)
            scores = (vectors @ vectors.T)[rows, columns]
            trials = sorted_trials(Trials(scores, unseen.speakers[rows], unseen.speakers[columns]))
            return equal_error_rate(curve_of(trials.scores, trials.genuine, np.ones(len(trials))))

        plain = Recipe("plain", 0.0, layers=(0,), components=64, dimensions=None)
        learned = Recipe("learned", 0.0, layers=(0,), components=64, dimensions=12)
        self.assertGreater(rate(plain), 0.2)
        self.assertLess(rate(learned), 0.1)

    def test_cosine_of_the_whole_is_the_weighted_sum_of_the_parts(self) -> None:
        fitter = Fitter(people(20, 4, 1))
        some = people(5, 1, 2)
        of = lambda weight: fitter(Recipe("x", weight, layers=(0,), components=20, dimensions=8))(some)
        whole, voice, pooled = of(0.7), of(1.0), of(0.0)
        self.assertTrue(np.allclose(whole @ whole.T, 0.7 * voice @ voice.T + 0.3 * pooled @ pooled.T))
        self.assertTrue(np.allclose(np.linalg.norm(whole, axis=1), 1))

    def test_what_sets_corpora_apart_is_no_voice(self) -> None:
        one, other = people(30, 6, 1), people(30, 6, 2, corpus=1)
        both = [np.concatenate(pair) for pair in ((one.pooled, other.pooled), (one.speakers, other.speakers), (one.corpora, other.corpora))]
        values = both[0].reshape(len(both[1]), -1)
        matrix = discriminant(values, both[1], both[2], 12, 0.01)
        apart = lambda rows: np.abs(rows[both[2] == 0].mean(axis=0) - rows[both[2] == 1].mean(axis=0)).mean()
        blind = discriminant(values, both[1], np.zeros_like(both[2]), 12, 0.01)
        self.assertLess(apart(values @ matrix), 0.5 * apart(values @ blind))

    def test_principal_axes_are_those_of_an_exact_decomposition(self) -> None:
        rng = np.random.default_rng(3)
        values = rng.standard_normal((80, 40)) * np.linspace(5, 0.1, 40)
        found, exact = principal(values, 5), np.linalg.svd(values, full_matrices=False)[2][:5].T
        self.assertTrue(np.allclose(np.abs(np.sum(unit(found.T) * exact.T, axis=1)), 1, atol=1e-3))
        self.assertTrue(np.allclose((values @ found).std(axis=0), 1, atol=0.2))

    def test_a_cohort_takes_away_what_everybody_shares(self) -> None:
        rng = np.random.default_rng(4)
        cohort, voices = unit(rng.standard_normal((50, 16))), unit(rng.standard_normal((6, 16)))
        scores = voices @ voices.T
        found = normalised(scores, voices, voices, cohort, 20)
        self.assertTrue(np.allclose(found, found.T))
        self.assertTrue(np.allclose(normalised(2 * scores, voices, voices, cohort, 20).argmax(axis=1), np.arange(6)))


class Calibration(unittest.TestCase):
    def test_finds_the_likelihood_ratio_of_two_normal_distributions(self) -> None:
        rng = np.random.default_rng(5)
        genuine = np.arange(40_000) < 10_000
        scores = np.where(genuine, 1.0, -1.0) + rng.standard_normal(40_000)
        line = fit_line(scores, np.full(40_000, 3.0), genuine, False)
        self.assertAlmostEqual(line.a, 0, delta=0.1)
        self.assertAlmostEqual(line.b, 2, delta=0.1)
        self.assertLess(cost_of(line(scores, np.ones(40_000)), genuine), cost_of(5 * scores, genuine))

    def test_no_error_among_few_people_proves_little(self) -> None:
        enrolled, tested = np.repeat(np.arange(10), 10), np.tile(np.arange(10), 10)
        found = rates(Trials((enrolled == tested).astype(float), enrolled, tested), 0.5, 20)
        self.assertEqual(found["far"], [0, 0, 0.3])


class Sorting(unittest.TestCase):
    def test_no_speaker_is_in_two_folds(self) -> None:
        folds = parted(np.arange(34), 4, 1)
        self.assertEqual(sorted(np.concatenate(folds)), list(range(34)))
        self.assertEqual(len(set(np.concatenate(folds))), 34)

    def test_readings_are_the_same_for_every_condition(self) -> None:
        self.assertEqual(len(list(sentences("c", "s", 4))), 4 * 2 + 6 * 3)
        self.assertEqual(len({item for item in words("c", "s", 10)}), 3 + 4 * 4)

    def test_joins_and_cuts(self) -> None:
        clip = Heard(np.ones(32_000, np.float32), np.zeros((100, 4, 8), np.float32))
        cut = part_of(Item("c", "s", (0, 1), 3), [clip, clip])
        self.assertEqual((len(cut.speech), len(cut.frames)), (48_000, 150))
        half = part_of(Item("c", "s", (0,), 0, 2), [clip])
        self.assertEqual((len(half.speech), len(half.frames)), (16_000, 50))


class Listening(unittest.TestCase):
    def test_layers_leave_the_phones_as_they_are(self) -> None:
        listener = VoiceListener()
        rng = np.random.default_rng(0)
        wave = (0.2 * np.sin(2 * np.pi * 150 * np.arange(32_000) / 16_000) * rng.uniform(0.5, 1, 32_000)).astype(np.float32)
        shipped, ours = Recogniser(EMBEDDED).log_probs(wave), listener._phones.run(["log_probs"], {"waveform": wave[None]})[0][0]
        self.assertEqual(shipped.shape, ours.shape)
        self.assertGreater((shipped.argmax(axis=1) == ours.argmax(axis=1)).mean(), 0.9)
        heard = listener.listen(wave)
        self.assertEqual(heard.frames.shape[1:], (4, 512))
        self.assertAlmostEqual(float(np.linalg.norm(listener.embed(heard.speech))), 1, places=5)

    def test_every_condition_is_seeded(self) -> None:
        import tempfile
        from pathlib import Path

        import soundfile

        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "one.wav"
            soundfile.write(file, np.sin(np.arange(16_000) / 20).astype(np.float32) * 0.3, 16_000)
            for version in TESTED:
                self.assertTrue(np.array_equal(version_of(file, version), version_of(file, version)))


if __name__ == "__main__":
    unittest.main()
