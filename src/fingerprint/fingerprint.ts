import type { Samples } from '../audio/pcm.js';
import { type Alignment, likelyAlignments } from './alignment.js';
import { type Changes, measureChanges } from './changes.js';
import { FRAME_MS, measureLevels } from './levels.js';
import { type Probes, probesOf } from './probes.js';
import { similarityAt } from './similarity.js';
import { type Sketch, sketchOf } from './sketch.js';
import { nearestSpeed, SPEEDS, UNCHANGED } from './speeds.js';

/** Version of the measuring: sketches of another one cannot be compared. */
export const FINGERPRINT = 'hesheng-fingerprint/1';

/** Pitches that moments are looked up at; the bands are wide enough for those between. */
const LOOKED_UP = [0.98, 1, 1.02].map(nearestSpeed);

/** How an earlier recording lies in this one where it fits best. */
export interface Match {
  /** -1 to 1; see `similarityAt`. */
  readonly similarity: number;
  /** Moments of the earlier recording that fall into this one. */
  readonly moments: number;
  /** How much of this one's sound, by power, the earlier one spans, 0 to 1. */
  readonly share: number;
  /** How much faster this one runs. */
  readonly speed: number;
  /** How much higher it is. */
  readonly pitch: number;
  /** Where in this one the earlier one begins, below zero when its beginning is missing. */
  readonly offsetMs: number;
}

/** A recording, ready to be compared with earlier ones. */
export interface Fingerprint {
  /** What is kept of it. */
  readonly sketch: Sketch;
  /** Sketches with one of these hashes may be of the same sound. */
  readonly probes: Probes;
  /** Null when the two have nothing in common. */
  compare(earlier: Sketch): Match | null;
}

const STEPS: readonly Alignment[] = [-1, 0, 1].flatMap((offset) =>
  [-0.005, 0, 0.005].map((speed) => ({ speed, offset })),
);

const moved = (one: Alignment, middle: number, step: Alignment): Alignment => {
  const speed = one.speed + step.speed;
  // The middle of the earlier recording stays where it is.
  return { speed, offset: one.offset + middle / one.speed - middle / speed + step.offset };
};

interface Heard {
  readonly weights: Float64Array;
  readonly probes: Probes;
  /** Changes as of one of SPEEDS. */
  readonly changesAt: (pitch: number) => Changes;
}

const better = (best: Match | null, next: Match): Match =>
  best === null || next.similarity > best.similarity ? next : best;

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

const shareOf = (weights: Float64Array, { at }: Sketch, { speed, offset }: Alignment): number => {
  const from = Math.max(0, Math.floor(at[0]! / speed + offset));
  const to = Math.max(from, Math.ceil(at.at(-1)! / speed + offset) + 1);
  return sum(weights.subarray(from, to)) / sum(weights);
};

/** Between recordings with sound: as if only the tempo were another, and as if the pitch were too. */
const matchAt = ({ weights, changesAt }: Heard, earlier: Sketch, { speed, offset }: Alignment): Match => {
  const both = [...new Set([nearestSpeed(speed), UNCHANGED])].map((pitch) => ({
    pitch: SPEEDS[pitch]!,
    ...similarityAt(changesAt(pitch), earlier, { speed, offset }),
  }));
  const best = both.reduce((a, b) => (b.similarity > a.similarity ? b : a));
  return { ...best, share: shareOf(weights, earlier, { speed, offset }), speed, offsetMs: offset * FRAME_MS };
};

const compare = (heard: Heard, earlier: Sketch): Match | null => {
  const middle = (earlier.at[0]! + earlier.at.at(-1)!) / 2;
  const [coarse] = likelyAlignments(heard.probes, earlier)
    .map((alignment) => ({ alignment, match: matchAt(heard, earlier, alignment) }))
    .sort((a, b) => b.match.similarity - a.match.similarity);
  if (coarse === undefined || coarse.match.moments === 0) return null;
  return STEPS.map((step) => matchAt(heard, earlier, moved(coarse.alignment, middle, step))).reduce(
    better,
    coarse.match,
  );
};

/** Of samples at 16 kHz. A recording without sound, or shorter than 128 ms, has an empty sketch and is like no other. */
export const fingerprint = (samples: Samples): Fingerprint => {
  const levels = measureLevels(samples);
  const known = new Map<number, Changes>();
  const changesAt = (pitch: number): Changes => {
    const changes = known.get(pitch) ?? measureChanges(levels, pitch);
    known.set(pitch, changes);
    return changes;
  };
  const probes = probesOf(LOOKED_UP.map(changesAt), levels.audible);
  const heard = { weights: levels.weights, probes, changesAt };
  return {
    sketch: sketchOf(changesAt(UNCHANGED), levels.audible),
    probes,
    compare: (earlier) => (earlier.at.length === 0 ? null : compare(heard, earlier)),
  };
};
