/** P.56 margin: frames this far (15.9 dB) below the mean of all speech frames are pauses, not active speech. */
const ACTIVE_MARGIN = 10 ** -1.59;
/** Frames below -100 dBFS come from a gate, a muted microphone or padding: they say nothing of the room. */
const GATED_POWER = 1e-10;
/** Below 200 ms of quiet frames the median means little. */
const MIN_QUIET_FRAMES = 10;
const PAUSE_PERCENTILE = 0.05;
const MAX_SNR_DB = 80;

/** Power about the mean of `size` samples from `start`. */
export function framePower(samples: Float32Array, start: number, size: number): number {
  let sum = 0;
  let squares = 0;
  for (let i = start; i < start + size; i++) {
    const x = samples[i]!;
    sum += x;
    squares += x * x;
  }
  return Math.max(0, squares / size - (sum / size) ** 2);
}

export const framePowers = (samples: Float32Array, starts: readonly number[], size: number): Float64Array =>
  Float64Array.from(starts, (start) => framePower(samples, start, size));

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function percentile(values: Float64Array, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/**
 * Active speech power in the manner of ITU-T P.56: mean power of the speech frames within 15.9 dB of the mean of all
 * speech frames. Scales with the square of a gain. `speech` is not empty.
 */
export function activePower(speech: Float64Array): number {
  const least = mean(speech) * ACTIVE_MARGIN;
  return mean(speech.filter((power) => power >= least));
}

/**
 * Power of the noise: median of the quiet frames; without 200 ms of them, or when they are gated to nothing, the 5th
 * percentile of the speech frames themselves (the gaps between syllables), which is at most too high.
 */
export function noisePower(speech: Float64Array, quiet: Float64Array): number {
  const heard = quiet.filter((power) => power > GATED_POWER);
  return heard.length >= MIN_QUIET_FRAMES ? percentile(heard, 0.5) : percentile(speech, PAUSE_PERCENTILE);
}

/** 10 log10((P - N) / N) with P the active power (speech and noise together) and N the noise; within -20 and 80 dB. */
export function snrDb(active: number, noise: number): number {
  const speechOnly = Math.max(active - noise, noise / 100);
  return noise > 0 ? Math.min(MAX_SNR_DB, 10 * Math.log10(speechOnly / noise)) : MAX_SNR_DB;
}
