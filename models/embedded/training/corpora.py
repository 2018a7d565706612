"""Readers of named corpora: where the recordings are and what was read. No sound is touched here."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HAN = re.compile(r"[\u4e00-\u9fff]+")
NUMBERED = re.compile(r"cmn-([a-zü:]+[1-5])\.mp3")
# A file name of audio-cmn with _ is a pattern (一_也_), not a word.
WORD = re.compile(r"cmn-([\u4e00-\u9fff]+)\.mp3")
PUNCTUATION = re.compile(r"[，。！？、；：“”,.!?\s]")


@dataclass(frozen=True)
class Recording:
    """What was said is `text`, or `pinyin` (numbered) where that is known."""

    id: str
    speaker: str
    file: Path
    text: str | None = None
    pinyin: tuple[str, ...] | None = None


def manifest(folder: Path) -> Iterator[Recording]:
    """manifest.tsv with file, speaker, transcript."""
    with (folder / "manifest.tsv").open(encoding="utf8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Recording(Path(row["file"]).stem, row["speaker"], folder / row["file"], row["transcript"])


def is_plain(recording: Recording) -> bool:
    """
    Fit to train on: pinyin, or Chinese characters alone. How a reader says Latin letters or figures is not known well
    enough.
    """
    return recording.text is None or HAN.fullmatch(PUNCTUATION.sub("", recording.text)) is not None


def audio_cmn_words(folder: Path) -> Iterator[Recording]:
    """audio-cmn, words of the HSK lists by Yue Tan: the file name is the label."""
    for file in sorted((folder / "24k-abr" / "hsk").glob("*.mp3")):
        if match := WORD.fullmatch(file.name):
            yield Recording(file.stem, "yue-tan", file, match[1])


def audio_cmn_syllables(folder: Path) -> Iterator[Recording]:
    """audio-cmn, syllables by Chen Wang: numbered pinyin as file name."""
    for file in sorted((folder / "24k-abr" / "syllabs").glob("*.mp3")):
        if match := NUMBERED.fullmatch(file.name):
            yield Recording(file.stem, "chen-wang", file, None, (match[1].replace("u:", "ü"),))


READERS: dict[str, Callable[[Path], Iterator[Recording]]] = {
    "manifest": manifest,
    "audio-cmn-words": audio_cmn_words,
    "audio-cmn-syllables": audio_cmn_syllables,
}
