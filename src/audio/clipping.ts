import type { SampleRange } from './speech-frames.js';

/**
 * Samples this close to the recording's peak may be clipped. The peak rather than 1.0: mu-law ends at 0.98, a gain
 * after the clipping moves it anywhere.
 */
const NEAR_PEAK = 0.97;
/** Natural peaks are narrow; a flat top lasts. */
const MIN_RUN = 3;

function peakOf(samples: Float32Array, ranges: readonly SampleRange[]): number {
  let peak = 0;
  for (const { from, to } of ranges) for (let i = from; i < to; i++) peak = Math.max(peak, Math.abs(samples[i]!));
  return peak;
}

/** Samples in runs of at least MIN_RUN on one side at or beyond `threshold`. */
function clippedIn(samples: Float32Array, { from, to }: SampleRange, threshold: number): number {
  let clipped = 0;
  let run = 0;
  let side = 0;
  for (let i = from; i <= to; i++) {
    const x = i < to ? samples[i]! : 0;
    const now = x >= threshold ? 1 : x <= -threshold ? -1 : 0;
    if (now !== 0 && now === side) run++;
    else {
      if (run >= MIN_RUN) clipped += run;
      run = now === 0 ? 0 : 1;
      side = now;
    }
  }
  return clipped;
}

/**
 * Share of speech samples, 0 to 1, in runs of three or more within 3 % of the speech's peak: flat tops. Clean speech
 * gives less than 0.001, because few of its periods reach the highest peak at all.
 */
export function clippingRatio(samples: Float32Array, ranges: readonly SampleRange[]): number {
  const total = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const peak = peakOf(samples, ranges);
  if (total === 0 || peak === 0) return 0;
  return ranges.reduce((sum, range) => sum + clippedIn(samples, range, NEAR_PEAK * peak), 0) / total;
}
