"""The label inventory (tokens.txt, the same as src/text/phone.ts) with and without tones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

TOKENS = Path(__file__).resolve().parent.parent / "tokens.txt"
BLANK = 0
TONES = "12345"


def read_phones(path: Path = TOKENS) -> list[str]:
    """All labels in index order, the blank first. A line of the file is a label, or a label and its index."""
    return [line.split()[0] for line in path.read_text("utf8").splitlines() if line.strip()]


PHONES = read_phones()
INITIALS = PHONES[1:22]
FINALS = PHONES[22:]
# Tonal labels: blank and initials as they are, then every final in each tone.
TONAL = [*PHONES[:22], *(final + tone for final in FINALS for tone in TONES)]


def toneless(symbol: str) -> str:
    """`ang3` -> `ang`; initials have no tone."""
    return symbol.rstrip(TONES)


def indices(symbols: Sequence[str], tonal: bool) -> list[int]:
    """Label indices of phones as `spell-texts.mjs` writes them."""
    return [TONAL.index(symbol) for symbol in symbols] if tonal else [PHONES.index(toneless(s)) for s in symbols]


def toneless_of_tonal() -> list[int]:
    """For each tonal label the index of its toneless label: merging adds the probabilities of a final's tones."""
    return [PHONES.index(toneless(symbol)) if at else BLANK for at, symbol in enumerate(TONAL)]


def with_sandhi(symbols: Sequence[str]) -> list[str]:
    """A third tone directly before another is said as a second. Initials between them do not matter."""
    said = list(symbols)
    finals = [at for at, symbol in enumerate(said) if symbol[-1] in TONES]
    for at, following in zip(finals, finals[1:]):
        if said[at][-1] == said[following][-1] == "3":
            said[at] = said[at][:-1] + "2"
    return said
