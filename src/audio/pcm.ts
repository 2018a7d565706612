/** The one sample rate inside Hesheng. */
export const SAMPLE_RATE_HZ = 16_000;

/** Mono samples at 16 kHz, nominally -1 to 1. */
export type Samples = Float32Array;

export const msToSamples = (ms: number): number => Math.round((ms * SAMPLE_RATE_HZ) / 1000);
export const samplesToMs = (samples: number): number => Math.round((samples * 1000) / SAMPLE_RATE_HZ);

/** The sound again and again until it has `least` samples; a longer one as it is. */
export const repeatedTo = (samples: Samples, least: number): Samples =>
  samples.length === 0 || samples.length >= least
    ? samples
    : Float32Array.from({ length: least }, (_, at) => samples[at % samples.length]!);

/** One after the other. */
export const joinSamples = (parts: readonly Samples[]): Samples => {
  const joined = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};
