import { usualSyllable } from './pinyin.js';
import type { SpokenToken } from './spoken-form.js';
import { type Syllable, soundsLike } from './syllable.js';

/** Two words that a merge, a lost tone or noise turns into each other and that promise different things. */
export type ContraryPair = readonly [string, string];

/** Never folded into each other in a critical term. */
export const DANGER_PAIRS: readonly ContraryPair[] = [
  ['十', '四'],
  ['是', '四'],
  ['一', '七'],
  ['二', '儿'],
  ['年', '连'],
  ['半', '版'],
  ['百', '八'],
  ['盈', '银'],
  ['亏', '归'],
  ['保本', '报本'],
  ['不', '部'],
  ['未', '为'],
  ['非', '挥'],
  ['固定', '不定'],
  ['本金', '本息'],
  ['六', '漏'],
  ['两', '俩'],
  ['千', '前'],
];

/** Differ in tone alone; a toneless recogniser cannot tell them. */
export const TONE_ONLY_PAIRS: readonly ContraryPair[] = [
  ['买', '卖'],
  ['十', '是'],
  ['时', '事'],
  ['有', '由'],
  ['息', '席'],
  ['赔', '配'],
];

const NUMERALS: readonly string[] = Array.from('零一二两三四五六七八九十百千万亿半');
/** Capital numerals are the plain ones, written so that they cannot be altered. */
const CAPITALS: ReadonlyMap<string, string> = new Map(
  Array.from('壹贰叁肆伍陆柒捌玖拾佰仟〇', (capital, index) => [
    capital,
    Array.from('一二三四五六七八九十百千零')[index]!,
  ]),
);
/** Two characters for one number, not contraries of each other. */
const SAME_NUMBER: Readonly<Record<string, string>> = { 两: '二', 幺: '一' };

const plainOf = (character: string): string => CAPITALS.get(character) ?? character;
const numberOf = (character: string): string => SAME_NUMBER[character] ?? plainOf(character);

/** Positions in which two words of a pair differ: 本金/本息 gives 金/息. */
const characterPairs = ([left, right]: ContraryPair): readonly ContraryPair[] =>
  Array.from(left, (character, index) => [character, Array.from(right)[index] ?? ''] as const).filter(
    ([one, other]) => one !== other,
  );

const contraryMap = (pairs: readonly ContraryPair[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const map = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    map.set(from, (map.get(from) ?? new Set()).add(to));
  };
  for (const [left, right] of pairs.flatMap(characterPairs)) {
    add(left, right);
    add(right, left);
  }
  return map;
};

const CONTRARIES = contraryMap([...DANGER_PAIRS, ...TONE_ONLY_PAIRS]);

const SOUNDS: ReadonlyMap<string, Syllable | null> = new Map(
  [...NUMERALS, ...CONTRARIES.keys()].map((character) => [character, usualSyllable(character)]),
);

const soundOf = (character: string): Syllable | null => SOUNDS.get(character) ?? null;

const contrariesOf = (character: string): readonly string[] => {
  const number = numberOf(character);
  const others = NUMERALS.includes(number) ? NUMERALS.filter((numeral) => numberOf(numeral) !== number) : [];
  return Array.from(new Set([...(CONTRARIES.get(plainOf(character)) ?? []), ...others]));
};

/**
 * True when `variant`, tones aside, is how a contrary of this token is read, or, for a numeral, another numeral: such an
 * accent variant must not be accepted in a critical term (十 said as si).
 */
export const foldsIntoContrary = (token: SpokenToken, variant: Syllable): boolean => {
  const characters = new Set([token.character, ...token.readings.map((reading) => reading.character)]);
  return Array.from(characters, contrariesOf)
    .flat()
    .some((contrary) => {
      const sound = soundOf(contrary);
      return sound !== null && soundsLike(sound, variant);
    });
};
