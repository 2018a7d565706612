"""Compares the two graphs with CTranslate2, which runs the same weights in code of its own.

    python check.py FILE.f32 ...

Each file is raw 16 kHz float32 sound of at most 30 s. Needs requirements.txt and bench/peers/requirements.txt. Prints, of the float32 graphs,
how far keys and values of the decoder's layers are from CTranslate2's encoder output times the layers' weights, and whether greedy
decoding gives the same tokens; ends with 1 when not.
"""

import sys
from pathlib import Path

import ctranslate2
import numpy as np
import onnxruntime
from faster_whisper.feature_extractor import FeatureExtractor

from ct2_weights import read_weights
from fetch_weights import write_weights
from network import LAYERS, POSITIONS, WIDTH, decoder_model, encoder_model
from vocabulary import encoder_metadata, read_vocabulary

FOLDER = Path(".cache/whisper-base/weights")
NAMES = ("model.bin", "config.json", "tokenizer.json", "vocabulary.json")
FRAMES = 3000
MOST_TOKENS = 200
TOLERANCE = 1e-3
# Mandarin, transcribe, no timestamps.
LANGUAGE = "<|zh|>"


def session(model) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def cross(weights, encoded: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keys and values of every decoder layer, computed with numpy from the encoder's output."""
    both = []
    for layer in range(LAYERS):
        name = f"decoder/layer_{layer}/attention/linear_1"
        both.append(encoded @ weights[f"{name}/weight"].astype(np.float32).T + weights[f"{name}/bias"].astype(np.float32))
    stacked = np.stack(both)
    return stacked[..., :WIDTH], stacked[..., WIDTH:]


def greedy(decoder, keys, values, prompt: list[int], end: int) -> list[int]:
    caches = [np.zeros((LAYERS, 1, POSITIONS, WIDTH), np.float32)] * 2
    said, new, offset = [], prompt, 0
    while len(said) < MOST_TOKENS:
        inputs = [np.array([new], np.int64), *caches, keys, values, np.array([offset], np.int64)]
        names = [one.name for one in decoder.get_inputs()]
        logits, *caches = decoder.run(None, dict(zip(names, inputs)))
        offset += len(new)
        new = [int(logits[0, -1].argmax())]
        if new[0] == end:
            break
        said += new
    return said


def main() -> int:
    if not (FOLDER / "model.bin").exists():
        write_weights(FOLDER)
    files = {name: (FOLDER / name).read_bytes() for name in NAMES}
    words, config = read_vocabulary(files)
    metadata = encoder_metadata(words, config)
    weights = read_weights(files["model.bin"])
    encoder, decoder = session(encoder_model(weights, metadata)), session(decoder_model(weights))
    peer = ctranslate2.models.Whisper(str(FOLDER), device="cpu", compute_type="float32")
    prompt = [metadata["sot"], words.index(LANGUAGE), metadata["transcribe"], metadata["no_timestamps"]]
    mels = FeatureExtractor(feature_size=80)
    worst, same = 0.0, 0
    for path in sys.argv[1:]:
        mel = mels(np.fromfile(path, "<f4"))[:, :FRAMES]
        mel = np.pad(mel, ((0, 0), (0, FRAMES - mel.shape[1])))[None].astype(np.float32)
        features = ctranslate2.StorageView.from_array(np.ascontiguousarray(mel))
        encoded = np.array(peer.encode(features, to_cpu=True))
        ours = encoder.run(None, {"mel": mel})
        worst = max(worst, *(np.abs(a - b).max() for a, b in zip(ours, cross(weights, encoded))))
        [answer] = peer.generate(
            features, [prompt], beam_size=1, suppress_blank=False, suppress_tokens=[], max_length=POSITIONS // 2
        )
        same += answer.sequences_ids[0] == greedy(decoder, *ours, prompt, metadata["eot"])
    print(f"keys and values: at most {worst:.1e} apart; same tokens in {same} of {len(sys.argv) - 1} recordings")
    return int(worst > TOLERANCE or same < len(sys.argv) - 1)


if __name__ == "__main__":
    sys.exit(main())
