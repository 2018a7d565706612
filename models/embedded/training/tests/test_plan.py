import unittest
from pathlib import Path

import numpy as np

from plan import CONDITIONS, pack, plan
from recipe import SPEECH, read_recipe

RECIPE = read_recipe(Path(__file__).resolve().parent.parent / "recipe.toml")


def rows(corpus: str, count: int) -> list[dict]:
    return [{"id": f"{corpus}/{at}", "corpus": corpus, "said": ["b", "a1"]} for at in range(count)]


class Plan(unittest.TestCase):
    def test_packing_uses_every_word_once(self):
        words = rows("audio-cmn-words", 200)
        groups = pack(words, np.random.default_rng(1))
        self.assertEqual(sorted(row["id"] for group in groups for row in group), sorted(row["id"] for row in words))
        self.assertTrue(all(1 < len(group) < 20 for group in groups[:-1]))

    def test_copies_and_plain_versions_are_as_the_recipe_says(self):
        copies = {
            source.name: sorted(item.copy for item in plan(rows(source.name, 2), source, 1))
            for source in RECIPE.sources("train")
            if not source.packed
        }
        self.assertEqual(copies, {"aishell1": [0, 0, 1, 1, 2, 2, 3, 3, 4, 4], SPEECH: [1, 1]})

    def test_a_plan_is_the_same_each_time_and_its_seeds_differ(self):
        words = next(source for source in RECIPE.sources("train") if source.packed)
        items = plan(rows(words.name, 50), words, 1)
        self.assertEqual(items, plan(rows(words.name, 50), words, 1))
        self.assertEqual(len({item.seed for item in items}), len(items))
        self.assertNotEqual(items, plan(rows(words.name, 50), words, 2))

    def test_validation_hears_each_recording_in_each_condition(self):
        source = RECIPE.sources("validate")[0]
        items = plan(rows(source.name, 4), source, 1)
        self.assertEqual(sorted({item.condition for item in items}), sorted(CONDITIONS))
        self.assertEqual(len(items), 4 * len(CONDITIONS))
