"""Reference features of kaldi-native-fbank for the tests of src/asr/front-end.

    python3 -m venv VENV && VENV/bin/pip install -r scripts/front-end-reference/requirements.txt
    VENV/bin/python scripts/front-end-reference/make_reference.py test/front-end/fbank.reference.json

The signals are formulas on whole 16-bit numbers (src/asr/front-end/signals.fixture.ts has the same), so that both
sides read the very same samples.
"""

import json
import sys

import kaldi_native_fbank as knf
import numpy as np

SAMPLE_RATE = 16_000


def noise(length, amplitude):
    """A linear congruential generator of 32 bits; its upper 16 bits, times amplitude."""
    state = 12_345
    values = []
    for _ in range(length):
        state = (state * 1_664_525 + 1_013_904_223) % 2**32
        values.append(((state >> 16) - 32_768) * amplitude)
    return np.array(values)


def whole(values):
    """Halves go up, as JavaScript's Math.round has it."""
    return np.floor(values + 0.5).astype(np.int64)


def chirp(length):
    n = np.arange(length)
    sweep = 6_000 * np.sin(2 * np.pi * (200 + 0.9 * n) * n / SAMPLE_RATE)
    return whole(sweep + noise(length, 0.01))


def signals():
    burst = np.zeros(1_040, dtype=np.int64)
    burst[500:620] = whole(noise(120, 0.9))
    return {
        "chirp": chirp(1_700),
        "loud": whole(noise(1_000, 0.999)),
        "faint": whole(noise(1_000, 0.0001)) + 3,
        "silence": np.zeros(800, dtype=np.int64),
        "burst": burst,
        "short": chirp(170),
    }


SETTINGS = {
    "sense-voice": dict(window="hamming", edges="snipped", highHz=0, scale=32_768),
    "zipformer-ctc": dict(window="povey", edges="mirrored", highHz=-400, scale=1),
    "wenet-ctc": dict(window="povey", edges="mirrored", highHz=-400, scale=32_768),
    "fire-red-ctc": dict(window="povey", edges="snipped", highHz=0, scale=32_768),
}


def fbank(samples, settings):
    options = knf.FbankOptions()
    options.frame_opts.dither = 0
    options.frame_opts.samp_freq = SAMPLE_RATE
    options.frame_opts.window_type = settings["window"]
    options.frame_opts.snip_edges = settings["edges"] == "snipped"
    options.mel_opts.num_bins = 80
    options.mel_opts.low_freq = 20
    options.mel_opts.high_freq = settings["highHz"]
    extractor = knf.OnlineFbank(options)
    scaled = samples.astype(np.float32) / np.float32(32_768) * np.float32(settings["scale"])
    extractor.accept_waveform(SAMPLE_RATE, scaled.tolist())
    extractor.input_finished()
    return [extractor.get_frame(at) for at in range(extractor.num_frames_ready)]


def main():
    references = {}
    for name, settings in SETTINGS.items():
        features = {
            signal: [[round(float(value), 4) for value in frame] for frame in fbank(samples, settings)]
            for signal, samples in signals().items()
        }
        references[name] = {"options": settings, "features": features}
    made_by = f"kaldi-native-fbank {knf.__version__}"
    checks = {name: int(np.sum(samples * (np.arange(len(samples)) % 97))) for name, samples in signals().items()}
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump({"madeBy": made_by, "checksums": checks, "families": references}, file, separators=(",", ":"))
        file.write("\n")


main()
