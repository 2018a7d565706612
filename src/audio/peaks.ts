import { SAMPLE_RATE_HZ, type Samples } from './pcm.js';

/** Lowest and highest sample of each stretch, -1 to 1, in recording order; both arrays have one entry per stretch. */
export interface Peaks {
  readonly min: Float32Array;
  readonly max: Float32Array;
}

/**
 * Waveform outline with `perSecond` stretches a second (1 to SAMPLE_RATE_HZ, else RangeError); the last stretch may be
 * short. No sample is skipped, so a click stays visible at any zoom.
 */
export function computePeaks(samples: Samples, perSecond: number): Peaks {
  if (!(perSecond >= 1 && perSecond <= SAMPLE_RATE_HZ)) throw new RangeError('Peaks per second must be 1 to 16000');
  const stretch = SAMPLE_RATE_HZ / perSecond;
  const count = Math.ceil(samples.length / stretch);
  const min = new Float32Array(count);
  const max = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    const from = Math.floor(index * stretch);
    const to = Math.min(samples.length, Math.floor((index + 1) * stretch));
    let low = samples[from]!;
    let high = low;
    for (let i = from + 1; i < to; i++) {
      low = Math.min(low, samples[i]!);
      high = Math.max(high, samples[i]!);
    }
    min[index] = low;
    max[index] = high;
  }
  return { min, max };
}
