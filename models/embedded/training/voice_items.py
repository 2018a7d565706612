"""
Readings to compare voices by: one or more recordings of a speaker, joined and cut to a length. Which readings there are
depends on the corpus alone, so that every condition and every model is asked the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from corpora import manifest

CUTS_S = (1, 3, 5, 10)


@dataclass(frozen=True)
class Item:
    """
    Recordings `clips` of `speaker`, by their places in the manifest, joined. `cut` is the length of speech in seconds, 0
    for all of it. `half` 1 or 2 is the first or second half of one recording, 0 no half.
    """

    corpus: str
    speaker: str
    clips: tuple[int, ...]
    cut: int = 0
    half: int = 0


def recordings(folder: Path) -> dict[str, list[Path]]:
    """Files of each speaker, in the manifest's order."""
    found: dict[str, list[Path]] = defaultdict(list)
    for row in manifest(folder):
        found[row.speaker].append(row.file)
    return dict(found)


def _cuts(corpus: str, speaker: str, clips: tuple[int, ...], cuts: tuple[int, ...]) -> Iterator[Item]:
    for cut in (0, *cuts):
        yield Item(corpus, speaker, clips, cut)


def sentences(corpus: str, speaker: str, count: int) -> Iterator[Item]:
    """Each recording, and every two of them joined."""
    for clip in range(count):
        yield from _cuts(corpus, speaker, (clip,), (1,))
    for pair in combinations(range(count), 2):
        yield from _cuts(corpus, speaker, pair, (3, 5))


def words(corpus: str, speaker: str, count: int) -> Iterator[Item]:
    """Isolated words: three at a time, and halves that share no word."""
    for first in range(0, count - 2, 3):
        yield Item(corpus, speaker, tuple(range(first, first + 3)))
    half = count // 2
    halves = (range(half), range(half, count), range(0, count, 2), range(1, count, 2))
    for chosen in halves:
        yield from _cuts(corpus, speaker, tuple(chosen), (1, 3, 5))


def many_sentences(corpus: str, speaker: str, count: int) -> Iterator[Item]:
    """Twenty readings of three sentences, spread over all there are."""
    step = count // 60
    for first in range(20):
        clips = tuple(step * (3 * first + at) for at in range(3))
        yield from _cuts(corpus, speaker, clips, CUTS_S)


def single_recording(corpus: str, speaker: str, count: int) -> Iterator[Item]:
    """One recording a speaker: whole, as an impostor, and in halves, which are one session without any pause between."""
    for half in (0, 1, 2):
        for cut in (0, 1, 3) if half == 0 else (0, 1):
            yield Item(corpus, speaker, (0,), cut, half)


KINDS = {
    "speechocean762-adults": sentences,
    "dspspeech20-34-speakers": words,
    "aishell1-two-speakers": many_sentences,
    "aishell3-dev": single_recording,
    "dialect-dev": single_recording,
}


def items_of(corpus: str, files: dict[str, list[Path]]) -> list[Item]:
    return [item for speaker, own in files.items() for item in KINDS[corpus](corpus, speaker, len(own))]
