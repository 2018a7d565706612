export interface Alignment {
  /** Normalised correlation at the best lag, -1 to 1. */
  readonly correlation: number;
  /** Samples by which `heard` is late. */
  readonly lag: number;
}

function correlationAt(original: Float32Array, heard: Float32Array, lag: number, step: number): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = Math.max(0, -lag); i < original.length && i + lag < heard.length; i += step) {
    const a = original[i]!;
    const b = heard[i + lag]!;
    ab += a * b;
    aa += a * a;
    bb += b * b;
  }
  return aa * bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** Best match of two signals within `maxLag` samples either way: codecs delay. */
export function align(original: Float32Array, heard: Float32Array, maxLag: number): Alignment {
  let best = 0;
  let found = Number.NEGATIVE_INFINITY;
  for (let lag = -maxLag; lag <= maxLag; lag++) {
    const value = correlationAt(original, heard, lag, 7);
    if (value > found) {
      found = value;
      best = lag;
    }
  }
  return { lag: best, correlation: correlationAt(original, heard, best, 1) };
}
