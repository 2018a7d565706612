"""
Text-to-speech for training: phones are chosen, not texts, so an accent is labelled as it was spoken.

  python synthesise.py --recipe recipe.toml --data DIR --work DIR

Words come from audio-cmn's file names and pypinyin's phrases, their sounds and accents from the product's text
pipeline, the voice from scripts/make-fixtures/voice.py. Writes WORK/speech/N.flac and WORK/speech.jsonl; a second run
goes on where the first stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import soundfile

from corpora import HAN, audio_cmn_words
from labels import with_sandhi
from recipe import Recipe, Speech, read_recipe
from spelling import spell

FIXTURE_TOOLS = Path(__file__).resolve().parents[3] / "scripts" / "make-fixtures"
# The accents whose merges are Mandarin sounds; `mandarin` has none.
PROFILES = ("southwestern", "cantonese", "min", "wu", "xiang", "hakka", "gan", "jianghuai", "northeastern", "jin")
WORDS = (2, 6)
MOST_RULES = 3
PACES, PITCHES, SHIFTS = (0.8, 1.25), (0.85, 1.2), (0.75, 1.15)


def vocabulary(data: Path, recipe: Recipe) -> list[str]:
    from pypinyin.phrases_dict import phrases_dict

    folders = {corpus.folder for corpus in recipe.corpora if corpus.reader == "audio-cmn-words"}
    spoken = [recording.text for folder in sorted(folders) for recording in audio_cmn_words(data / folder)]
    phrases = sorted(phrase for phrase in phrases_dict if 2 <= len(phrase) <= 4 and HAN.fullmatch(phrase))
    # Words of everyday use as often as the far more numerous phrases.
    return phrases + spoken * max(1, len(phrases) // max(1, len(spoken)))


def choose_texts(words: list[str], speech: Speech, seed: int) -> list[dict]:
    """Requests for spell-texts.mjs."""
    requests = []
    for at in range(speech.utterances):
        rng = np.random.default_rng([seed, at])
        text = "".join(words[one] for one in rng.integers(len(words), size=rng.integers(*WORDS)))
        accent = {"profile": str(rng.choice(PROFILES))} if rng.random() < speech.accented else {}
        requests.append({"id": f"speech-{at:05}", "text": text, **accent})
    return requests


def with_accent(syllables: list[dict], merged: float, known: set[str], rng: np.random.Generator) -> list[str]:
    """A reader has a few merges and makes each of them often: some rules are drawn, then places for them."""
    rules = sorted({accent["rule"] for one in syllables for accent in one["accents"] if accent["said"][:-1] in known})
    drawn = set(rng.permutation(rules)[: rng.integers(1, MOST_RULES + 1)]) if rules else set()
    said = []
    for one in syllables:
        places = [a["said"] for a in one["accents"] if a["rule"] in drawn and a["said"][:-1] in known]
        said.append(str(rng.choice(places)) if places and rng.random() < merged else one["said"])
    return said


def known_syllables() -> set[str]:
    """Syllables of the dictionary: a merge may make a sound that the voice was never taught."""
    from pypinyin import Style, lazy_pinyin
    from pypinyin.pinyin_dict import pinyin_dict

    return {s for code in pinyin_dict for s in lazy_pinyin(chr(code), style=Style.NORMAL, v_to_u=False) if s.isascii()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--recipe", type=Path, required=True)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    chosen = options.parse_args()
    recipe = read_recipe(chosen.recipe)
    folder = chosen.work / "speech"
    folder.mkdir(parents=True, exist_ok=True)
    spelled = spell(choose_texts(vocabulary(chosen.data, recipe), recipe.speech, recipe.seed))
    sys.path.append(str(FIXTURE_TOOLS))
    from syllables import parse
    from voice import Speaker, Voice

    voice, known = Voice(), known_syllables()
    with (chosen.work / "speech.jsonl").open("w", encoding="utf8") as index:
        for at, one in enumerate(spelled):
            # The second stream of this utterance: the first chose its text.
            rng = np.random.default_rng([recipe.seed, at, 1])
            pinyin = with_accent(one["syllables"], recipe.speech.merged, known, rng)
            speaker = Speaker("training", *(rng.uniform(*r) for r in (PACES, PITCHES, SHIFTS)), take=1 + at % 127)
            file = folder / f"{one['id']}.flac"
            if not file.exists():
                try:
                    wave = voice.say([parse(syllable) for syllable in with_sandhi(pinyin)], speaker)
                except (KeyError, ValueError) as fault:
                    print(f"{one['id']}: left out, {fault}", file=sys.stderr)
                    continue
                part = file.with_suffix(".part")
                soundfile.write(part, np.clip(wave, -1, 1), 16_000, format="FLAC")
                part.rename(file)
            row = {"id": one["id"], "file": str(file.relative_to(chosen.work)), "pinyin": pinyin}
            index.write(f"{json.dumps(row, ensure_ascii=False)}\n")
            if at % 100 == 0:
                print(f"{at} of {len(spelled)}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
