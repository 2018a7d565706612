import { findCriticalTerms } from '../clause/critical-terms.js';
import { accentProfile } from '../text/accent-profile-list.js';
import { PHONES } from '../text/phone.js';
import { parseSyllable, type Syllable, syllablePhones } from '../text/syllable.js';
import { preferredTokens, toSpokenForm } from '../text/to-spoken-form.js';
import type { ContentEvidence } from '../verdict/evidence.js';
import { POLICY } from '../verdict/honest-reading.fixture.js';
import type { Thresholds } from '../verdict/policy.js';
import type { ClauseToken } from './clause-token.js';
import type { Posteriors } from './posteriors.js';
import { type ContentInput, scoreContent, weighScored } from './weigh-content.js';

export const LABELS = PHONES.length;
const FRAME_MS = 20;

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export const randomNumbers = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A row of log-probabilities with `peak` on one label and the rest spread unevenly over the others. */
const soundingRow = (label: number, peak: number, random: () => number): readonly number[] => {
  const rest = Array.from({ length: LABELS }, (_, i) => (i === label ? 0 : 0.05 + random()));
  const scale = (1 - peak) / rest.reduce((sum, value) => sum + value, 0);
  return rest.map((value, i) => Math.log(i === label ? peak : value * scale));
};

/** Rows that each sound like one label, clearly. */
export const toPosteriors = (labels: readonly number[], seed = 1): Posteriors => {
  const random = randomNumbers(seed);
  const logProbs = new Float32Array(labels.length * LABELS);
  labels.forEach((label, frame) => {
    logProbs.set(soundingRow(label, 0.85 + 0.14 * random(), random), frame * LABELS);
  });
  return { logProbs, frames: labels.length, labels: LABELS, frameMs: FRAME_MS };
};

export interface Speech {
  readonly posteriors: Posteriors;
  /** First and last (exclusive) frame of each syllable. */
  readonly spans: readonly (readonly [number, number])[];
}

export interface Manner {
  readonly seed?: number;
  /** Frames of silence before the syllables of these indices. */
  readonly pauses?: Readonly<Record<number, number>>;
}

/**
 * Somebody who says these phones, a row per syllable: clear spikes of one or two frames, as CTC recognisers give, and
 * random silence between them.
 */
export const speakPhones = (rows: readonly (readonly number[])[], { seed = 1, pauses = {} }: Manner = {}): Speech => {
  const random = randomNumbers(seed);
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  const blanks = (count: number) => new Array<number>(count).fill(0);
  const labels = blanks(5 + upTo(10));
  const spans = rows.map((phones, index) => {
    labels.push(...blanks(pauses[index] ?? 0));
    const start = labels.length;
    phones.forEach((phone, place) => {
      if (place > 0) labels.push(...blanks(upTo(3) - 1));
      labels.push(...new Array<number>(upTo(2)).fill(phone));
    });
    const end = labels.length;
    labels.push(...blanks(upTo(5)));
    return [start, end] as const;
  });
  return { posteriors: toPosteriors([...labels, ...blanks(10)], seed), spans };
};

export const speak = (syllables: readonly Syllable[], manner: Manner = {}): Speech =>
  speakPhones(syllables.map(syllablePhones), manner);

/** Syllables of numbered pinyin: `bu4 bao3`. */
export const pinyin = (spelled: string): readonly Syllable[] =>
  spelled.split(' ').map((syllable) => parseSyllable(syllable)!);

/** Syllables of a text as it is preferably read. */
export const syllablesOf = (text: string): readonly Syllable[] =>
  preferredTokens(toSpokenForm(text)).map(({ readings }) => readings[0]!.syllable);

/** The same speech with nothing but silence in these frames. */
export const mute = (posteriors: Posteriors, start: number, end: number): Posteriors => {
  const logProbs = posteriors.logProbs.slice();
  const silence = toPosteriors(new Array<number>(end - start).fill(0));
  logProbs.set(silence.logProbs, start * LABELS);
  return { ...posteriors, logProbs };
};

/** A clause token that is said in one of these ways. */
export const clauseToken = (character: string, ...ways: readonly string[]): ClauseToken => ({
  character,
  pronunciations: ways.map((way) => {
    const syllable = parseSyllable(way)!;
    return { phones: syllablePhones(syllable), cost: 0, rule: null, syllable, character };
  }),
  critical: false,
  optional: false,
  source: { start: 0, end: 1 },
  sentence: 0,
});

/** Both witnesses' account of a reading: the free decode aligned with the clause, and the clause scored on the sound. */
export const weighContent = (input: ContentInput, thresholds: Thresholds): ContentEvidence =>
  weighScored(scoreContent(input), thresholds);

export interface Clause {
  readonly text: string;
  readonly marked?: readonly string[];
  readonly dialect?: string;
}

/** Both witnesses' account of a recording under the thresholds of the tests. */
export const weigh = ({ text, marked = [], dialect = 'mandarin' }: Clause, posteriors: Posteriors): ContentEvidence => {
  const form = toSpokenForm(text);
  const terms = findCriticalTerms(form, marked);
  return weighContent({ form, terms, profile: accentProfile(dialect)!, posteriors }, POLICY.thresholds);
};
