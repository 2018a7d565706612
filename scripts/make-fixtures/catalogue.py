"""Every fixture: who reads which clause, what is changed, and what a correct verifier may answer."""

from __future__ import annotations

from dataclasses import dataclass

from clauses import DISCLOSURE, ENROLMENT, FULL_DISCLOSURE, LOAN, NOTICE, PURCHASE, RISK
from reading import Accent, Clause, Merge, Step, extra, insert_before, misread, omit, resay
from voice import Speaker

OTHER = Speaker("other", pitch=0.7, shift=0.75, take=2)

ONLY_PASS = ("pass",)
PASS_OR_REVIEW = ("pass", "review")
NO_PASS = ("fail", "review")
ONLY_FAIL = ("fail",)

FLATTENED = Merge("zh-z", {"zh": "z", "ch": "c", "sh": "s"})
N_TO_L = Merge("n-l", {"n": "l"})
SOUTHWESTERN = Accent(
    "southwestern", (FLATTENED, N_TO_L), (Merge("eng-en", {"eng": "en"}), Merge("ing-in", {"ing": "in"}))
)
CANTONESE = Accent(
    "cantonese", (FLATTENED, N_TO_L, Merge("r-l", {"r": "l"})), (Merge("v-i", {"v": "i", "van": "ian"}),)
)


def demo(pace: float = 0.92, pitch: float = 0.95, take: int = 1) -> Speaker:
    """
    The demo speaker. Pace, pitch and take vary by reading, as a person's do; of a few tried, each fixture has those at
    which check_fixtures.py hears best what was meant.
    """
    return Speaker("demo", pace, pitch, take=take)


@dataclass(frozen=True)
class Fixture:
    """`steps` is None for recordings without speech. `ops_known` is False where no alignment is the right one."""

    file: str
    clause: Clause
    steps: list[Step] | None
    altered: str | None
    verdicts: tuple[str, ...]
    speaker: Speaker | None = demo()
    dialect_hint: str | None = None
    ops_known: bool = True
    snr_db: float = 40
    noise_dbfs: float | None = None


def accented(clause: Clause, accent: Accent) -> list[Step]:
    return [accent.apply(step) for step in clause.steps()]


def with_restart(clause: Clause) -> list[Step]:
    """The first phrase is broken off and read again, with two fillers."""
    broken_off = [
        *extra("本人已充分，", "ben3 ren2 yi3 chong1 fen4", "repeat"),
        *extra("嗯。", "en1", "filler"),
    ]
    steps = insert_before(clause.steps(), "本人已", broken_off)
    return insert_before(steps, "愿意", extra("那个，", "na4 ge5", "filler"))


FIXTURES: tuple[Fixture, ...] = (
    Fixture("honest.wav", DISCLOSURE, DISCLOSURE.steps(), None, ONLY_PASS),
    Fixture(
        "accent-southwestern.wav",
        DISCLOSURE,
        accented(DISCLOSURE, SOUTHWESTERN),
        "zh ch sh -> z c s, n -> l, eng -> en, ing -> in throughout",
        PASS_OR_REVIEW,
        dialect_hint="southwestern",
        speaker=demo(0.88, 0.93, take=3),
    ),
    Fixture(
        "sentence-missing.wav",
        DISCLOSURE,
        omit(DISCLOSURE.steps(), "业绩比较基准为年化百分之三点五不构成收益承诺"),
        "the second sentence is left out",
        ONLY_FAIL,
    ),
    Fixture(
        "negation-dropped.wav",
        DISCLOSURE,
        omit(DISCLOSURE.steps(), "不", context="不保证"),
        "不保证 is read as 保证",
        NO_PASS,
    ),
    *(
        Fixture(f"enrol-{number}.flac", clause, clause.steps(), None, ONLY_PASS, speaker)
        for number, (clause, speaker) in enumerate(
            zip(ENROLMENT, (demo(pitch=1.0, take=2), demo(), demo(pitch=1.0)), strict=True), 1
        )
    ),
    Fixture(
        "number-reading.flac",
        DISCLOSURE,
        resay(DISCLOSURE.steps(), "两百万", "er4 bai3 wan4"),
        "200万 is read as 二百万 instead of 两百万: just as legal",
        ONLY_PASS,
        demo(pitch=1.05),
    ),
    Fixture(
        "number-changed.flac",
        PURCHASE,
        misread(PURCHASE.steps(), "十万", "si4 wan4"),
        "十万 is read as 四万",
        NO_PASS,
        demo(pitch=1.0),
    ),
    Fixture(
        "rate-changed.flac",
        PURCHASE,
        misread(PURCHASE.steps(), "三点五", "wu3 dian3 san1"),
        "百分之三点五 is read as 百分之五点三",
        NO_PASS,
        demo(pitch=1.0),
    ),
    Fixture(
        "negation-added.flac",
        LOAN,
        insert_before(LOAN.steps(), "保证", extra("不", "bu4", "insertion")),
        "保证 is read as 不保证",
        NO_PASS,
    ),
    Fixture(
        "word-replaced.flac",
        RISK,
        misread(RISK.steps(), "自行", "gong4 tong2"),
        "自行承担 is read as 共同承担",
        NO_PASS,
    ),
    Fixture(
        "repeat-selfcorrection.flac",
        RISK,
        with_restart(RISK),
        "本人已充分 is broken off and read again, with the fillers 嗯 and 那个",
        PASS_OR_REVIEW,
        demo(pitch=1.0, take=2),
    ),
    Fixture(
        "extra-speech.flac",
        RISK,
        [*RISK.steps(), *extra("我不同意。", "wo3 bu4 tong2 yi4", "insertion")],
        "我不同意 is added at the end",
        NO_PASS,
        demo(take=2),
    ),
    Fixture(
        "wrong-clause.flac",
        RISK,
        NOTICE.steps(),
        f"another clause is read: {NOTICE.text}",
        ONLY_FAIL,
        ops_known=False,
    ),
    Fixture(
        "accent-cantonese.flac",
        RISK,
        accented(RISK, CANTONESE),
        "zh ch sh -> z c s, n and r -> l, v -> i, van -> ian throughout",
        PASS_OR_REVIEW,
        dialect_hint="cantonese",
        speaker=demo(0.96, 0.93, take=2),
    ),
    Fixture("other-speaker.flac", DISCLOSURE, DISCLOSURE.steps(), "read by another voice", PASS_OR_REVIEW, OTHER),
    Fixture(
        "noisy.flac",
        DISCLOSURE,
        DISCLOSURE.steps(),
        "noise at 5 dB SNR",
        PASS_OR_REVIEW,
        snr_db=5,
    ),
    Fixture("long.flac", FULL_DISCLOSURE, FULL_DISCLOSURE.steps(), None, ONLY_PASS),
    Fixture("silence.flac", RISK, None, "no speech, faint noise", NO_PASS, speaker=None, noise_dbfs=-63),
    Fixture("noise-only.flac", RISK, None, "no speech, loud noise", NO_PASS, speaker=None, noise_dbfs=-20),
)
