"""Numbered pinyin, split into the initial and toneless final of the phone inventory (src/text/phone.ts)."""

from __future__ import annotations

import re
from dataclasses import dataclass

ZERO_INITIAL = {
    "yi": "i", "ya": "ia", "ye": "ie", "yao": "iao", "you": "iou", "yan": "ian", "yin": "in", "yang": "iang",
    "ying": "ing", "yong": "iong", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn", "wu": "u", "wa": "ua",
    "wo": "uo", "wai": "uai", "wei": "uei", "wan": "uan", "wen": "uen", "wang": "uang", "weng": "ueng",
    "yo": "o",
}
FULL_FINAL = {"ui": "uei", "iu": "iou", "un": "uen", "ue": "ve"}
SHORT_FINAL = {"uei": "ui", "iou": "iu", "uen": "un", "ii": "i", "iii": "i"}
SPELLED = {final: spelling for spelling, final in ZERO_INITIAL.items()}
RETROFLEX = ("zh", "ch", "sh", "r")
SIBILANT = ("z", "c", "s")
PATTERN = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])?([a-z]+)([1-5])$")


@dataclass(frozen=True)
class Syllable:
    """`initial` is empty for a zero-initial syllable; `tone` is 1 to 5, 5 neutral."""

    initial: str
    final: str
    tone: int

    def phones(self) -> list[str]:
        return [self.initial, self.final] if self.initial else [self.final]

    def pinyin(self) -> str:
        if not self.initial:
            return f"{SPELLED.get(self.final, self.final)}{self.tone}"
        final = SHORT_FINAL.get(self.final, self.final)
        if self.initial in "jqx" and final.startswith("v"):
            final = "u" + final[1:]
        return f"{self.initial}{final}{self.tone}"


def parse(pinyin: str) -> Syllable:
    """`zhi1` -> (zh, iii, 1). Raises ValueError on anything that is not numbered pinyin."""
    match = PATTERN.match(pinyin)
    if match is None:
        raise ValueError(f"not numbered pinyin: {pinyin}")
    initial, spelled, tone = match[1] or "", match[2], int(match[3])
    if not initial:
        return Syllable("", ZERO_INITIAL.get(spelled, spelled), tone)
    return Syllable(initial, full_final(initial, spelled), tone)


def full_final(initial: str, spelled: str) -> str:
    if spelled == "i":
        return "iii" if initial in RETROFLEX else "ii" if initial in SIBILANT else "i"
    if initial in ("j", "q", "x") and spelled.startswith("u"):
        return "v" + spelled[1:]
    return FULL_FINAL.get(spelled, spelled)
