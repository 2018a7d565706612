import unittest

import numpy as np

from front_end import BINS, WINDOW, fourier_rows, mel_filters


class FrontEnd(unittest.TestCase):
    def test_fourier_rows_are_the_transform_of_a_windowed_frame(self):
        frame = np.random.default_rng(1).standard_normal(WINDOW)
        window = np.hanning(WINDOW + 1)[:-1]
        wanted = np.fft.rfft(frame * window)
        found = fourier_rows() @ frame
        np.testing.assert_allclose(found[:BINS] + 1j * found[BINS:], wanted, atol=1e-4)

    def test_each_mel_has_the_area_of_one(self):
        filters = mel_filters()
        self.assertEqual(filters.shape, (80, BINS))
        # Wide triangles are sampled well enough for a sum: bins are 40 Hz apart.
        np.testing.assert_allclose(filters[50:].sum(axis=1) * 40, 1, atol=0.02)

    def test_mels_rise(self):
        peaks = mel_filters().argmax(axis=1)
        self.assertTrue((np.diff(peaks) >= 0).all())
