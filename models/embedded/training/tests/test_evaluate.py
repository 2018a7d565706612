import unittest

import numpy as np

from evaluate import bootstrap, figures


class Evaluate(unittest.TestCase):
    def test_the_interval_holds_the_rate_and_vanishes_when_all_speakers_are_alike(self):
        errors, said = np.array([1, 2, 0, 3]), np.array([10, 10, 10, 10])
        low, high = bootstrap(errors, said, ["a", "b", "c", "d"])
        self.assertTrue(low < 6 / 40 < high)
        self.assertEqual(bootstrap(np.array([1, 1]), np.array([10, 10]), ["a", "b"]), (0.1, 0.1))

    def test_a_change_is_paired_and_few_speakers_are_said_to_be_few(self):
        rows = [
            {"condition": "as it is", "speaker": f"s{at % 2}", "recording": str(at), "errors": [2, 1], "said": 10}
            for at in range(6)
        ]
        found, every = figures(rows, 2)
        self.assertEqual({**every, "condition": "as it is"}, found)
        self.assertEqual([rate["value"] for rate in found["rates"]], [0.2, 0.1])
        self.assertEqual(found["changes"], [{"value": -0.1, "interval": (-0.1, -0.1)}])
        self.assertEqual(found["resampled"], "recording")
