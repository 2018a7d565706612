import { preferredReading } from './clause-search.js';
import type { ClauseLattice } from './clause-token.js';
import { alignEdits } from './edit-alignment.js';
import { isFiller } from './fillers.js';
import { decodeFreely } from './free-decode.js';
import { blankOutside } from './mask-silence.js';
import type { Posteriors } from './posteriors.js';

interface Pause {
  readonly start: number;
  readonly end: number;
}

const longest = (pauses: readonly Pause[]): Pause =>
  pauses.reduce((best, next) => (next.end - next.start > best.end - best.start ? next : best));

/**
 * Frame at which a reading of two texts goes from one to the other: the middle of the longest pause between the last
 * syllable that the free decode gives to the first text and the first one that it gives to the second.
 */
export const partingFrame = (posteriors: Posteriors, first: ClauseLattice, second: ClauseLattice): number => {
  const before = preferredReading(first);
  const heard = decodeFreely(posteriors);
  const { steps } = alignEdits([...before, ...preferredReading(second)], heard, isFiller);
  const given = steps.flatMap((step) => (step.kind === 'heard' ? [step] : []));
  const opening = given.find(({ token, again }) => token >= before.length && !again)?.heard ?? heard.length;
  const closing = given.findLast(({ token, heard: at }) => token < before.length && at < opening)?.heard ?? -1;
  const pauses = Array.from({ length: opening - closing }, (_, offset) => ({
    start: heard[closing + offset]?.end ?? 0,
    end: heard[closing + offset + 1]?.start ?? posteriors.frames,
  }));
  const { start, end } = longest(pauses);
  return Math.round((start + end) / 2);
};

/** The free decode fits the two texts better in the other order. */
export const isReversed = (posteriors: Posteriors, first: ClauseLattice, second: ClauseLattice): boolean => {
  const heard = decodeFreely(posteriors);
  const costOf = (...texts: readonly ClauseLattice[]) =>
    alignEdits(texts.flatMap(preferredReading), heard, isFiller).cost;
  return costOf(second, first) < costOf(first, second);
};

export interface PartedSound {
  readonly first: Posteriors;
  readonly second: Posteriors;
}

/**
 * The sound of each of two texts read one after the other, with silence in the place of the other; times stay. Whatever the
 * place of the parting, both texts are found only in a recording that holds the first and then the second: a wrong place can
 * take words away from a text and never give it any.
 */
export const partSound = (posteriors: Posteriors, first: ClauseLattice, second: ClauseLattice): PartedSound => {
  const frame = partingFrame(posteriors, first, second);
  return {
    first: blankOutside(posteriors, 0, frame),
    second: blankOutside(posteriors, frame, posteriors.frames),
  };
};
