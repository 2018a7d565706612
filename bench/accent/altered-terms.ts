import type { AccentProfile } from '../../src/text/accent-profile.js';
import { accentVariants } from '../../src/text/accent-variants.js';
import { usualSyllable } from '../../src/text/pinyin.js';
import { soundsLike } from '../../src/text/syllable.js';
import type { Random } from '../seeded-random.js';

export type AlteredKind = 'negation_added' | 'negation_dropped' | 'number_changed' | 'number_merged';

/** A clause whose critical terms the recording contradicts. */
export interface AlteredTerm {
  readonly kind: AlteredKind;
  readonly text: string;
}

const NEGATIONS = new Set('不没未无非别');
const NUMERALS = Array.from('一二三四五六七八九十百千万');

/** Numerals that a reader with the accent would say as this one: 十 for a heard 四. */
const mergedInto = (numeral: string, profile: AccentProfile): readonly string[] =>
  NUMERALS.filter((other) =>
    accentVariants(usualSyllable(other)!, profile).some(({ syllable }) =>
      soundsLike(syllable, usualSyllable(numeral)!),
    ),
  );

/**
 * The clause with 不 at one random place where nobody said it, with each negation that was said taken out, each numeral
 * changed to a random other, and to every one that the accent merges into what was said.
 */
export const alterTerms = (text: string, profile: AccentProfile, random: Random): readonly AlteredTerm[] => {
  const own = Array.from(text);
  const spliced = (kind: AlteredKind, at: number, remove: number, insert: string): AlteredTerm => ({
    kind,
    text: [...own.slice(0, at), insert, ...own.slice(at + remove)].join(''),
  });
  const altered = [spliced('negation_added', 1 + Math.floor(random() * (own.length - 1)), 0, '不')];
  own.forEach((character, at) => {
    if (NEGATIONS.has(character)) altered.push(spliced('negation_dropped', at, 1, ''));
    if (!NUMERALS.includes(character)) return;
    const others = NUMERALS.filter((other) => other !== character);
    altered.push(spliced('number_changed', at, 1, others[Math.floor(random() * others.length)]!));
    for (const other of mergedInto(character, profile)) altered.push(spliced('number_merged', at, 1, other));
  });
  return altered;
};
