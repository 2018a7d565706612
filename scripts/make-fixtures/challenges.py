"""A reading with its one-time phrase (docs/challenges.md) before the clause."""

from __future__ import annotations

from catalogue import ONLY_PASS, Fixture, demo
from clauses import RISK
from reading import extra

PHRASE = extra("三九五二七四；", "san1 jiu3 wu3 er4 qi1 si4", "insertion")

CHALLENGE_FIXTURES: tuple[Fixture, ...] = (
    Fixture(
        "phrase-before.flac",
        RISK,
        [*PHRASE, *RISK.steps()],
        "the phrase 三九五二七四 is read before the clause",
        ONLY_PASS,
        demo(take=2),
        ops_known=False,
    ),
)
