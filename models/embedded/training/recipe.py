"""A recipe: everything that decides what is trained, as a TOML file. Unknown or missing names stop the run."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

# The corpus that synthesise.py makes.
SPEECH = "text-to-speech"


@dataclass(frozen=True)
class Corpus:
    """
    `reader` is a name in corpora.py, `folder` lies in the data folder. No `speakers`: all of them. `copies` augmented
    versions are heard, and the recording as it is when `plain`. `packed` joins short recordings into utterances of 3 to
    11 s.
    """

    name: str
    reader: str
    role: str
    folder: str
    speakers: tuple[str, ...] = ()
    copies: int = 1
    plain: bool = True
    packed: bool = False
    limit: int = 0


@dataclass(frozen=True)
class Speech:
    """
    Text-to-speech: `accented` is the share of utterances with a merge, `merged` how often a merge then takes place.
    """

    utterances: int
    accented: float
    merged: float
    copies: int
    plain: bool


@dataclass(frozen=True)
class Augmentation:
    """Probabilities of each step, and ranges. Steps are in the order of the sound: room, noise, microphone, line."""

    speeds: tuple[float, ...]
    reverberation: float
    noise: float
    snr_db: tuple[float, float]
    telephone: float
    codec: float
    peak: tuple[float, float]


@dataclass(frozen=True)
class Training:
    """
    Rates are the peaks of one cycle. `lower_layers` of six are frozen and cached; `tuned_layers` of those above learn.
    `head` is `random` or `shipped` (the weights of the embedded model). `patience` is in epochs, 0 for no early stop.
    """

    lower_layers: int
    tuned_layers: int
    head: str
    tonal: bool
    epochs: int
    batch_seconds: float
    head_rate: float
    encoder_rate: float
    weight_decay: float
    dropout: float
    patience: int
    checkpoint_minutes: float
    masked_frames: int
    masked_channels: int


@dataclass(frozen=True)
class Recipe:
    name: str
    seed: int
    corpora: tuple[Corpus, ...]
    speech: Speech
    augmentation: Augmentation
    training: Training

    def sources(self, role: str) -> list[Corpus]:
        """Corpora of a role; what synthesise.py makes is one of those that are trained on."""
        found = [corpus for corpus in self.corpora if corpus.role == role]
        if role == "train" and self.speech.utterances:
            found.append(Corpus(SPEECH, "", role, "", copies=self.speech.copies, plain=self.speech.plain))
        return found

    def cache_key(self, source: Corpus) -> str:
        """Changes with whatever changes the cached frames of one corpus, and with nothing else."""
        own = self.speech if source.name == SPEECH else source
        return _digest(self.seed, source.role, own, self.augmentation, self.training.lower_layers)

    def key(self) -> str:
        return _digest(self)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def read_recipe(path: Path) -> Recipe:
    """A recipe may name another as its `base`, in the same folder: then it says only what differs."""
    raw = _read(path)
    corpora = tuple(_build(Corpus, one, "corpora") for one in raw.pop("corpora", []))
    sections = {"speech": Speech, "augmentation": Augmentation, "training": Training}
    built = {name: _build(kind, raw.pop(name, {}), name) for name, kind in sections.items()}
    return _build(Recipe, {**raw, **built, "corpora": corpora}, path.name)


def _read(path: Path) -> dict[str, Any]:
    own = tomllib.loads(path.read_text("utf8"))
    base = _read(path.parent / own.pop("base")) if "base" in own else {}
    merged = {name: {**base[name], **value} for name, value in own.items() if isinstance(value, dict) and name in base}
    return {**base, **own, **merged}


def _build(kind: type, values: dict[str, Any], where: str) -> Any:
    known = {field.name: field for field in fields(kind)}
    unknown = sorted(values.keys() - known.keys())
    lacking = [name for name, field in known.items() if name not in values and field.default is MISSING]
    if unknown or lacking:
        raise ValueError(f"{where}: unknown {unknown}, missing {lacking}")
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})
