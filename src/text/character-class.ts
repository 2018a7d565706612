/**
 * What a character of folded text is to a reader: `han` and `latin` and `digit` are read; `sign` is read in some places
 * (%, ¥, +); `silent` is punctuation, space or mark-up; `control` and `foreign` cannot be read aloud.
 */
export type CharacterClass = 'han' | 'latin' | 'digit' | 'sign' | 'silent' | 'control' | 'foreign';

const CLASSES: readonly (readonly [CharacterClass, RegExp])[] = [
  ['digit', /^[0-9\u2460-\u2473]$/],
  ['latin', /^[A-Za-z]$/],
  ['han', /^(?:\p{Script=Han}|〇)$/u],
  ['sign', /^[%‰‱¥$€£+=<>≥≤≧≦×÷±&℃/~]$/],
  ['silent', /^[\p{P}\p{Zs}\n\r\t|^`_*#─-╿■-◿★☆√✓]$/u],
  ['control', /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]$/u],
];

/** Class of one code point. */
export const characterClass = (character: string): CharacterClass =>
  CLASSES.find(([, pattern]) => pattern.test(character))?.[0] ?? 'foreign';
