/** Decibels as a factor of amplitude. */
export const decibels = (db: number): number => 10 ** (db / 20);

const rmsOf = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length));

const FRAME = 320;
/** Frames within 30 dB of the loudest are speech: pauses do not count. */
const SPEECH = decibels(-30);

export const speechRms = (samples: Float32Array): number => {
  const levels = Array.from({ length: Math.floor(samples.length / FRAME) }, (_, frame) =>
    rmsOf(samples.subarray(frame * FRAME, (frame + 1) * FRAME)),
  );
  const least = Math.max(...levels) * SPEECH;
  const loud = levels.filter((level) => level > least);
  return Math.sqrt(loud.reduce((sum, level) => sum + level * level, 0) / Math.max(1, loud.length));
};

export const scaled = (samples: Float32Array, factor: number): Float32Array => samples.map((value) => value * factor);

/** The signal at an RMS level; silence stays silence. */
export const atLevel = (samples: Float32Array, dbfs: number): Float32Array => {
  const rms = rmsOf(samples);
  return rms === 0 ? samples : scaled(samples, decibels(dbfs) / rms);
};

export const mixed = (left: Float32Array, right: Float32Array): Float32Array =>
  left.map((value, index) => value + (right[index] ?? 0));
