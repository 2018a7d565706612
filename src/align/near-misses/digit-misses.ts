import { numeralFaults } from '../../text/numeral-faults.js';
import { parseSpokenNumber } from '../../text/numeral-parse.js';
import type { MissContext, MissFamily, NearMiss } from '../near-miss.js';
import { DIGIT_CHARACTERS, MAGNITUDE_CHARACTERS, type NumeralRun, numeralRuns } from '../numerals.js';
import { isCounting } from './counted.js';

const DIGITS = Array.from('零一二三四五六七八九十');
const COUNTED_DIGITS = Array.from('一二三四五六七八九');
const MAGNITUDES = Array.from('十百千万亿');
/** Characters for one number are no change of it. */
const SAME: Readonly<Record<string, string>> = { 〇: '零', 幺: '一', 两: '二' };

const familyOf = (character: string): readonly string[] => [
  ...(DIGIT_CHARACTERS.has(character) ? DIGITS : []),
  ...(MAGNITUDE_CHARACTERS.has(character) ? MAGNITUDES : []),
  // A vowel's end apart: 二百 may be heard for 二八.
  ...({ 百: ['八'], 八: ['百'] }[character] ?? []),
  ...(character === '半' ? COUNTED_DIGITS : []),
];

/** Every numeral exchanged for every other of its kind, in or out of a critical term, where somebody could read the result. */
const changed = (run: NumeralRun, { tokens, make }: MissContext): readonly NearMiss[] => {
  const own = Array.from(run.characters);
  const most = numeralFaults(own);
  return own.flatMap((character, offset) => {
    const at = run.start + offset;
    const others = familyOf(character).filter(
      (other) => other !== (SAME[character] ?? character) && numeralFaults(own.with(offset, other)) <= most,
    );
    return Array.from(new Set(others), (other) => ({
      kind: 'number_changed',
      start: at,
      end: at + 1,
      replacement: [make.syllable(other, tokens[at]!)],
      prior: 0,
    }));
  });
};

const grownAt = (run: NumeralRun, offset: number, added: string, { tokens, make }: MissContext): NearMiss => {
  const at = run.start + offset;
  const like = tokens[Math.min(at, run.end - 1)]!;
  return { kind: 'number_grown', start: at, end: at, replacement: [make.syllable(added, like)], prior: 0 };
};

/** 三千五 for 3,500 and 一百二 for 120: the last place goes unnamed, where no unit follows. */
const isShortened = (characters: string): boolean =>
  /[百千万亿][一二三四五六七八九]$/.test(characters) &&
  Array.from('十百千').some((place) => parseSpokenNumber(characters + place) !== null);

/** 五 against 十五, 二十 against 二十五, 三点五 against 三点五二: where the result is a number. */
const grown = (run: NumeralRun, context: MissContext): readonly NearMiss[] => {
  const characters = Array.from(run.characters);
  const tens = characters.flatMap((character, offset) => {
    const more = [...characters.slice(0, offset), '十', ...characters.slice(offset)].join('');
    const grows = DIGIT_CHARACTERS.has(character) && parseSpokenNumber(more) !== null;
    return grows ? [grownAt(run, offset, '十', context)] : [];
  });
  const counts = isCounting(run, context);
  const last = characters.at(-1)!;
  const takesMore = MAGNITUDE_CHARACTERS.has(last) || run.characters.includes('点');
  const digits = takesMore ? COUNTED_DIGITS : [];
  const more = digits.filter((digit) => {
    const longer = run.characters + digit;
    return parseSpokenNumber(longer) !== null || (!counts && isShortened(longer));
  });
  return [...tens, ...more.map((digit) => grownAt(run, characters.length, digit, context))];
};

/**
 * Any numeral more where the free decode heard something extra, whether a number or not: 二零一六 read for 二零六. At every
 * boundary they would cost too much time.
 */
const heardMore = (run: NumeralRun, context: MissContext): readonly NearMiss[] =>
  Array.from({ length: run.end - run.start + 1 }, (_, offset) => offset)
    .filter((offset) => context.extraBefore.has(run.start + offset))
    .flatMap((offset) => [...DIGITS, ...MAGNITUDES].map((added) => grownAt(run, offset, added, context)));

/** Any one numeral less, whether what remains is a number or not: a word is easily swallowed (三百零五 as 三百五). */
const shrunk = ({ start, end }: NumeralRun): readonly NearMiss[] =>
  end - start < 2
    ? []
    : Array.from({ length: end - start }, (_, offset) => ({
        kind: 'number_shrunk',
        start: start + offset,
        end: start + offset + 1,
        replacement: [],
        prior: 0,
      }));

const HALF = '半';

const halves = ({ tokens }: MissContext): readonly NumeralRun[] =>
  tokens.flatMap(({ character, critical }, at) =>
    critical && character === HALF ? [{ start: at, end: at + 1, characters: HALF }] : [],
  );

/** Numbers of which one syllable is another one, or one more or less: critical ones grow and shrink. */
export const digitMisses: MissFamily = (context) => {
  const runs = numeralRuns(context.tokens.map(({ character }) => character));
  const critical = runs.filter(({ start, end }) => context.tokens.slice(start, end).some((token) => token.critical));
  return [
    ...[...runs, ...halves(context)].flatMap((run) => changed(run, context)),
    ...critical.flatMap((run) => [...grown(run, context), ...heardMore(run, context), ...shrunk(run)]),
  ];
};
