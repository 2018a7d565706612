"""Hears every fixture with the embedded models: phone errors of a greedy decode, and voice cosines with the enrolment."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
import soundfile

from syllables import parse

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "fixtures"
ENROLMENT = "enrol-"
BLANK = 0


def main() -> None:
    options = parse_options()
    lines = (options.models / "tokens.txt").read_text(encoding="utf-8").splitlines()
    tokens = [line.split()[0] for line in lines]
    phones, voice = session(options.models / "phones.int8.onnx"), session(options.models / "voice.onnx")
    entries = json.loads((options.fixtures / "fixtures.json").read_text(encoding="utf-8"))
    waves = {entry["file"]: load(options.fixtures / entry["file"]) for entry in entries}
    readings = sorted(FOLDER.glob(f"{ENROLMENT}*.flac"))
    enrolled = {path.name: embed(voice, load(path)) for path in readings}
    for entry in entries:
        file, wave = entry["file"], waves[entry["file"]]
        spoken = [phone for pinyin in entry["spoken_pinyin"] for phone in parse(pinyin).phones()]
        heard = hear(phones, tokens, wave)
        others = [vector for name, vector in enrolled.items() if name != file]
        cosine = float(embed(voice, wave) @ unit(np.mean(others, axis=0)))
        errors = differences(spoken, heard)
        print(f"{file:28} {len(wave) / 16000:6.2f} s {len(errors):2d} / {len(spoken):3d}  {cosine:6.3f}  {' '.join(errors)}")


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fixtures", type=Path, default=FOLDER, help="fixtures, or a folder in it")
    parser.add_argument("--models", type=Path, default=ROOT / "models" / "embedded")
    return parser.parse_args()


def session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def load(path: Path) -> np.ndarray:
    return soundfile.read(path, dtype="float32")[0]


def hear(model: onnxruntime.InferenceSession, tokens: list[str], wave: np.ndarray) -> list[str]:
    """Greedy decode, in pieces of at most 28 s cut at the quietest place of the piece's last 8 s."""
    heard: list[str] = []
    while len(wave):
        cut = len(wave) if len(wave) <= 28 * 16000 else 20 * 16000 + quietest(wave[20 * 16000 : 28 * 16000])
        best = model.run(None, {"waveform": wave[None, :cut]})[0][0].argmax(axis=-1)
        changed = np.flatnonzero(np.diff(best, prepend=BLANK))
        heard += [tokens[label] for label in best[changed] if label != BLANK]
        wave = wave[cut:]
    return heard


def quietest(wave: np.ndarray, span: int = 4800) -> int:
    power = np.convolve(wave.astype(np.float64) ** 2, np.ones(span), "valid")
    return int(power.argmin()) + span // 2


def differences(spoken: list[str], heard: list[str]) -> list[str]:
    """The edits of a shortest edit script, as `spoken>heard`, `-` for none."""
    cost = np.zeros((len(spoken) + 1, len(heard) + 1), int)
    cost[:, 0], cost[0, :] = np.arange(len(spoken) + 1), np.arange(len(heard) + 1)
    for i, a in enumerate(spoken, 1):
        for j, b in enumerate(heard, 1):
            cost[i, j] = min(cost[i - 1, j] + 1, cost[i, j - 1] + 1, cost[i - 1, j - 1] + (a != b))
    edits, i, j = [], len(spoken), len(heard)
    while i or j:
        if i and j and cost[i, j] == cost[i - 1, j - 1] + (spoken[i - 1] != heard[j - 1]):
            i, j = i - 1, j - 1
            edits += [f"{spoken[i]}>{heard[j]}"] if spoken[i] != heard[j] else []
        elif i and cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
            edits.append(f"{spoken[i]}>-")
        else:
            j -= 1
            edits.append(f"->{heard[j]}")
    return edits[::-1]


def unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector)


def embed(model: onnxruntime.InferenceSession, wave: np.ndarray) -> np.ndarray:
    """The mean embedding of 1.6 s windows over the loud frames, as the model card says."""
    speech = loud_frames(wave)
    level = float(np.sqrt((speech.astype(np.float64) ** 2).mean()))
    speech = speech * max(1.0, 10 ** (-30 / 20) / level)
    speech = np.pad(speech, (0, max(0, 25_600 - len(speech))))
    starts = range(0, len(speech) - 25_599, 12_320)
    windows = np.stack([speech[start : start + 25_600] for start in starts]).astype(np.float32)
    return unit(model.run(None, {"windows": windows})[0].mean(axis=0))


def loud_frames(wave: np.ndarray) -> np.ndarray:
    frames = wave[: len(wave) // 480 * 480].reshape(-1, 480)
    rms = np.sqrt((frames.astype(np.float64) ** 2).mean(axis=1))
    keep = np.convolve(rms > rms.max() * 0.05, np.ones(9), "same") > 0
    return frames[keep].reshape(-1)


if __name__ == "__main__":
    main()
