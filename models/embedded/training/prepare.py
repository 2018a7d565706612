"""
Lists what is trained and validated on, each recording with every legal reading and the one that was most likely said.

  python prepare.py --recipe recipe.toml --data DIR --work DIR

Run synthesise.py before. A polyphone's reading is chosen by what the embedded model hears: of the legal readings the
nearest. Writes WORK/utterances-NAME.jsonl: {id, corpus, role, speaker, file, reference, said}.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from corpora import READERS, Recording, is_plain
from hearing import EMBEDDED, Recogniser
from labels import with_sandhi
from readings import align, has_choice, preferred
from recipe import SPEECH, Corpus, Recipe, read_recipe
from spelling import requests_for, spell
from waveform import read_wave


def recordings_of(corpus: Corpus, data: Path) -> list[Recording]:
    found = list(READERS[corpus.reader](data / corpus.folder))
    kept = [one for one in found if is_plain(one) and (not corpus.speakers or one.speaker in corpus.speakers)]
    if not kept:
        raise ValueError(f"{corpus.name}: no recording in {corpus.folder}")
    # Evenly over the corpus, so that a small run sees all of it.
    return kept[:: max(1, len(kept) // corpus.limit)][: corpus.limit] if corpus.limit else kept


def speech_recordings(work: Path) -> Iterator[Recording]:
    index = work / "speech.jsonl"
    if not index.exists():
        raise FileNotFoundError(f"{index}: run synthesise.py first")
    for line in index.read_text("utf8").splitlines():
        row = json.loads(line)
        yield Recording(row["id"], "databaker", work / row["file"], None, tuple(row["pinyin"]))


def rows_of(corpus: str, role: str, recordings: list[Recording], model: Recogniser) -> Iterator[dict]:
    for recording, spelled in zip(recordings, spell(requests_for(recordings))):
        reference = spelled["reference"]
        if reference is None:
            continue
        heard = model.hear(read_wave(recording.file)) if has_choice(reference) else None
        said = align(reference, heard).said if heard else preferred(reference)
        if said:
            yield {
                "id": f"{corpus}/{recording.id}",
                "corpus": corpus,
                "role": role,
                "speaker": f"{corpus}/{recording.speaker}",
                "file": str(recording.file.resolve()),
                "reference": reference,
                "said": with_sandhi(said),
            }


def prepare(recipe: Recipe, data: Path, work: Path) -> Iterator[dict]:
    model = Recogniser(EMBEDDED)
    for corpus in recipe.corpora:
        yield from rows_of(corpus.name, corpus.role, recordings_of(corpus, data), model)
    if recipe.speech.utterances:
        spoken = list(speech_recordings(work))[: recipe.speech.utterances]
        yield from rows_of(SPEECH, "train", spoken, model)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--recipe", type=Path, required=True)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    chosen = options.parse_args()
    recipe = read_recipe(chosen.recipe)
    target = chosen.work / f"utterances-{recipe.name}.jsonl"
    counts: dict[str, int] = {}
    with target.with_suffix(".part").open("w", encoding="utf8") as file:
        for row in prepare(recipe, chosen.data, chosen.work):
            file.write(f"{json.dumps(row, ensure_ascii=False)}\n")
            counts[row["corpus"]] = counts.get(row["corpus"], 0) + 1
    target.with_suffix(".part").rename(target)
    print(f"{target}: {counts}", file=sys.stderr)


if __name__ == "__main__":
    main()
