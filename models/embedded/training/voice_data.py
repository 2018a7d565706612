"""What voice_cache.py wrote, and the comparisons that are made of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voice_backend import Readings
from voice_items import Item
from voice_trials import Trials

CORPORA = ("speechocean762-adults", "dspspeech20-34-speakers", "aishell3-dev", "dialect-dev", "aishell1-two-speakers")
# A test "of 5 s" may hold a little less: two short sentences.
LEAST_SHARE = 0.9
WHOLE = 0


@dataclass(frozen=True)
class Heard:
    """One version of one corpus."""

    readings: Readings
    seconds: np.ndarray


@dataclass(frozen=True)
class Corpus:
    name: str
    items: list[Item]
    speakers: np.ndarray
    versions: dict[str, Heard]

    @property
    def people(self) -> np.ndarray:
        return np.unique(self.speakers)


def read_corpus(work: Path, number: int, first_speaker: int) -> Corpus:
    """Speakers are numbered from `first_speaker` on, corpora by their place in CORPORA."""
    name = CORPORA[number]
    folder = work / "voices"
    items = [Item(**{**row, "clips": tuple(row["clips"])}) for row in json.loads((folder / f"{name}.json").read_text())]
    names = list(dict.fromkeys(item.speaker for item in items))
    speakers = np.array([first_speaker + names.index(item.speaker) for item in items])
    versions = {}
    for file in sorted(folder.glob(f"{name}-*.npz")):
        if file.name.endswith(".part.npz"):
            continue
        held = np.load(file)
        readings = Readings(held["voice"], held["pooled"], speakers, np.full(len(items), number))
        versions[file.stem.removeprefix(f"{name}-")] = Heard(readings, held["seconds"])
    return Corpus(name, items, speakers, versions)


def read_all(work: Path) -> dict[str, Corpus]:
    found, people = {}, 0
    for number, name in enumerate(CORPORA):
        found[name] = read_corpus(work, number, people)
        people += len(found[name].people)
    return found


def is_take(item: Item) -> bool:
    """What speakers enrol with: two recordings, or the half of the words, or the first half of the only one."""
    if item.cut:
        return False
    match item.corpus:
        case "speechocean762-adults":
            return len(item.clips) == 1
        case "dspspeech20-34-speakers":
            return len(item.clips) == 5
        case "aishell1-two-speakers":
            return True
    return item.half == 1


@dataclass(frozen=True)
class Enrolment:
    speaker: int
    takes: tuple[int, ...]
    clips: frozenset[int]


def enrolments(corpus: Corpus, people: np.ndarray) -> list[Enrolment]:
    found = []
    for speaker in people:
        takes = [at for at in np.flatnonzero(corpus.speakers == speaker) if is_take(corpus.items[at])]
        sets = [(at,) for at in takes]
        if corpus.name == "speechocean762-adults":
            sets = [(one, other) for place, one in enumerate(takes) for other in takes[place + 1 :]]
        for chosen in sets:
            clips = frozenset(clip for at in chosen for clip in corpus.items[at].clips)
            found.append(Enrolment(speaker, chosen, clips))
    return found


def is_test(item: Item, seconds: float, length: int) -> bool:
    """Tests of `length` seconds of speech, or of one whole recording (of the words, one half)."""
    if item.corpus in ("aishell3-dev", "dialect-dev") and item.half != 2:
        return False
    if item.corpus == "dspspeech20-34-speakers" and len(item.clips) != 5:
        return False
    if length == WHOLE:
        return item.cut == 0 and (item.corpus != "speechocean762-adults" or len(item.clips) == 1)
    return item.cut == length and seconds >= LEAST_SHARE * length


@dataclass(frozen=True)
class Plan:
    """Every enrolment against every test that shares no recording with it: [enrolments, tests]."""

    enrolments: list[Enrolment]
    tests: np.ndarray
    counted: np.ndarray
    enrolled_speakers: np.ndarray
    tested_speakers: np.ndarray


def plan(corpus: Corpus, people: np.ndarray, length: int, seconds: np.ndarray) -> Plan:
    """`seconds` of the clean version, so that all versions are asked the same."""
    chosen = enrolments(corpus, people)
    among = np.isin(corpus.speakers, people)
    tests = np.array(
        [at for at in np.flatnonzero(among) if is_test(corpus.items[at], seconds[at], length)], dtype=np.int64
    )
    enrolled = np.array([one.speaker for one in chosen])
    tested = corpus.speakers[tests]
    counted = enrolled[:, None] != tested[None, :]
    same_recording = corpus.name in ("aishell3-dev", "dialect-dev")
    for row, one in enumerate(chosen):
        for column in np.flatnonzero(tested == one.speaker):
            counted[row, column] = same_recording or one.clips.isdisjoint(corpus.items[tests[column]].clips)
    return Plan(chosen, tests, counted, enrolled, tested)


def as_trials(scores: np.ndarray, how: Plan) -> Trials:
    rows, columns = np.nonzero(how.counted)
    return Trials(scores[rows, columns], how.enrolled_speakers[rows], how.tested_speakers[columns])


def templates(vectors: np.ndarray, chosen: list[Enrolment]) -> np.ndarray:
    """The mean direction of each enrolment's takes."""
    means = np.stack([vectors[list(one.takes)].mean(axis=0) for one in chosen])
    return means / np.linalg.norm(means, axis=1, keepdims=True)


def training_rows(corpus: Corpus, people: np.ndarray) -> np.ndarray:
    """What back ends learn from: whole recordings, three words, and a second of each."""

    def is_material(item: Item) -> bool:
        match item.corpus:
            case "speechocean762-adults":
                return len(item.clips) == 1
            case "dspspeech20-34-speakers":
                return len(item.clips) == 3 or item.cut == 1
            case "aishell1-two-speakers":
                return item.cut in (0, 1)
        return item.half > 0

    return np.array(
        [at for at in np.flatnonzero(np.isin(corpus.speakers, people)) if is_material(corpus.items[at])], dtype=np.int64
    )


def training_readings(corpora: list[tuple[Corpus, np.ndarray]], versions: tuple[str, ...]) -> Readings:
    """Given people of given corpora in given versions."""
    parts = [
        corpus.versions[version].readings[training_rows(corpus, people)]
        for corpus, people in corpora
        for version in versions
    ]
    return Readings(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("voice", "pooled", "speakers", "corpora"))
    )
