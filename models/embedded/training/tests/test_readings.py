import random
import unittest

from labels import PHONES
from readings import align, greedy, has_choice, preferred


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


class Readings(unittest.TestCase):
    def test_one_reading_gives_the_edit_distance_and_itself(self):
        rng = random.Random(1)
        for _ in range(300):
            said, heard = ([rng.choice("abc") for _ in range(rng.randint(0, 7))] for _ in range(2))
            found = align({"all": said}, heard)
            self.assertEqual((found.errors, found.said), (distance(said, heard), said))

    def test_of_several_the_nearest_counts_and_is_named_with_its_tones(self):
        reference = {"all": ["d", "a4", {"any": [{"all": ["sh", "a4"]}, {"all": ["x", "ia4"]}]}]}
        self.assertEqual(align(reference, ["d", "a", "x", "ia"]), (0, ["d", "a4", "x", "ia4"]))
        self.assertEqual(align(reference, ["d", "a", "sh", "a"]), (0, ["d", "a4", "sh", "a4"]))
        self.assertEqual(align(reference, ["d", "a"]).errors, 2)

    def test_equally_near_readings_leave_the_preferred_one(self):
        self.assertEqual(align({"any": ["o2", "e2"]}, ["a"]).said, ["o2"])

    def test_optional_sound_may_be_left_out(self):
        reference = {"all": ["h", "ua1", {"any": ["er2", {"all": []}]}]}
        self.assertEqual(align(reference, ["h", "ua"]), (0, ["h", "ua1"]))

    def test_choice_is_one_of_sound_not_of_tone(self):
        self.assertTrue(has_choice({"any": ["o2", "e2"]}))
        self.assertTrue(has_choice({"all": [{"any": [{"all": ["a1"]}, {"all": []}]}]}))
        self.assertFalse(has_choice({"any": ["o2", "o4"]}))
        self.assertEqual(preferred({"all": ["a1", {"any": ["o2", "e2"]}]}), ["a1", "o2"])

    def test_greedy_joins_repeats_unless_a_blank_parts_them(self):
        b, a = PHONES.index("b"), PHONES.index("a")
        self.assertEqual(greedy([0, b, b, 0, a, a, 0, a]), ["b", "a", "a"])
        self.assertEqual(greedy([]), [])
