import type { ChallengeKind } from './challenge.js';
import { CHALLENGE_WORDS } from './words.js';

/** Without 一: it may be said yi or yao, and yi is nearest to 七. */
export const CHALLENGE_DIGITS: readonly string[] = Array.from('零二三四五六七八九');

/** Digits or words of a phrase: least, most, and how many when nobody says. */
export const CHALLENGE_LENGTHS = {
  digits: { least: 4, most: 8, usual: 6 },
  words: { least: 2, most: 4, usual: 3 },
} as const satisfies Readonly<Record<ChallengeKind, { least: number; most: number; usual: number }>>;

/** Between words, so that they are read one by one. */
const WORD_MARK = '、';
const BYTE_VALUES = 256;

/** A uniform whole number below `size` (at most 256): bytes beyond the last whole multiple are drawn again. */
const below = (size: number, randomBytes: (size: number) => Uint8Array): number => {
  const limit = BYTE_VALUES - (BYTE_VALUES % size);
  for (;;) {
    const byte = randomBytes(1)[0]!;
    if (byte < limit) return byte % size;
  }
};

/**
 * Weighted sum of the digits' places in the list, weights 1, 2, 1, 2... modulo 9. Weights and their difference have
 * inverses modulo 9, so no two phrases of sum 0 differ in one digit alone or in two neighbours exchanged alone.
 */
const checkSum = (digits: readonly number[]): number =>
  digits.reduce((sum, digit, at) => sum + digit * (1 + (at % 2)), 0) % CHALLENGE_DIGITS.length;

const isDigitPhrase = (digits: readonly number[]): boolean =>
  checkSum(digits) === 0 && digits.every((digit, at) => at === 0 || digit !== digits[at - 1]);

const isWordPhrase = (words: readonly number[]): boolean => new Set(words).size === words.length;

const RULES = {
  digits: { parts: CHALLENGE_DIGITS, fits: isDigitPhrase, mark: '' },
  words: { parts: CHALLENGE_WORDS, fits: isWordPhrase, mark: WORD_MARK },
} as const;

/** The digits or words of a phrase. */
export const partsOf = (kind: ChallengeKind, phrase: string): readonly string[] =>
  kind === 'digits' ? Array.from(phrase) : phrase.split(WORD_MARK);

/**
 * A phrase drawn uniformly from all that are allowed: digits of which no two neighbours are equal and whose check sum is 0,
 * or different words.
 * @param length within CHALLENGE_LENGTHS
 * @param randomBytes gives that many uniform bytes
 */
export const drawPhrase = (kind: ChallengeKind, length: number, randomBytes: (size: number) => Uint8Array): string => {
  const { parts, fits, mark } = RULES[kind];
  for (;;) {
    const drawn = Array.from({ length }, () => below(parts.length, randomBytes));
    if (fits(drawn)) return drawn.map((at) => parts[at]!).join(mark);
  }
};

/** Digit phrases by their last digit and check sum so far, one digit more. */
const grow = (counts: ReadonlyMap<string, number>, at: number): ReadonlyMap<string, number> => {
  const base = CHALLENGE_DIGITS.length;
  const grown = new Map<string, number>();
  for (const [state, count] of counts) {
    const [last, sum] = state.split(' ').map(Number) as [number, number];
    for (let digit = 0; digit < base; digit++) {
      if (digit === last) continue;
      const next = `${digit} ${(sum + digit * (1 + (at % 2))) % base}`;
      grown.set(next, (grown.get(next) ?? 0) + count);
    }
  }
  return grown;
};

const countDigitPhrases = (length: number): number => {
  let counts: ReadonlyMap<string, number> = new Map([['-1 0', 1]]);
  for (let at = 0; at < length; at++) counts = grow(counts, at);
  return [...counts].reduce((sum, [state, count]) => sum + (state.endsWith(' 0') ? count : 0), 0);
};

/** How many phrases there are of this kind and length. */
export const countPhrases = (kind: ChallengeKind, length: number): number =>
  kind === 'digits'
    ? countDigitPhrases(length)
    : Array.from({ length }, (_, used) => CHALLENGE_WORDS.length - used).reduce((all, choices) => all * choices, 1);

/** Bits that an attacker must guess: a recording made before fits a new phrase with probability 2^-bits. */
export const phraseEntropyBits = (kind: ChallengeKind, length: number): number => Math.log2(countPhrases(kind, length));

/** What the customer is asked to do. */
export const promptOf = (phrase: string): string => `请朗读：${phrase}`;
