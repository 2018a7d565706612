import { syllablePhones } from '../../src/text/syllable.js';
import { preferredTokens, toSpokenForm } from '../../src/text/to-spoken-form.js';

/** All sounds in which a text may be read, tones aside, one list per character. */
const sounds = (text: string): readonly (readonly string[])[] =>
  preferredTokens(toSpokenForm(text)).map(({ readings }) =>
    readings.map(({ syllable }) => syllablePhones(syllable).join('.')),
  );

/** True when some character cannot be mistaken for the other: two texts of equal sound are one text to the ear. */
export const soundsDifferent = (a: string, b: string): boolean => {
  const left = sounds(a);
  const right = sounds(b);
  return left.length !== right.length || left.some((sound, i) => !sound.some((one) => right[i]!.includes(one)));
};

/** True when a text holds letters: a recogniser of Mandarin phones cannot judge them. */
export const hasLetters = (text: string): boolean => /\p{Script=Latin}/u.test(text);
