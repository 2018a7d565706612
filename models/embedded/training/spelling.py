"""
What texts sound like, asked of the product's own text pipeline (spell-texts.mjs, needs a build of Hesheng and Node 20).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from corpora import Recording

PROGRAM = Path(__file__).resolve().parent / "spell-texts.mjs"


def spell(requests: Iterable[dict]) -> list[dict]:
    """Each request is {id, text | pinyin, profile?}; each answer {id, reference, syllables}, in the same order."""
    lines = "".join(f"{json.dumps(request, ensure_ascii=False)}\n" for request in requests)
    done = subprocess.run(["node", str(PROGRAM)], input=lines, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"spell-texts.mjs: {done.stderr.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def requests_for(recordings: Iterable[Recording]) -> list[dict]:
    """What is known of each recording, as `spell` asks for it."""
    return [
        {"id": one.id, **({"text": one.text} if one.text is not None else {"pinyin": one.pinyin})} for one in recordings
    ]
