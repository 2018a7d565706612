import { framePower } from './signal-to-noise.js';
import type { SampleRange } from './speech-frames.js';

const FRAME = 160;
/**
 * 20 dB below the active speech level: the padding that a voice activity detector leaves, breath and room, no vowel.
 */
const BELOW_ACTIVE = 0.01;
/** 6 dB above the noise, where the room is louder than that. */
const ABOVE_NOISE = 4;

export interface EdgeSilence {
  /** Samples. */
  readonly leading: number;
  readonly trailing: number;
}

/** First of the frame starts whose frame is loud, or null. */
const firstLoud = (samples: Float32Array, starts: readonly number[], threshold: number): number | null =>
  starts.find((start) => framePower(samples, start, FRAME) >= threshold) ?? null;

const startsWithin = ({ from, to }: SampleRange): number[] =>
  Array.from({ length: Math.floor((to - from) / FRAME) }, (_, index) => from + index * FRAME);

/**
 * Silence before the first and after the last sound of speech. Detectors pad their segments, so what is quiet at a
 * segment's outer edge (under both thresholds above, in 10 ms frames) counts as silence too: only a loud frame at the
 * very edge hints at a cut. `active` and `noise` are powers. Without speech both are the whole recording.
 */
export function edgeSilence(
  samples: Float32Array,
  ranges: readonly SampleRange[],
  active: number,
  noise: number,
): EdgeSilence {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first === undefined || last === undefined) return { leading: samples.length, trailing: samples.length };
  const threshold = Math.min(active, Math.max(active * BELOW_ACTIVE, noise * ABOVE_NOISE));
  const onset = firstLoud(samples, startsWithin(first), threshold) ?? first.from;
  const tail = startsWithin(last).map((start) => last.to - (start - last.from) - FRAME);
  const offset = firstLoud(samples, tail, threshold);
  return { leading: onset, trailing: samples.length - (offset === null ? last.to : offset + FRAME) };
}
