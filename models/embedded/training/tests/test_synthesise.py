import unittest

import numpy as np

from synthesise import with_accent

SYLLABLES = [
    {"said": "neng2", "accents": [{"rule": "n-l", "said": "leng2"}]},
    {"said": "zhi1", "accents": [{"rule": "zh-z", "said": "zi1"}, {"rule": "zh-j", "said": "ji1"}]},
    {"said": "hao3", "accents": []},
]
KNOWN = {"neng", "leng", "zhi", "zi", "hao"}


class WithAccent(unittest.TestCase):
    def test_merges_are_labelled_as_they_are_spoken(self):
        said = with_accent(SYLLABLES, 1.0, KNOWN, np.random.default_rng(0))
        self.assertIn(said, (["leng2", "zi1", "hao3"], ["leng2", "zhi1", "hao3"], ["neng2", "zi1", "hao3"]))
        self.assertNotEqual(said, ["neng2", "zhi1", "hao3"])

    def test_sounds_that_the_voice_does_not_know_are_never_asked_of_it(self):
        drawn = {with_accent(SYLLABLES, 1.0, KNOWN, np.random.default_rng(seed))[1] for seed in range(50)}
        self.assertEqual(drawn, {"zhi1", "zi1"})

    def test_without_an_accent_the_standard_is_said(self):
        plain = [{**one, "accents": []} for one in SYLLABLES]
        self.assertEqual(with_accent(plain, 1.0, KNOWN, np.random.default_rng(0)), ["neng2", "zhi1", "hao3"])
