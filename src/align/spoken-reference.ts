import { PHONES } from '../text/phone.js';
import type { Reading, SpokenToken } from '../text/spoken-form.js';
import { type Syllable, spellSyllable, syllablePhones } from '../text/syllable.js';
import { toSpokenForm } from '../text/to-spoken-form.js';

/** What may have been said: one symbol, all of several in turn, or any one of several. */
export type Reference = string | { readonly all: readonly Reference[] } | { readonly any: readonly Reference[] };

/** How a reading is written in symbols: as its phones, as one syllable, as its character. */
export type Spelling<R = Reading> = (reading: R) => Reference;
/** What it takes to spell a sound. */
type Sounding = Pick<Reading, 'syllable'>;

/** Names of the phones of a syllable, the initial first if it has one. */
export const phoneNames = (syllable: Syllable): readonly string[] =>
  syllablePhones(syllable).map((index) => PHONES[index]!);

export const asPhones: Spelling<Sounding> = ({ syllable }) => ({ all: phoneNames(syllable) });
export const asSyllable: Spelling<Sounding> = ({ syllable }) => spellSyllable(syllable);

const ofToken = ({ readings, optional }: SpokenToken, spell: Spelling): Reference => {
  const any = readings.map(spell);
  return { any: optional ? [...any, { all: [] }] : any };
};

/** Every legal way in which a text may be read: numbers in each reading, polyphones in each sound. */
export const spokenReference = (text: string, spell: Spelling): Reference => ({
  all: toSpokenForm(text).units.map(({ alternatives }) => ({
    any: alternatives.map((tokens) => ({ all: tokens.map((token) => ofToken(token, spell)) })),
  })),
});
