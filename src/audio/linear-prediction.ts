import type { Samples } from './pcm.js';
import { hann } from './pitch-candidates.js';

/** With lag 0 a multiple of five lags. */
export const ORDER = 24;
const HOP = 160;
const WINDOW = 480;
/** Keeps the recursion stable where the spectrum has deep holes: white noise 70 dB below the signal. */
const WHITE = 1 + 1e-7;
const HANN = hann(WINDOW);

/**
 * How far each sample is from what its 24 neighbours on one side predict, absolute: `forward` from those before it,
 * `backward` from those after it. Both use one predictor, as a stationary signal looks alike in both directions of time.
 */
export interface PredictionErrors {
  readonly forward: Float32Array;
  readonly backward: Float32Array;
}

/** Sums for five lags from `lag` on in one pass, which reads each product's first factor once. */
function fiveLags(windowed: Float64Array, lag: number, lags: Float64Array): void {
  let [s0, s1, s2, s3, s4] = [0, 0, 0, 0, 0];
  for (let n = ORDER; n < WINDOW + ORDER; n++) {
    const value = windowed[n]!;
    const at = n - lag;
    s0 += value * windowed[at]!;
    s1 += value * windowed[at - 1]!;
    s2 += value * windowed[at - 2]!;
    s3 += value * windowed[at - 3]!;
    s4 += value * windowed[at - 4]!;
  }
  lags[lag] = s0;
  lags[lag + 1] = s1;
  lags[lag + 2] = s2;
  lags[lag + 3] = s3;
  lags[lag + 4] = s4;
}

/**
 * Autocorrelation at lags 0 to ORDER of the windowed 30 ms about `centre`; what lies outside counts as silence. The
 * first ORDER places of `windowed` stay zero.
 */
function autocorrelate(samples: Samples, centre: number, windowed: Float64Array, lags: Float64Array): void {
  const start = centre - WINDOW / 2;
  for (let n = 0; n < WINDOW; n++) windowed[ORDER + n] = (samples[start + n] ?? 0) * HANN[n]!;
  for (let lag = 0; lag <= ORDER; lag += 5) fiveLags(windowed, lag, lags);
}

/** Levinson-Durbin: coefficients of the error filter, the first of them 1, into `filter`; `before` is working memory. */
function solve(lags: Float64Array, filter: Float64Array, before: Float64Array): void {
  filter.fill(0);
  filter[0] = 1;
  let power = lags[0]! * WHITE;
  for (let order = 1; order <= ORDER && power > 0; order++) {
    let sum = lags[order]!;
    for (let k = 1; k < order; k++) sum += filter[k]! * lags[order - k]!;
    const reflection = -sum / power;
    before.set(filter);
    for (let k = 1; k < order; k++) filter[k] = before[k]! + reflection * before[order - k]!;
    filter[order] = reflection;
    power *= 1 - reflection ** 2;
  }
}

function errorsOf(samples: Samples, from: number, to: number, filter: Float64Array, into: PredictionErrors): void {
  const { forward: ahead, backward: behind } = into;
  const end = Math.min(to, samples.length - ORDER);
  for (let n = Math.max(from, ORDER); n < end; n++) {
    let forward = samples[n]!;
    let backward = forward;
    // Two steps a round: the loop's own work weighs as much as the sums.
    for (let k = 1; k < ORDER; k += 2) {
      const near = filter[k]!;
      const far = filter[k + 1]!;
      forward = forward + near * samples[n - k]! + far * samples[n - k - 1]!;
      backward = backward + near * samples[n + k]! + far * samples[n + k + 1]!;
    }
    ahead[n] = Math.abs(forward);
    behind[n] = Math.abs(backward);
  }
}

/** Linear prediction every 10 ms. Zero within 24 samples of either end. */
export function predictionErrors(samples: Samples): PredictionErrors {
  const errors = { forward: new Float32Array(samples.length), backward: new Float32Array(samples.length) };
  const windowed = new Float64Array(ORDER + WINDOW);
  const [lags, filter, before] = [0, 1, 2].map(() => new Float64Array(ORDER + 1)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let start = 0; start < samples.length; start += HOP) {
    autocorrelate(samples, start + HOP / 2, windowed, lags);
    solve(lags, filter, before);
    errorsOf(samples, start, start + HOP, filter, errors);
  }
  return errors;
}
