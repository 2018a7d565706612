import type { Posteriors } from './posteriors.js';

/**
 * What the clause score reads of the posteriors: row-major [frames x labels], natural logarithm, relative to the best label
 * of each frame (which is 0, so "any sound" costs nothing and a long vowel costs no more than a short one).
 * CTC posteriors are over-confident: one phone that was swallowed gets a probability near zero and sinks an honest
 * reading. Raising them to a power below one softens that without changing their order.
 */
export interface Emissions {
  readonly log: Float64Array;
  /** The same as factors: e to the power of `log`. */
  readonly probs: Float64Array;
  readonly frames: number;
  readonly labels: number;
  readonly frameMs: number;
}

export interface Tempering {
  /** Exponent on the probabilities, above 0, at most 1. */
  readonly exponent: number;
  /** Smallest log-probability, nats, at least -100: of a token whose phones cost more, scaled passes would not keep every digit. */
  readonly floor: number;
}

const rowMaximum = (values: Float32Array, start: number, end: number): number => {
  let max = Number.NEGATIVE_INFINITY;
  for (let i = start; i < end; i++) if (values[i]! > max) max = values[i]!;
  return max;
};

/** CTC posteriors are peaky: most labels of a frame lie on the floor, and share its power of e. */
const probsOf = (log: Float64Array): Float64Array => {
  const probs = new Float64Array(log.length);
  let known = 0;
  let power = 1;
  for (let i = 0; i < log.length; i++) {
    if (log[i] !== known) {
      known = log[i]!;
      power = Math.exp(known);
    }
    probs[i] = power;
  }
  return probs;
};

/** Emissions of these logarithms. */
export const emissionsOf = (log: Float64Array, frames: number, labels: number, frameMs: number): Emissions => ({
  log,
  probs: probsOf(log),
  frames,
  labels,
  frameMs,
});

export const temper = (posteriors: Posteriors, { exponent, floor }: Tempering): Emissions => {
  const { frames, labels, frameMs, logProbs } = posteriors;
  const log = new Float64Array(frames * labels);
  for (let start = 0; start < log.length; start += labels) {
    const best = rowMaximum(logProbs, start, start + labels);
    for (let i = start; i < start + labels; i++) log[i] = Math.max((logProbs[i]! - best) * exponent, floor);
  }
  return emissionsOf(log, frames, labels, frameMs);
};

/** The frames from `start` up to `end`, sharing memory with the whole. */
export const soundBetween = ({ log, probs, labels, frameMs }: Emissions, start: number, end: number): Emissions => ({
  log: log.subarray(start * labels, end * labels),
  probs: probs.subarray(start * labels, end * labels),
  frames: end - start,
  labels,
  frameMs,
});
