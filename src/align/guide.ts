import type { EditStep } from './edit-alignment.js';
import type { HeardSyllable } from './free-decode.js';

/**
 * Where in the recording the free decode puts the clause: boundary k lies before token k, and one more after the last. A
 * boundary that was passed several times (a stretch read again, a pause, extra speech) has a range, frames.
 */
export interface Guide {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/** Missing tokens times frames up to which a stretch of both is searched whole; a larger one along its edge. */
const WHOLE_GAP_CELLS = 100_000;

/** Boundaries that a heard syllable fixes; -1 where none does. */
const fixBoundaries = (steps: readonly EditStep[], heard: readonly HeardSyllable[], tokens: number): Guide => {
  const first = new Int32Array(tokens + 1).fill(-1);
  const last = new Int32Array(tokens + 1).fill(-1);
  const fix = (boundary: number, frame: number) => {
    first[boundary] = first[boundary]! < 0 ? frame : Math.min(first[boundary]!, frame);
    last[boundary] = Math.max(last[boundary]!, frame);
  };
  for (const step of steps) {
    if (step.kind !== 'heard') continue;
    fix(step.token, heard[step.heard]!.start);
    fix(step.token + 1, heard[step.heard]!.end);
  }
  return { first, last };
};

/**
 * Boundaries among missing tokens, from `from` (fixed, or the first) to `to` (fixed, or the last). They may lie anywhere
 * between what was heard before and after. When that is too much (a page missing in minutes of silence), they are taken
 * to be skipped at its beginning, and the time is spent after them.
 */
const fillGap = ({ first, last }: Guide, from: number, to: number) => {
  const start = Math.min(last[from]!, first[to]!);
  const end = Math.max(last[from]!, first[to]!);
  const whole = (to - from) * (end - start) <= WHOLE_GAP_CELLS;
  for (let k = from + 1; k < to; k++) {
    first[k] = start;
    last[k] = whole ? end : start;
  }
  last[from] = Math.max(last[from]!, whole ? end : start);
  first[to] = Math.min(first[to]!, start);
};

const fillGaps = (guide: Guide) => {
  let from = 0;
  for (let k = 1; k < guide.first.length; k++) {
    if (guide.first[k]! < 0) continue;
    if (k - from > 1) fillGap(guide, from, k);
    from = k;
  }
};

/** Neither end of the ranges may decrease along the clause. */
const straighten = ({ first, last }: Guide) => {
  for (let k = first.length - 2; k >= 0; k--) first[k] = Math.min(first[k]!, first[k + 1]!);
  for (let k = 1; k < last.length; k++) last[k] = Math.max(last[k]!, last[k - 1]!);
};

/**
 * The guide of an edit alignment over a recording of `frames`. Without `repeats`, what was read again is placed only where
 * it was read last.
 */
export const guideFrom = (
  steps: readonly EditStep[],
  heard: readonly HeardSyllable[],
  tokens: number,
  frames: number,
  repeats = true,
): Guide => {
  const counted = repeats ? steps : steps.filter((step) => step.kind !== 'heard' || !step.again);
  const guide = fixBoundaries(counted, heard, tokens);
  guide.first[0] = 0;
  guide.last[0] = Math.max(0, guide.last[0]!);
  guide.last[tokens] = frames;
  if (guide.first[tokens]! < 0) guide.first[tokens] = frames;
  fillGaps(guide);
  straighten(guide);
  return guide;
};
