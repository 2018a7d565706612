"""A reading as a list of steps: what the clause has, what is said instead, and which op that makes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from syllables import SIBILANT, Syllable, parse

COMMA, STOP, LONG_STOP = "，", "。", "；"
BREAKS = (COMMA, STOP, LONG_STOP)


@dataclass(frozen=True)
class Step:
    """
    One clause character (`ref`) or one extra syllable (`ref` is None). `said` is None when it is left out.
    `after` is the break that follows: none, `，` within a breath, `。` or `；` between breaths.
    """

    ref: str | None
    said: Syllable | None
    op: str = "match"
    rule: str | None = None
    after: str = ""
    pinyin: str | None = None


@dataclass(frozen=True)
class Clause:
    """`spoken` is the clause as it is read: one character per syllable of `pinyin` (tones as spoken), and breaks."""

    text: str
    spoken: str
    pinyin: str
    critical_terms: tuple[str, ...] = field(default=())

    def steps(self) -> list[Step]:
        return as_steps(self.spoken, self.pinyin)


@dataclass(frozen=True)
class Merge:
    """One merge of an accent, named as the accent profiles name it (src/text/accent-profiles)."""

    rule: str
    heard: dict[str, str]


@dataclass(frozen=True)
class Accent:
    """A phone falls under at most one merge. Two merges in a syllable are named `initial+final`."""

    hint: str
    initials: tuple[Merge, ...]
    finals: tuple[Merge, ...]

    def apply(self, step: Step) -> Step:
        said = step.said
        if said is None:
            return step
        initial, initial_rule = merged(self.initials, said.initial)
        final, final_rule = merged(self.finals, said.final)
        rules = [rule for rule in (initial_rule, final_rule) if rule]
        if not rules:
            return step
        if final == "iii" and initial in SIBILANT:
            final = "ii"
        op = "accent_variant" if step.op == "match" else step.op
        return replace(step, said=Syllable(initial, final, said.tone), op=op, rule="+".join(rules))


def merged(merges: tuple[Merge, ...], phone: str) -> tuple[str, str | None]:
    return next(((merge.heard[phone], merge.rule) for merge in merges if phone in merge.heard), (phone, None))


def as_steps(characters: str, pinyin: str, op: str = "match") -> list[Step]:
    syllables = [parse(item) for item in pinyin.split()]
    spoken = [c for c in characters if c not in BREAKS]
    if len(spoken) != len(syllables):
        raise ValueError(f"{len(spoken)} characters, {len(syllables)} syllables: {characters}")
    steps: list[Step] = []
    for character in characters:
        if character in BREAKS:
            steps[-1] = replace(steps[-1], after=character)
        else:
            syllable = syllables[len(steps)]
            steps.append(Step(character, syllable, op, pinyin=syllable.pinyin()))
    return steps


def extra(characters: str, pinyin: str, op: str) -> list[Step]:
    """Speech that the clause does not have: op is insertion, repeat or filler."""
    return [replace(step, ref=None, pinyin=None) for step in as_steps(characters, pinyin, op)]


def find(steps: list[Step], phrase: str, context: str | None = None) -> slice:
    """Where the one occurrence of a phrase, or of the context that holds it, stands in the clause."""
    text = "".join(step.ref or "\0" for step in steps)
    whole = context or phrase
    if text.count(whole) != 1:
        raise ValueError(f"{whole} occurs {text.count(whole)} times")
    start = text.index(whole) + whole.index(phrase)
    return slice(start, start + len(phrase))


def omit(steps: list[Step], phrase: str, context: str | None = None) -> list[Step]:
    where = find(steps, phrase, context)
    gone = [replace(step, said=None, op="deletion") for step in steps[where]]
    return [*steps[: where.start], *gone, *steps[where.stop :]]


def misread(steps: list[Step], phrase: str, pinyin: str, context: str | None = None) -> list[Step]:
    """Says other syllables for a phrase, one for each character. Where only the tone differs (sandhi) it is a match."""
    where = find(steps, phrase, context)
    heard = [parse(item) for item in pinyin.split()]
    changed = [
        replace(step, said=said, op=step.op if step.said.phones() == said.phones() else "substitution")
        for step, said in zip(steps[where], heard, strict=True)
    ]
    return [*steps[: where.start], *changed, *steps[where.stop :]]


def resay(steps: list[Step], phrase: str, pinyin: str) -> list[Step]:
    """Another legal reading of the phrase (二 for 两): no op."""
    return [replace(step, op="match") for step in misread(steps, phrase, pinyin)]


def insert_before(steps: list[Step], phrase: str, added: list[Step]) -> list[Step]:
    start = find(steps, phrase).start
    return [*steps[:start], *added, *steps[start:]]


def breaths(steps: list[Step]) -> list[tuple[list[Syllable | str], str]]:
    """Splits a reading into breath groups, each with the break that ends it."""
    groups: list[tuple[list[Syllable | str], str]] = []
    breath: list[Syllable | str] = []
    for step in steps:
        if step.said is not None:
            breath.append(step.said)
        if step.after == COMMA and breath and breath[-1] != COMMA:
            breath.append(COMMA)
        if step.after in (STOP, LONG_STOP) and breath:
            groups.append((_without_final_comma(breath), step.after))
            breath = []
    return [*groups, (_without_final_comma(breath), STOP)] if breath else groups


def _without_final_comma(breath: list[Syllable | str]) -> list[Syllable | str]:
    return breath[:-1] if breath[-1] == COMMA else breath


def spoken_pinyin(steps: list[Step]) -> list[str]:
    return [step.said.pinyin() for step in steps if step.said is not None]


def spoken_phones(steps: list[Step]) -> list[str]:
    return [phone for step in steps if step.said is not None for phone in step.said.phones()]


def expected_ops(steps: list[Step]) -> list[dict[str, object]]:
    """
    Every op but plain matches. `token` is the index of the clause character, or for extra speech of the one it stands
    before.
    """
    ops: list[dict[str, object]] = []
    token = 0
    for step in steps:
        if step.op != "match":
            ops.append(_op(step, token))
        token += step.ref is not None
    return ops


def _op(step: Step, token: int) -> dict[str, object]:
    return {
        "token": token,
        "ref": step.ref,
        "op": step.op,
        "rule": step.rule,
        "pinyin_ref": step.pinyin,
        "pinyin_heard": step.said.pinyin() if step.said else None,
    }
