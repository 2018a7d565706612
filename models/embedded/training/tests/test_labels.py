import unittest

from labels import FINALS, INITIALS, PHONES, TONAL, indices, toneless, toneless_of_tonal, with_sandhi


class Labels(unittest.TestCase):
    def test_inventory_is_blank_initials_and_finals(self):
        self.assertEqual((len(PHONES), len(INITIALS), len(FINALS)), (60, 21, 38))
        self.assertEqual((INITIALS[0], INITIALS[-1], FINALS[0], FINALS[-1]), ("b", "s", "a", "vn"))

    def test_tonal_labels_merge_into_their_toneless_ones(self):
        merged = toneless_of_tonal()
        self.assertEqual(len(merged), len(TONAL))
        self.assertEqual(merged[0], 0)
        self.assertEqual({PHONES[one] for one in merged}, set(PHONES))
        said = ["zh", "ang3", "er2"]
        self.assertEqual([merged[one] for one in indices(said, True)], indices(said, False))

    def test_unknown_phone_is_refused(self):
        self.assertRaises(ValueError, indices, ["xx1"], False)

    def test_third_tone_before_third_is_said_as_second(self):
        self.assertEqual(with_sandhi(["l", "i3", "j", "ie3"]), ["l", "i2", "j", "ie3"])
        self.assertEqual(with_sandhi(["n", "i3", "er4"]), ["n", "i3", "er4"])
        self.assertEqual(with_sandhi(["zong3", "li3"]), ["zong2", "li3"])
        self.assertEqual(with_sandhi([]), [])

    def test_toneless_leaves_initials(self):
        self.assertEqual([toneless("ang3"), toneless("zh")], ["ang", "zh"])
