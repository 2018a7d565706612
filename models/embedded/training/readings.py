"""Alignment with every legal reading of a text, as bench/recognition/align.ts counts it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Union

from labels import BLANK, PHONES, toneless

# One phone, {"all": [...]} for several in turn, or {"any": [...]} for one of several.
Reference = Union[str, dict]


class Alignment(NamedTuple):
    """`said` is the reading that is nearest to what was heard, with its tones; `errors` is its distance."""

    errors: int
    said: list[str]


class State(NamedTuple):
    """Cheapest way to explain the first so many heard phones; the reading so far is a linked list."""

    cost: int
    said: tuple | None


def align(reference: Reference, heard: Sequence[str]) -> Alignment:
    """Tones of the reference are not compared. Of equally near readings the first counts: the preferred one."""
    unsaid = [State(cost, None) for cost in range(len(heard) + 1)]
    cost, path = _advance(reference, unsaid, heard)[-1]
    said = []
    while path is not None:
        symbol, path = path
        said.append(symbol)
    return Alignment(cost, said[::-1])


def preferred(reference: Reference) -> list[str]:
    """The first of all choices."""
    if isinstance(reference, str):
        return [reference]
    if "all" in reference:
        return [symbol for part in reference["all"] for symbol in preferred(part)]
    return preferred(reference["any"][0]) if reference["any"] else []


def has_choice(reference: Reference) -> bool:
    """Whether the readings differ in more than tone."""
    if isinstance(reference, str):
        return False
    if "all" in reference:
        return any(has_choice(part) for part in reference["all"])
    spelled = {" ".join(map(toneless, preferred(part))) for part in reference["any"]}
    return len(spelled) > 1 or any(has_choice(part) for part in reference["any"])


def greedy(labels: Sequence[int]) -> list[str]:
    """Best label of each frame -> phones: repeats are one, blanks are none."""
    changes = [label for at, label in enumerate(labels) if at == 0 or label != labels[at - 1]]
    return [PHONES[label] for label in changes if label != BLANK]


def _advance(reference: Reference, states: list[State], heard: Sequence[str]) -> list[State]:
    if isinstance(reference, str):
        return _say(reference, states, heard)
    if "all" in reference:
        for part in reference["all"]:
            states = _advance(part, states, heard)
        return states
    ends = [_advance(part, states, heard) for part in reference["any"]]
    return [min(column, key=lambda state: state.cost) for column in zip(*ends)] if ends else states


def _say(symbol: str, states: list[State], heard: Sequence[str]) -> list[State]:
    """Deletion from above, match or substitution from the diagonal, insertion from the left."""
    said = [State(states[0].cost + 1, (symbol, states[0].said))]
    plain = toneless(symbol)
    for at, other in enumerate(heard):
        diagonal, above, left = states[at], states[at + 1], said[at]
        best = min(diagonal.cost + (plain != other), above.cost + 1, left.cost + 1)
        if best == diagonal.cost + (plain != other):
            said.append(State(best, (symbol, diagonal.said)))
        elif best == above.cost + 1:
            said.append(State(best, (symbol, above.said)))
        else:
            said.append(State(best, left.said))
    return said
