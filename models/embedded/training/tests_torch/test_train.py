import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from frames import Cached, batches_of, collate, mask
from network import WIDTH, Upper
from recipe import read_recipe
from train import Run

RECIPE = read_recipe(Path(__file__).resolve().parents[1] / "smoke.toml")
TRAINING = replace(RECIPE.training, lower_layers=5, tuned_layers=1, epochs=2, batch_seconds=4.0, patience=0)


def items(count: int) -> list[Cached]:
    rng = np.random.default_rng(1)
    return [
        Cached(
            rng.standard_normal((int(rng.integers(20, 60)), WIDTH)).astype(np.float16),
            ("b", "a1"),
            {"all": ["b", "a1"]},
            "made up",
            "nobody",
        )
        for _ in range(count)
    ]


class Training(unittest.TestCase):
    def setUp(self):
        torch.set_num_threads(1)
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def run_of(self, name: str) -> Run:
        (self.folder / name).mkdir(exist_ok=True)
        return Run(replace(RECIPE, training=TRAINING), self.folder / name, items(6), items(2))

    def test_a_resumed_run_comes_to_the_weights_of_an_uninterrupted_one(self):
        whole = self.run_of("whole")
        whole.run()
        broken = self.run_of("broken")
        batches = broken._batches(0)
        broken.upper.train()
        broken.progress.losses.append(broken._step(batches[0]))
        broken.progress.batch = 1
        broken.save("last.pt")
        again = self.run_of("broken")
        again.resume()
        again.run()
        for name, value in whole.upper.state_dict().items():
            torch.testing.assert_close(again.upper.state_dict()[name], value, rtol=0, atol=0)

    def test_another_recipe_is_not_resumed(self):
        run = self.run_of("one")
        run.save("last.pt")
        other = Run(replace(RECIPE, seed=9, training=TRAINING), self.folder / "one", items(6), items(2))
        self.assertRaisesRegex(ValueError, "another recipe", other.resume)

    def test_filling_changes_nothing(self):
        torch.manual_seed(1)
        upper = Upper(5, False, 0.0).eval()
        long, short = items(6)[:2]
        batch = collate([long, short], False)
        with torch.no_grad():
            together = upper(batch.frames, batch.real())
            for at, item in enumerate((long, short)):
                alone = upper(torch.from_numpy(item.frames.astype(np.float32))[None])[0]
                torch.testing.assert_close(together[at, : len(alone)], alone, rtol=1e-4, atol=1e-4)

    def test_tonal_labels_merge_to_probabilities_that_add_to_one(self):
        upper = Upper(5, True, 0.0).eval()
        with torch.no_grad():
            merged = upper.toneless(upper(torch.randn(1, 30, WIDTH)))
        self.assertEqual(merged.shape, (1, 30, 60))
        torch.testing.assert_close(merged.exp().sum(-1), torch.ones(1, 30))

    def test_batches_hold_every_utterance_once_within_the_limit(self):
        own = items(40)
        batches = batches_of(own, 4.0, (1, 0))
        self.assertEqual(sorted(id(item) for batch in batches for item in batch), sorted(map(id, own)))
        self.assertTrue(all(max(len(i.frames) for i in batch) * len(batch) <= 200 for batch in batches))

    def test_masking_leaves_the_cache_as_it_was(self):
        batch = collate(items(3), False)
        before = batch.frames.clone()
        masked = mask(batch, 8, 40, np.random.default_rng(1))
        torch.testing.assert_close(batch.frames, before)
        self.assertGreater(int((masked.frames != before).sum()), 0)
