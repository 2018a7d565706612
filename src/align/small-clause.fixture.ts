import fc from 'fast-check';
import type { ClauseLattice, ClauseToken } from './clause-token.js';
import { type Emissions, emissionsOf } from './emissions.js';

/** A world of a blank and three phones, small enough to enumerate. */
export const LABELS = 4;

/** A token that is said in one of these ways. */
export const token = (...ways: readonly (readonly number[])[]): ClauseToken => ({
  character: '字',
  pronunciations: ways.map((phones) => ({
    phones,
    cost: 0,
    rule: null,
    syllable: { initial: '', final: 'a', tone: 1 },
    character: '字',
  })),
  critical: false,
  optional: false,
  source: { start: 0, end: 1 },
  sentence: 0,
});

export const chain = (...tokens: readonly ClauseToken[]): ClauseLattice => tokens.map((one) => [[one]]);

/** Rows whose probabilities sum to one, from numbers of any size. */
export const normaliseRows = (raw: readonly number[]): Float64Array =>
  Float64Array.from(raw, (value, i) => {
    const row = raw.slice(i - (i % LABELS), i - (i % LABELS) + LABELS);
    return value - Math.log(row.reduce((sum, other) => sum + Math.exp(other), 0));
  });

export const someWay = fc
  .array(fc.integer({ min: 1, max: LABELS - 1 }), { minLength: 1, maxLength: 2 })
  .filter(([a, b]) => a !== b);
export const someToken = fc
  .uniqueArray(someWay, { minLength: 1, maxLength: 2, selector: (way) => way.join() })
  .map((ways) => token(...ways));
export const someChain = fc.array(someToken, { minLength: 1, maxLength: 3 }).map((tokens) => chain(...tokens));

/** Units with one to three alternatives of zero to two tokens, some of them optional. */
export const someLattice: fc.Arbitrary<ClauseLattice> = fc.array(
  fc.array(
    fc.array(
      fc.tuple(someToken, fc.boolean()).map(([one, optional]) => ({ ...one, optional })),
      { maxLength: 2 },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  { maxLength: 3 },
);

export const someEmissions = (minFrames: number, maxFrames: number): fc.Arbitrary<Emissions> =>
  fc
    .integer({ min: minFrames, max: maxFrames })
    .chain((frames) =>
      fc.array(fc.double({ min: -6, max: 0, noNaN: true }), { minLength: frames * LABELS, maxLength: frames * LABELS }),
    )
    .map((raw) => emissionsOf(normaliseRows(raw), raw.length / LABELS, LABELS, 20));

/** Emissions of somebody who clearly says these labels, one a frame. */
export const clearly = (labels: readonly number[]): Emissions => {
  const log = new Float64Array(labels.length * LABELS).fill(Math.log(0.01));
  labels.forEach((label, frame) => {
    log[frame * LABELS + label] = Math.log(0.97);
  });
  return emissionsOf(log, labels.length, LABELS, 20);
};
