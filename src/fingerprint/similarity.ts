import type { Alignment } from './alignment.js';
import { BITS, type Changes } from './changes.js';
import type { Sketch } from './sketch.js';

/** Greater changes (nats) count no more than this: one loud click is no proof. */
const MOST_WEIGHT = 1.5;
/** After so many moments an alignment that is no better than this is given up. */
const FIRST_MOMENTS = 10;
const HOPELESS = 0.1;

/** How alike two recordings are in one alignment. */
export interface Similarity {
  /** Share of the changes, by weight, with the same sign, less that with the other: 1 alike, about 0 when unrelated. */
  readonly similarity: number;
  /** Moments of the earlier recording that fall into the later one. */
  readonly moments: number;
}

const NOTHING: Similarity = { similarity: 0, moments: 0 };

/** Compares the codes of an earlier recording with the changes where the alignment puts them. */
export const similarityAt = (changes: Changes, { at, codes }: Sketch, { speed, offset }: Alignment): Similarity => {
  const { frames, values } = changes;
  let alike = 0;
  let all = 0;
  let moments = 0;
  for (let n = 0; n < at.length; n++) {
    const frame = Math.round(at[n]! / speed + offset);
    if (frame < 0 || frame >= frames) continue;
    const code = codes[n]!;
    for (let bit = 0; bit < BITS; bit++) {
      const value = values[frame * BITS + bit]!;
      const weight = Math.min(MOST_WEIGHT, Math.abs(value));
      all += weight;
      alike += ((code >>> bit) & 1) === (value > 0 ? 1 : 0) ? weight : -weight;
    }
    if (++moments === FIRST_MOMENTS && alike < HOPELESS * all) return NOTHING;
  }
  return all === 0 ? NOTHING : { similarity: alike / all, moments };
};
