import type { Samples } from '../audio/pcm.js';

/** Windows half over one another; a shorter sound is one window, repeated to its length, and the last one ends with the sound. */
export const spoofWindows = (samples: Samples, length: number): readonly Samples[] => {
  if (samples.length === 0) return [];
  if (samples.length < length) return [Float32Array.from({ length }, (_, at) => samples[at % samples.length]!)];
  const last = samples.length - length;
  const step = Math.ceil(length / 2);
  const starts = Array.from({ length: Math.ceil(last / step) }, (_, at) => at * step);
  return [...starts, last].map((from) => samples.subarray(from, from + length));
};

/** Probability of output `at` among logits (softmax); NaN when one of them is no number. */
export const probabilityOf = (logits: ArrayLike<number>, at: number): number => {
  const own = logits[at] ?? Number.NaN;
  let sum = 0;
  for (let index = 0; index < logits.length; index += 1) sum += Math.exp(logits[index]! - own);
  return 1 / sum;
};
