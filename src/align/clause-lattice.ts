import type { CriticalTerm } from '../clause/clause.js';
import type { AccentProfile } from '../text/accent-profile.js';
import { accentVariants } from '../text/accent-variants.js';
import { foldsIntoContrary } from '../text/danger-pairs.js';
import { usualSyllable } from '../text/pinyin.js';
import type { SpokenForm, SpokenToken, TextSpan } from '../text/spoken-form.js';
import { type Syllable, syllablePhones } from '../text/syllable.js';
import { spansOverlap } from '../text/text-span.js';
import { preferredTokens, toSpokenForm } from '../text/to-spoken-form.js';
import type { ClauseLattice, ClauseToken, Pronunciation } from './clause-token.js';
import type { TokenMaker } from './near-miss.js';
import { isNumeral } from './numerals.js';

const standard = (character: string, syllable: Syllable): Pronunciation => ({
  phones: syllablePhones(syllable),
  cost: 0,
  rule: null,
  syllable,
  character,
});

const variants = ({ character, syllable }: Pronunciation, profile: AccentProfile): Pronunciation[] =>
  accentVariants(syllable, profile).map((variant) => ({
    phones: syllablePhones(variant.syllable),
    cost: variant.cost,
    rule: variant.rule,
    syllable: variant.syllable,
    character,
  }));

/** One pronunciation per sound, the cheapest; order kept. */
const distinct = (pronunciations: readonly Pronunciation[]): readonly Pronunciation[] => {
  const bySound = new Map<string, Pronunciation>();
  for (const one of pronunciations) {
    const sound = one.phones.join();
    const known = bySound.get(sound);
    if (!known || one.cost < known.cost) bySound.set(sound, one);
  }
  return [...bySound.values()];
};

type Pronounced = Pick<ClauseToken, 'pronunciations' | 'withheld'>;

const pronounce = (token: SpokenToken, profile: AccentProfile, critical: boolean): Pronounced => {
  const readings = token.readings.map(({ character, syllable }) => standard(character, syllable));
  const merged = readings.flatMap((reading) => variants(reading, profile));
  // A merge that makes a critical token sound like its contrary may not be taken for the token, nor one that makes a
  // numeral another, wherever it stands: not every number is found by rule.
  const guarded = critical || isNumeral(token.character);
  const withheld = guarded ? merged.filter(({ syllable }) => foldsIntoContrary(token, syllable)) : [];
  const pronunciations = distinct([...readings, ...merged.filter((one) => !withheld.includes(one))]);
  return withheld.length > 0 ? { pronunciations, withheld } : { pronunciations };
};

/**
 * Everything that counts as saying the clause, with the accent that the reader may have; in critical terms that of
 * `termProfile`.
 */
export const toLattice = (
  form: SpokenForm,
  terms: readonly CriticalTerm[],
  profile: AccentProfile,
  termProfile: AccentProfile = profile,
): ClauseLattice => {
  const sentenceOf = ({ start }: TextSpan) =>
    Math.max(
      0,
      form.sentences.findIndex((s) => start >= s.start && start < s.end),
    );
  const toToken = (token: SpokenToken): ClauseToken => {
    const critical = terms.some((term) => spansOverlap(term.source, token.source));
    return {
      character: token.character,
      ...pronounce(token, critical ? termProfile : profile, critical),
      critical,
      optional: token.optional,
      source: token.source,
      sentence: sentenceOf(token.source),
    };
  };
  return form.units.map(({ alternatives }) => alternatives.map((tokens) => tokens.map(toToken)));
};

type Spoken = Pick<ClauseToken, 'character' | 'pronunciations' | 'optional'>;

const accented = (readings: readonly Pronunciation[], profile: AccentProfile): readonly Pronunciation[] =>
  distinct([...readings, ...readings.flatMap((reading) => variants(reading, profile))]);

const interchangeable = (characters: string, profile: AccentProfile): Spoken => {
  const own = Array.from(characters);
  const readings = own.map((character) => standard(character, usualSyllable(character)!));
  return { character: own[0]!, pronunciations: accented(readings, profile), optional: false };
};

const wordsOf = (text: string, profile: AccentProfile): readonly Spoken[] =>
  preferredTokens(toSpokenForm(text)).map(({ character, readings, optional }) => ({
    character,
    pronunciations: accented(
      readings.map((reading) => standard(reading.character, reading.syllable)),
      profile,
    ),
    optional,
  }));

/**
 * Makes the tokens of near misses: the same reader would merge sounds in them as well. The same words stand in many near
 * misses, so their pronunciations are worked out once.
 */
export const tokenMaker = (profile: AccentProfile): TokenMaker => {
  const known = new Map<string, readonly Spoken[]>();
  const once = (words: string, work: () => readonly Spoken[]): readonly Spoken[] => {
    const spoken = known.get(words) ?? work();
    known.set(words, spoken);
    return spoken;
  };
  return {
    syllable: (characters, like) => {
      const [spoken] = once(characters, () => [interchangeable(characters, profile)]);
      return { ...like, ...spoken!, optional: false };
    },
    phrase: (text, like) => once(`${text} `, () => wordsOf(text, profile)).map((spoken) => ({ ...like, ...spoken })),
  };
};
