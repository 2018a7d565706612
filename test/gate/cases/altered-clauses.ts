import type { Case } from '../case.js';
import { askedOf, askedWith } from '../readings.js';
import { spoken } from '../sound/recipe.js';

/** Honest readings whose clause is altered, so that the recording no longer says it. */
const HONEST = ['honest.wav', 'suites/risk.flac', 'suites/purchase.flac', 'suites/numbers.flac'] as const;
const HAN = /\p{Script=Han}/u;

interface Altered {
  readonly kind: string;
  readonly at: string;
  readonly text: string;
}

const spliced = (text: string, from: number, to: number, put: string): string =>
  text.slice(0, from) + put + text.slice(to);

/** 不 between every two characters and at the start of every phrase. */
const negationAdded = (text: string): readonly Altered[] =>
  Array.from(text).flatMap((character, at) =>
    HAN.test(character) ? [{ kind: 'negation-added', at: `${at}`, text: spliced(text, at, at, '不') }] : [],
  );

const negationDropped = (text: string): readonly Altered[] =>
  Array.from(text.matchAll(/[不无非未没]/g), ({ index }) => ({
    kind: 'negation-dropped',
    at: `${index}`,
    text: spliced(text, index, index + 1, ''),
  }));

/** What is most easily taken for a digit, and two that are not. */
const CONFUSED: Readonly<Record<string, string>> = {
  1: '7',
  2: '8',
  3: '4',
  4: '1',
  5: '9',
  6: '9',
  7: '1',
  8: '2',
  9: '6',
  0: '6',
};
const digitsInstead = (digit: string): readonly string[] => [
  ...new Set([CONFUSED[digit]!, `${(Number(digit) + 1) % 10}`, `${(Number(digit) + 5) % 10}`]),
];

const digitChanged = (text: string): readonly Altered[] =>
  Array.from(text.matchAll(/\d/g)).flatMap(({ 0: digit, index }) =>
    digitsInstead(digit)
      .map((put) => ({ kind: 'number-changed', at: `${index} ${put}`, text: spliced(text, index, index + 1, put) }))
      // A number that starts with 0, or a month 0, is no clause.
      .filter(({ text: changed }) => !/(?<![\d.])0\d|(?<!\d)0[月日]/.test(changed)),
  );

const UNITS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?<=\d)万元/g, ['元', '亿元']],
  [/(?<=\d)元/g, ['万元', '美元']],
  [/(?<=\d)天/g, ['年', '个月']],
  [/(?<=\d)%/g, ['‰']],
  [/(?<=\d)0(?=万|元|天)/g, ['', '00']],
];
const unitChanged = (text: string): readonly Altered[] =>
  UNITS.flatMap(([pattern, puts]) =>
    Array.from(text.matchAll(pattern)).flatMap(({ 0: unit, index }) =>
      puts.map((put) => ({
        kind: 'unit-changed',
        at: `${index} ${unit} ${put || 'none'}`,
        text: spliced(text, index, index + unit.length, put),
      })),
    ),
  );

const CONTRARY: Readonly<Record<string, string>> = {
  本金: '利息',
  收益: '损失',
  认购: '赎回',
  购买: '转让',
  自愿: '受托',
  自行: '共同',
  承担: '转嫁',
  风险: '机会',
  本人: '他人',
  保证: '披露',
  清楚: '部分',
  充分: '基本',
  年化: '累计',
  到期: '起息',
  最低: '最高',
};
const termSwapped = (text: string): readonly Altered[] =>
  Object.entries(CONTRARY).flatMap(([word, put]) => {
    const at = text.indexOf(word);
    return at < 0 ? [] : [{ kind: 'term-swapped', at: word, text: spliced(text, at, at + word.length, put) }];
  });

const phrases = (text: string): readonly string[] => text.match(/[^，。]+[，。]/g) ?? [];

/** The clause lacks a phrase that was read: the recording is of a longer one. */
const phraseDropped = (text: string): readonly Altered[] =>
  phrases(text).map((phrase, at) => ({ kind: 'phrase-dropped', at: `${at}`, text: text.replace(phrase, '') }));

/** The clause has a phrase that was skipped. */
const SKIPPED = ['本人已阅读全文，', '存续期内不得提前赎回，', '最大亏损可达全部本金，'] as const;
const phraseSkipped = (text: string): readonly Altered[] =>
  phrases(text).flatMap((phrase, at) => {
    const start = text.indexOf(phrase);
    const put = SKIPPED[at % SKIPPED.length]!;
    return [{ kind: 'phrase-skipped', at: `${at}`, text: spliced(text, start, start, put) }];
  });

const phrasesSwapped = (text: string): readonly Altered[] => {
  const parts = phrases(text);
  return parts.slice(1).map((_, at) => ({
    kind: 'phrases-swapped',
    at: `${at}`,
    text: [...parts.slice(0, at), parts[at + 1]!, parts[at]!, ...parts.slice(at + 2)].join(''),
  }));
};

export const alterations = (text: string): readonly Altered[] =>
  [
    ...negationAdded(text),
    ...negationDropped(text),
    ...digitChanged(text),
    ...unitChanged(text),
    ...termSwapped(text),
    ...phraseDropped(text),
    ...phraseSkipped(text),
    ...phrasesSwapped(text),
  ].filter(({ text: changed }) => changed !== text);

export const ALTERED_CLAUSES: readonly Case[] = HONEST.flatMap((file) =>
  alterations(askedOf(file).text).map(
    ({ kind, at, text }): Case => ({
      id: `${kind}/${file} ${at}`,
      side: 'adversarial',
      sound: spoken(file),
      asked: askedWith(file, text),
    }),
  ),
);
