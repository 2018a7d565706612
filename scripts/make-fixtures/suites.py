"""The readings of the release gate that cannot be derived from the other fixtures: see docs/release-gate.md."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from catalogue import NO_PASS, PASS_OR_REVIEW, SOUTHWESTERN, Fixture, demo
from clauses import DISCLOSURE, LOAN, PURCHASE, RISK
from reading import COMMA, LONG_STOP, STOP, Clause, Step, extra, find, insert_before, resay
from syllables import parse
from voice import Speaker

ACCENTS = json.loads((Path(__file__).parent / "accents.json").read_text(encoding="utf-8"))
ACCENTED = Clause(**ACCENTS["clause"])

# Higher and with shorter resonances than the demo voice, as `other` is lower and longer.
THIRD = Speaker("third", pitch=1.25, shift=1.2, take=2)

TERMS = Clause(
    text="购买金额2500元，年化收益率3.5%，期限180天，2026年3月15日到期，查询编号10203。",
    spoken="购买金额，两千五百元，年化收益率，百分之三点五，期限一百八十天。二零二六年三月十五日到期，查询编号一零二零三。",
    pinyin="gou4 mai3 jin1 e2 liang3 qian1 wu2 bai3 yuan2 nian2 hua4 shou1 yi4 lv4 bai3 fen1 zhi1 san1 dian2 wu3 "
    "qi1 xian4 yi4 bai3 ba1 shi2 tian1 er4 ling2 er4 liu4 nian2 san1 yue4 shi2 wu3 ri4 dao4 qi1 "
    "cha2 xun2 bian1 hao4 yi1 ling2 er4 ling2 san1",
    critical_terms=("2500元", "3.5%", "180天"),
)
TERMS_WHOLE_YEAR = Clause(
    text=TERMS.text,
    spoken=TERMS.spoken.replace("二零二六年", "两千零二十六年"),
    pinyin=TERMS.pinyin.replace("er4 ling2 er4 liu4 nian2", "liang3 qian1 ling2 er4 shi2 liu4 nian2"),
    critical_terms=TERMS.critical_terms,
)
LEVEL = Clause(
    text="自愿认购10万元，风险等级R3，赎回费率0.5%，共申购2次，最低3500元。",
    spoken="自愿认购一十万元，风险等级阿尔三，赎回费率百分之零点五。共申购两次，最低三千五百元。",
    pinyin="zi4 yuan4 ren4 gou4 yi4 shi2 wan4 yuan2 feng1 xian3 deng3 ji2 a4 er3 san1 "
    "shu2 hui2 fei4 lv4 bai3 fen1 zhi1 ling2 dian2 wu3 gong4 shen1 gou4 liang3 ci4 zui4 di1 san1 qian1 wu2 bai3 yuan2",
    critical_terms=("10万元", "R3", "0.5%"),
)
LEVEL_SHORT = Clause(
    text=LEVEL.text,
    spoken="自愿认购十万元，风险等级阿三，赎回费率百分之零点五。共申购二次，最低三千五。",
    pinyin="zi4 yuan4 ren4 gou4 shi2 wan4 yuan2 feng1 xian3 deng3 ji2 a4 san1 "
    "shu2 hui2 fei4 lv4 bai3 fen1 zhi1 ling2 dian2 wu3 gong4 shen1 gou4 er4 ci4 zui4 di1 san1 qian1 wu3",
    critical_terms=LEVEL.critical_terms,
)
ERHUA = Clause(
    text="这儿的条款我一会儿再看，对风险没有一点儿疑问。",
    spoken="这儿的条款，我一会儿再看。对风险没有一点儿疑问。",
    pinyin="zhe4 er5 de5 tiao2 kuan3 wo3 yi2 hui4 er5 zai4 kan4 dui4 feng1 xian3 mei2 you3 yi4 dian3 er5 yi2 wen4",
)
ERHUA_MERGED = Clause(
    text=ERHUA.text,
    spoken=ERHUA.spoken.replace("儿", ""),
    pinyin=ERHUA.pinyin.replace(" er5", ""),
)


# Two profiles with the same rules are heard in one recording.
DISTINCT_ACCENTS = [
    reading
    for index, reading in enumerate(ACCENTS["readings"])
    if reading["merges"] not in [earlier["merges"] for earlier in ACCENTS["readings"][:index]]
]


def accented(merges: list[dict[str, object]]) -> list[Step]:
    steps = ACCENTED.steps()
    for merge in merges:
        token = merge["token"]
        steps[token] = replace(
            steps[token], said=parse(str(merge["said"])), op="accent_variant", rule=str(merge["rule"])
        )
    return steps


def slowly(clause: Clause, phrases: tuple[str, ...]) -> list[Step]:
    """A long pause after each comma and each of the phrases."""
    steps = [replace(step, after=LONG_STOP if step.after in (COMMA, STOP) else step.after) for step in clause.steps()]
    for phrase in phrases:
        last = find(steps, phrase).stop - 1
        steps[last] = replace(steps[last], after=LONG_STOP)
    return steps


def before(steps: list[Step], *added: tuple[str, str, str, str]) -> list[Step]:
    """Extra speech (characters with breaks, pinyin, op) before each of the phrases."""
    for phrase, characters, pinyin, op in added:
        steps = insert_before(steps, phrase, extra(characters, pinyin, op))
    return steps


def fair(file: str, clause: Clause, steps: list[Step], altered: str | None, speaker: Speaker = demo()) -> Fixture:
    return Fixture(file, clause, steps, altered, PASS_OR_REVIEW, speaker)


ACCENT_READINGS = tuple(
    Fixture(
        f"accent-{reading['hint'].replace('_', '-')}.flac",
        ACCENTED,
        accented(reading["merges"]),
        "every merge of the profile once or twice",
        PASS_OR_REVIEW,
        dialect_hint=reading["hint"],
    )
    for reading in DISTINCT_ACCENTS
)

# An accent that makes one number of another: 十 as 四, in a critical term.
TEN_AS_FOUR = Fixture(
    "accent-ten-as-four.flac",
    PURCHASE,
    [SOUTHWESTERN.apply(step) if step.ref == "十" else step for step in PURCHASE.steps()],
    "zh ch sh -> z c s in 十 alone, which then sounds like 四",
    PASS_OR_REVIEW,
    demo(pitch=1.0),
    "southwestern",
)

FAIR_READINGS = (
    fair("risk.flac", RISK, RISK.steps(), None, demo(pitch=1.0, take=2)),
    fair("purchase.flac", PURCHASE, PURCHASE.steps(), None, demo(pitch=1.0)),
    fair(
        "restart-half.flac",
        RISK,
        before(
            RISK.steps(),
            (
                "本人已",
                "本人已充分了解该产品。",
                "ben3 ren2 yi3 chong1 fen4 liao2 jie3 gai1 chan2 pin3",
                "repeat",
            ),
        ),
        "the first ten characters are read twice",
        demo(pitch=1.0, take=2),
    ),
    fair(
        "stammer.flac",
        LOAN,
        before(LOAN.steps(), ("人提供", "本，", "ben3", "repeat"), ("料真实", "资，", "zi1", "repeat")),
        "本 and 资 are said twice",
    ),
    fair(
        "restart-amount.flac",
        PURCHASE,
        before(PURCHASE.steps(), ("金额为", "金额为十万元。", "jin1 e2 wei2 shi2 wan4 yuan2", "repeat")),
        "金额为十万元 is read twice",
        demo(pitch=1.0),
    ),
    fair(
        "amount-corrected.flac",
        PURCHASE,
        before(PURCHASE.steps(), ("金额为", "金额为五万元。", "jin1 e2 wei2 wu3 wan4 yuan2", "repeat")),
        "金额为五万元, then corrected to 金额为十万元",
        demo(pitch=1.0),
    ),
    fair(
        "fillers.flac",
        RISK,
        before(
            RISK.steps(),
            ("本人已", "嗯，", "en1", "filler"),
            ("了解", "那个，", "na4 ge5", "filler"),
            ("愿意", "呃，", "e1", "filler"),
            ("投资", "这个，", "zhe4 ge5", "filler"),
        ),
        "嗯 那个 呃 这个 between the words",
        demo(pitch=1.0, take=2),
    ),
    fair(
        "fillers-numbers.flac",
        PURCHASE,
        before(PURCHASE.steps(), ("十万", "呃，", "e1", "filler"), ("百分", "嗯，", "en1", "filler")),
        "呃 and 嗯 before the amount and the rate",
        demo(pitch=1.0),
    ),
    fair(
        "slow.flac",
        RISK,
        slowly(RISK, ("本人", "该产品", "本金", "愿意")),
        "slow, with long pauses",
        demo(1.6, 0.92),
    ),
    fair("numbers.flac", TERMS, TERMS.steps(), None),
    fair(
        "numbers-other.flac",
        TERMS,
        resay(
            resay(
                resay(resay(TERMS.steps(), "两千五百元", "er4 qian1 wu2 bai3 kuai4"), "十五日", "shi2 wu3 hao4"),
                "一零二零三",
                "yao1 ling2 er4 ling2 san1",
            ),
            "一百八十天",
            "yi4 bai3 ba1 shi2 tian1",
        ),
        "二千五百块, 十五号, 幺零二零三: just as legal",
    ),
    fair("numbers-whole-year.flac", TERMS_WHOLE_YEAR, TERMS_WHOLE_YEAR.steps(), "两千零二十六年: just as legal"),
    fair("level.flac", LEVEL, LEVEL.steps(), "一十万, 阿尔三, 两次: just as legal"),
    fair("level-short.flac", LEVEL_SHORT, LEVEL_SHORT.steps(), "R as 阿, 二次; 三千五 for 3500元, as people say"),
    fair("erhua.flac", ERHUA, ERHUA.steps(), "every 儿 a syllable"),
    fair("erhua-merged.flac", ERHUA_MERGED, ERHUA_MERGED.steps(), "no 儿 is a syllable (the voice has no rhotacised finals)"),
)

ADVERSARIAL_READINGS = (
    Fixture(
        "restart-without-negation.flac",
        RISK,
        before(
            RISK.steps(),
            (
                "愿意",
                "该产品保证本金和收益。",
                "gai1 chan2 pin3 bao3 zheng4 ben3 jin1 he2 shou1 yi4",
                "insertion",
            ),
        ),
        "read in full, then 该产品保证本金和收益 without 不",
        NO_PASS,
        demo(pitch=1.0, take=2),
        ops_known=False,
    ),
    Fixture(
        "amount-withdrawn.flac",
        PURCHASE,
        before(PURCHASE.steps(), ("业绩", "不是，五万元。", "bu2 shi4 wu3 wan4 yuan2", "insertion")),
        "read in full, with 不是五万元 after the amount",
        NO_PASS,
        demo(pitch=1.0),
        ops_known=False,
    ),
    Fixture("other-voice-risk.flac", RISK, RISK.steps(), "read by a third voice", PASS_OR_REVIEW, THIRD),
)

SUITE_FIXTURES: tuple[Fixture, ...] = (*ACCENT_READINGS, TEN_AS_FOUR, *FAIR_READINGS, *ADVERSARIAL_READINGS)
