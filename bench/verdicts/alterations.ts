import { syllablePhones } from '../../src/text/syllable.js';
import { preferredTokens, toSpokenForm } from '../../src/text/to-spoken-form.js';

export type AlterationKind =
  | 'word_replaced'
  | 'negation_added'
  | 'negation_dropped'
  | 'four_added'
  | 'three_removed'
  | 'number_changed'
  | 'another_clause';

/** A clause that the recording does not say: it must not pass. */
export interface Alteration {
  readonly kind: AlterationKind;
  readonly text: string;
}

const DIGITS = Array.from('一二三四五六七八九');
const NEGATIONS = Array.from('不没未无非别');

/** All sounds in which a text may be read, tones aside, one string per character. */
const sounds = (text: string): readonly string[] =>
  preferredTokens(toSpokenForm(text)).map(({ readings }) =>
    readings.map(({ syllable }) => syllablePhones(syllable).join('.')).join('|'),
  );

/** True when some character cannot be mistaken for the other: two texts of equal sound are one text to the ear. */
const soundsDifferent = (a: string, b: string): boolean => {
  const left = sounds(a);
  const right = sounds(b);
  return (
    left.length !== right.length ||
    left.some((sound, i) => !sound.split('|').some((one) => right[i]!.split('|').includes(one)))
  );
};

/**
 * Altered clauses for one reading: what it would look like if the customer had read something else. Words come from the
 * other clauses of the set. Two draws of each kind that offers a choice; alterations that sound the same are left out.
 */
export const alterClause = (text: string, others: readonly string[], random: () => number): readonly Alteration[] => {
  const own = Array.from(text);
  const pick = (count: number) => Math.floor(random() * count);
  const phrase = (length: number): readonly string[] => {
    const from = Array.from(others[pick(others.length)]!);
    const at = pick(Math.max(1, from.length - length));
    return from.slice(at, at + length);
  };
  const splice = (kind: AlterationKind, at: number, remove: number, insert: readonly string[]): Alteration => ({
    kind,
    text: [...own.slice(0, at), ...insert, ...own.slice(at + remove)].join(''),
  });
  const drawn: Alteration[] = [];
  for (let draw = 0; draw < 2; draw++) {
    drawn.push(splice('word_replaced', pick(own.length - 1), 2, phrase(2)));
    drawn.push(splice('four_added', 1 + pick(own.length - 1), 0, phrase(4)));
    if (own.length > 6) drawn.push(splice('three_removed', pick(own.length - 3), 3, []));
    drawn.push(splice('negation_added', 1 + pick(own.length - 1), 0, ['不']));
  }
  own.forEach((character, at) => {
    if (NEGATIONS.includes(character)) drawn.push(splice('negation_dropped', at, 1, []));
    if (DIGITS.includes(character)) drawn.push(splice('number_changed', at, 1, [DIGITS[pick(DIGITS.length)]!]));
  });
  drawn.push({ kind: 'another_clause', text: others[pick(others.length)]! });
  return drawn.filter((altered) => altered.text !== text && soundsDifferent(altered.text, text));
};
