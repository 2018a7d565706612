import unittest
from pathlib import Path

import numpy as np

from augment import CODECS, NOISES, add_noise, augment, change_speed, noise_of, reverberate, telephone, through_codec
from recipe import read_recipe
from waveform import SAMPLE_RATE_HZ, speech_rms, trim

SETTINGS = read_recipe(Path(__file__).resolve().parent.parent / "recipe.toml").augmentation


def tone(hz: float, seconds: float = 1.0) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * hz * np.arange(int(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ)).astype(np.float32)


def power(wave: np.ndarray, low_hz: float, high_hz: float) -> float:
    frequencies = np.fft.rfftfreq(len(wave), 1 / SAMPLE_RATE_HZ)
    inside = (frequencies >= low_hz) & (frequencies < high_hz)
    return float((np.abs(np.fft.rfft(wave)[inside]) ** 2).sum())


class Augment(unittest.TestCase):
    def test_speed_changes_length_and_pitch_together(self):
        fast = change_speed(tone(440), 1.1)
        self.assertAlmostEqual(len(fast) / SAMPLE_RATE_HZ, 1 / 1.1, places=2)
        self.assertGreater(power(fast, 470, 500), 10 * power(fast, 430, 460))

    def test_noise_has_the_asked_distance(self):
        rng, wave = np.random.default_rng(1), tone(440)
        for kind in NOISES:
            added = add_noise(wave, kind, 10, rng) - wave
            distance = 20 * np.log10(speech_rms(wave) / np.sqrt((added**2).mean()))
            self.assertAlmostEqual(float(distance), 10, places=1)

    def test_pink_noise_falls_by_3_db_an_octave(self):
        noise = noise_of("pink", 16 * SAMPLE_RATE_HZ, np.random.default_rng(1))
        # Equal power in each octave.
        self.assertAlmostEqual(power(noise, 500, 1_000) / power(noise, 2_000, 4_000), 1, places=1)

    def test_telephone_keeps_its_band_alone(self):
        for hz, kept in ((100, False), (1_000, True), (5_000, False)):
            ratio = power(telephone(tone(hz)), 0, 8_000) / power(tone(hz), 0, 8_000)
            self.assertEqual(ratio > 0.5, kept, f"{hz} Hz: {ratio}")

    def test_room_keeps_length_and_adds_a_tail(self):
        click = np.zeros(SAMPLE_RATE_HZ, np.float32)
        click[100] = 1
        heard = reverberate(click, np.random.default_rng(1))
        self.assertEqual(len(heard), len(click))
        self.assertGreater(float(np.abs(heard[101:]).max()), 0)

    def test_every_codec_gives_back_what_can_be_recognised(self):
        wave = tone(700, 2)
        for name in CODECS:
            heard = through_codec(wave, name)
            self.assertAlmostEqual(len(heard) / len(wave), 1, delta=0.1, msg=name)
            self.assertGreater(power(heard, 650, 750), 0.5 * power(heard, 0, 8_000), name)

    def test_the_same_seed_gives_the_same_sound(self):
        one, same, other = (augment(tone(440), SETTINGS, np.random.default_rng(seed)) for seed in (3, 3, 4))
        np.testing.assert_array_equal(one, same)
        self.assertFalse(len(one) == len(other) and np.array_equal(one, other))

    def test_trim_cuts_silence_and_leaves_silence_alone(self):
        silence = np.zeros(SAMPLE_RATE_HZ, np.float32)
        trimmed = trim(np.concatenate([silence, tone(440), silence]))
        self.assertLess(len(trimmed), 1.2 * SAMPLE_RATE_HZ)
        self.assertEqual(len(trim(silence)), len(silence))
