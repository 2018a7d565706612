import { quantile, sortedNumbers } from '../statistics/quantile.js';

/**
 * Frame truth of a clean studio recording from its level: in a quiet room what is 28 dB under the loud parts is silence.
 * Frames are 10 ms. Noisy recordings are refused, since their level proves nothing.
 */
export const TRUTH_SAMPLES = 160;
const BELOW_LOUD_DB = 28;
/** Loud parts (95th percentile) over the floor (5th percentile) that a recording needs to be believed. */
const LEAST_RANGE_DB = 36;
/** Shorter gaps are closures inside words, shorter bursts clicks; 10 ms frames. */
const BRIDGED_GAP = 15;
const LEAST_BURST = 5;

const levelsDb = (samples: Float32Array): readonly number[] =>
  Array.from({ length: Math.floor(samples.length / TRUTH_SAMPLES) }, (_, frame) => {
    let sum = 0;
    for (const sample of samples.subarray(frame * TRUTH_SAMPLES, (frame + 1) * TRUTH_SAMPLES)) sum += sample * sample;
    return 10 * Math.log10(sum / TRUTH_SAMPLES + 1e-10);
  });

/** Flips runs of `value` shorter than `least` frames; runs at the ends too unless `inner`. */
const withoutShortRuns = (frames: Uint8Array, value: 0 | 1, least: number, inner: boolean): Uint8Array => {
  const result = frames.slice();
  for (let from = 0; from < frames.length; ) {
    let to = from + 1;
    while (to < frames.length && frames[to] === frames[from]) to += 1;
    const atEnd = from === 0 || to === frames.length;
    if (frames[from] === value && to - from < least && !(inner && atEnd)) result.fill(1 - value, from, to);
    from = to;
  }
  return result;
};

/** 1 for speech per 10 ms frame; null when the recording is not quiet enough to tell. */
export const frameTruth = (samples: Float32Array): Uint8Array | null => {
  const levels = levelsDb(samples);
  if (levels.length === 0) return null;
  const sorted = sortedNumbers(levels);
  const loud = quantile(sorted, 0.95);
  if (loud - quantile(sorted, 0.05) < LEAST_RANGE_DB) return null;
  const active = Uint8Array.from(levels, (level) => (level > loud - BELOW_LOUD_DB ? 1 : 0));
  return withoutShortRuns(withoutShortRuns(active, 0, BRIDGED_GAP, true), 1, LEAST_BURST, false);
};
