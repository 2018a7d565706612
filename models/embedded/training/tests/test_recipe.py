import tempfile
import unittest
from pathlib import Path

from recipe import read_recipe

HERE = Path(__file__).resolve().parent.parent


class Recipes(unittest.TestCase):
    def changed(self, old: str, new: str) -> Path:
        text = (HERE / "recipe.toml").read_text("utf8")
        self.assertIn(old, text)
        file = Path(self.enterContext(tempfile.TemporaryDirectory())) / "changed.toml"
        file.write_text(text.replace(old, new), "utf8")
        return file

    def test_shipped_recipes_are_whole(self):
        for file in sorted(HERE.glob("*.toml")):
            with self.subTest(file=file.name):
                self.assertLessEqual(read_recipe(file).training.tuned_layers, 6)

    def test_unknown_and_missing_names_stop_the_run(self):
        with self.assertRaisesRegex(ValueError, "unknown \\['epoch'\\], missing \\['epochs'\\]"):
            read_recipe(self.changed("epochs =", "epoch ="))

    def test_cache_depends_on_sound_and_not_on_training(self):
        key = read_recipe(HERE / "recipe.toml").cache_key()
        self.assertEqual(read_recipe(self.changed("encoder_rate =", "encoder_rate = 1.0 #")).cache_key(), key)
        self.assertNotEqual(read_recipe(self.changed("telephone =", "telephone = 0.5 #")).cache_key(), key)

    def test_a_recipe_on_a_base_says_only_what_differs(self):
        base, tones = read_recipe(HERE / "recipe.toml"), read_recipe(HERE / "tones.toml")
        self.assertEqual((tones.corpora, tones.cache_key()), (base.corpora, base.cache_key()))
        self.assertEqual(tones.training.batch_seconds, base.training.batch_seconds)
        self.assertTrue(tones.training.tonal and not base.training.tonal)

    def test_what_stops_training_is_never_trained_on(self):
        for file in sorted(HERE.glob("*.toml")):
            by_role = {"train": set(), "validate": set()}
            for corpus in read_recipe(file).corpora:
                by_role[corpus.role] |= {(corpus.folder, speaker) for speaker in corpus.speakers or ("all",)}
                self.assertNotIn("dev", corpus.folder)
            self.assertFalse(by_role["train"] & by_role["validate"])
