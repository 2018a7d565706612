import tempfile
import unittest
from pathlib import Path

from recipe import SPEECH, read_recipe

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

    def keys(self, file: Path) -> dict[str, str]:
        recipe = read_recipe(file)
        return {one.name: recipe.cache_key(one) for role in ("train", "validate") for one in recipe.sources(role)}

    def test_cache_depends_on_sound_and_not_on_training(self):
        keys = self.keys(HERE / "recipe.toml")
        self.assertEqual(self.keys(self.changed("encoder_rate =", "encoder_rate = 1.0 #")), keys)
        louder = self.keys(self.changed("telephone =", "telephone = 0.5 #"))
        self.assertFalse(set(louder.values()) & set(keys.values()))

    def test_a_corpus_that_is_heard_alike_is_shared(self):
        keys, more = self.keys(HERE / "recipe.toml"), self.keys(self.changed("utterances =", "utterances = 1 #"))
        self.assertEqual({name for name in keys if keys[name] != more[name]}, {SPEECH})

    def test_a_recipe_on_a_base_says_only_what_differs(self):
        base, tones = read_recipe(HERE / "recipe.toml"), read_recipe(HERE / "tones.toml")
        self.assertEqual(self.keys(HERE / "tones.toml"), self.keys(HERE / "recipe.toml"))
        self.assertEqual(tones.training.batch_seconds, base.training.batch_seconds)
        self.assertTrue(tones.training.tonal and not base.training.tonal)

    def test_what_stops_training_is_never_trained_on(self):
        for file in sorted(HERE.glob("*.toml")):
            by_role = {"train": set(), "validate": set()}
            for corpus in read_recipe(file).corpora:
                by_role[corpus.role] |= {(corpus.folder, speaker) for speaker in corpus.speakers or ("all",)}
                self.assertNotIn("dev", corpus.folder)
            self.assertFalse(by_role["train"] & by_role["validate"])
