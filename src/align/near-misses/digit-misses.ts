import { parseSpokenNumber } from '../../text/numeral-parse.js';
import type { MissContext, MissFamily, NearMiss } from '../near-miss.js';
import { DIGIT_CHARACTERS, MAGNITUDE_CHARACTERS, type NumeralRun, numeralRuns } from '../numerals.js';

const DIGITS = Array.from('零一二三四五六七八九十');
const COUNTED_DIGITS = Array.from('一二三四五六七八九');
const MAGNITUDES = Array.from('十百千万亿');
/** Characters for one number are no change of it. */
const SAME: Readonly<Record<string, string>> = { 〇: '零', 幺: '一', 两: '二' };

/** 零 and 十 cannot stand before a magnitude: 零百万 is no number that anybody could have agreed to. */
const fits = (character: string, next: string | undefined): boolean =>
  !(MAGNITUDE_CHARACTERS.has(next ?? '') && (character === '零' || character === '十'));

const familyOf = (character: string): readonly string[] => [
  ...(DIGIT_CHARACTERS.has(character) ? DIGITS : []),
  ...(MAGNITUDE_CHARACTERS.has(character) ? MAGNITUDES : []),
  // A vowel's end apart: 二百 may be heard for 二八.
  ...({ 百: ['八'], 八: ['百'] }[character] ?? []),
  ...(character === '半' ? COUNTED_DIGITS : []),
];

/**
 * Every numeral exchanged for every other of its kind, legal as a number or not, in or out of a critical term: 三里屯 is
 * no number, but 四里屯 is not what was read.
 */
const changed = (run: NumeralRun, { tokens, make }: MissContext): readonly NearMiss[] =>
  Array.from(run.characters).flatMap((character, offset) => {
    const at = run.start + offset;
    const others = familyOf(character).filter(
      (other) => other !== (SAME[character] ?? character) && fits(other, tokens[at + 1]?.character),
    );
    return Array.from(new Set(others), (other) => ({
      kind: 'number_changed',
      start: at,
      end: at + 1,
      replacement: [make.syllable(other, tokens[at]!)],
      prior: 0,
    }));
  });

const grownAt = (run: NumeralRun, offset: number, added: string, { tokens, make }: MissContext): NearMiss => {
  const at = run.start + offset;
  const like = tokens[Math.min(at, run.end - 1)]!;
  return { kind: 'number_grown', start: at, end: at, replacement: [make.syllable(added, like)], prior: 0 };
};

/** 五 against 十五, 二十 against 二十五, 三点五 against 三点五二: with 十 where that is a number. */
const grown = (run: NumeralRun, context: MissContext): readonly NearMiss[] => {
  const characters = Array.from(run.characters);
  const tens = characters.flatMap((character, offset) => {
    const more = [...characters.slice(0, offset), '十', ...characters.slice(offset)].join('');
    const grows = DIGIT_CHARACTERS.has(character) && parseSpokenNumber(more) !== null;
    return grows ? [grownAt(run, offset, '十', context)] : [];
  });
  const last = characters.at(-1)!;
  const takesMore = MAGNITUDE_CHARACTERS.has(last) || run.characters.includes('点');
  const more = takesMore ? COUNTED_DIGITS.map((digit) => grownAt(run, characters.length, digit, context)) : [];
  return [...tens, ...more];
};

/** One numeral less, where what remains is a number: 十五 against 五, 二十五 against 十五 and 二十. */
const shrunk = (run: NumeralRun): readonly NearMiss[] =>
  Array.from(run.characters).flatMap((character, offset) => {
    const rest = run.characters.slice(0, offset) + run.characters.slice(offset + 1);
    const isTen = character === '十' && DIGIT_CHARACTERS.has(run.characters[offset + 1] ?? '');
    if (!isTen && parseSpokenNumber(rest) === null) return [];
    const at = run.start + offset;
    return [{ kind: 'number_shrunk', start: at, end: at + 1, replacement: [], prior: 0 }];
  });

const HALF = '半';

const halves = ({ tokens }: MissContext): readonly NumeralRun[] =>
  tokens.flatMap(({ character, critical }, at) =>
    critical && character === HALF ? [{ start: at, end: at + 1, characters: HALF }] : [],
  );

/** Numbers of which one syllable is another one, or one more or less: critical ones grow and shrink. */
export const digitMisses: MissFamily = (context) => {
  const runs = numeralRuns(context.tokens.map(({ character }) => character));
  const critical = runs.filter(({ start }) => context.tokens[start]!.critical);
  return [
    ...[...runs, ...halves(context)].flatMap((run) => changed(run, context)),
    ...critical.flatMap((run) => [...grown(run, context), ...shrunk(run)]),
  ];
};
