/** Level reported for digital silence. */
export const SILENCE_DBFS = -120;

/** Mean power of samples on a scale where a full-scale square wave is 1 -> dBFS, never below SILENCE_DBFS. */
export const powerToDbfs = (power: number): number =>
  power > 0 ? Math.max(SILENCE_DBFS, 10 * Math.log10(power)) : SILENCE_DBFS;

/** RMS level about the mean, so that a constant offset counts as silence. */
export function rmsDbfs(samples: Float32Array): number {
  if (samples.length === 0) return SILENCE_DBFS;
  let sum = 0;
  let squares = 0;
  for (const sample of samples) {
    sum += sample;
    squares += sample * sample;
  }
  const mean = sum / samples.length;
  return powerToDbfs(squares / samples.length - mean * mean);
}

/** Half the distance between the highest and the lowest sample, 0 for a constant signal. */
export function halfSwing(samples: Float32Array): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const sample of samples) {
    if (sample < low) low = sample;
    if (sample > high) high = sample;
  }
  return samples.length === 0 ? 0 : (high - low) / 2;
}
