import { PHONES } from '../../src/text/phone.js';
import type { SpokenToken } from '../../src/text/spoken-form.js';
import { parseSyllable, type Syllable, spellSyllable, syllablePhones } from '../../src/text/syllable.js';
import { toSpokenForm } from '../../src/text/to-spoken-form.js';
import type { Utterance } from '../dataset/utterance.js';

/** What may have been said: one symbol, all of several in turn, or any one of several. */
export type Reference = string | { readonly all: readonly Reference[] } | { readonly any: readonly Reference[] };

/** How a syllable is written in symbols: as its phones, or as one. */
export type Spelling = (syllable: Syllable) => Reference;

export const asPhones: Spelling = (syllable) => ({ all: syllablePhones(syllable).map((index) => PHONES[index]!) });
export const asSyllable: Spelling = (syllable) => spellSyllable(syllable);

const ofToken = ({ readings, optional }: SpokenToken, spell: Spelling): Reference => {
  const any = readings.map(({ syllable }) => spell(syllable));
  return { any: optional ? [...any, { all: [] }] : any };
};

/**
 * Every legal way in which a transcript may be read: numbers in each reading, polyphones in each sound. A manifest that
 * states the syllables leaves no choice. Null when nothing is known of what was said.
 */
export const referenceOf = (
  { transcript, pinyin, deviation }: Pick<Utterance, 'transcript' | 'pinyin' | 'deviation'>,
  spell: Spelling,
): Reference | null => {
  if (pinyin !== null) return { all: pinyin.flatMap((one) => parseSyllable(one) ?? []).map(spell) };
  if (transcript === null || deviation !== null) return null;
  const { units } = toSpokenForm(transcript);
  return {
    all: units.map(({ alternatives }) => ({
      any: alternatives.map((tokens) => ({ all: tokens.map((token) => ofToken(token, spell)) })),
    })),
  };
};
