import unittest

import numpy as np
import torch

from hearing import EMBEDDED, Recogniser
from network import Phones, build_lower, build_upper
from weights import shipped_head, whisper_encoder


class Network(unittest.TestCase):
    def test_whisper_and_the_shipped_head_hear_what_the_embedded_model_hears(self):
        torch.set_num_threads(1)
        encoder = whisper_encoder()
        upper = build_upper(encoder, 4, False, 0.0, shipped_head(EMBEDDED))
        model = Phones(build_lower(encoder, 4), upper).eval()
        times = np.arange(32_000) / 16_000
        # Vowel-like: a buzz of 120 Hz whose spectrum moves.
        wave = sum(
            np.sin(2 * np.pi * 120 * k * times) * np.exp(-(((120 * k - 700 - 300 * times) / 300) ** 2))
            for k in range(1, 30)
        )
        wave = (0.3 * wave / np.abs(wave).max()).astype(np.float32)
        with torch.no_grad():
            found = model(torch.from_numpy(wave)[None])[0].numpy()
        shipped = Recogniser(EMBEDDED).log_probs(wave)
        self.assertEqual(found.shape, shipped.shape)
        self.assertGreater(float((found.argmax(1) == shipped.argmax(1)).mean()), 0.9)
