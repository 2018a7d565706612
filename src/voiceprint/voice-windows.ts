/**
 * What the GE2E network hears of a signal. The figures are those that the network was measured with: see
 * models/embedded/voice.md.
 */
export const WINDOW_SAMPLES = 25_600;
const STEP_SAMPLES = 12_320;
const FRAME_SAMPLES = 480;
/** Frames quieter than this share of the loudest are silence. */
const SILENCE_SHARE = 0.05;
const LEAST_RMS = 1e-4;
/** Frames kept on either side of a loud one. */
const DILATION = 4;
/** With less left over than this, silence is not dropped. */
const LEAST_SAMPLES = 8_000;
export const TARGET_DBFS = -30;

export const rms = (samples: Float32Array): number => {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
};

const frameLevels = (samples: Float32Array): readonly number[] =>
  Array.from({ length: Math.floor(samples.length / FRAME_SAMPLES) }, (_, frame) =>
    rms(samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES)),
  );

const loudFrames = (levels: readonly number[]): readonly number[] => {
  const loudest = levels.reduce((a, b) => Math.max(a, b), 0);
  const threshold = Math.max(LEAST_RMS, SILENCE_SHARE * loudest);
  const near = (frame: number) => levels.slice(Math.max(0, frame - DILATION), frame + DILATION + 1);
  return levels.map((_, frame) => frame).filter((frame) => near(frame).some((level) => level > threshold));
};

const takeFrames = (samples: Float32Array, frames: readonly number[]): Float32Array => {
  const taken = new Float32Array(frames.length * FRAME_SAMPLES);
  frames.forEach((frame, index) => {
    taken.set(samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES), index * FRAME_SAMPLES);
  });
  return taken;
};

/** The signal without its silent frames of 30 ms; unchanged when too little would be left. */
export const withoutSilence = (samples: Float32Array): Float32Array => {
  const kept = takeFrames(samples, loudFrames(frameLevels(samples)));
  return kept.length > LEAST_SAMPLES ? kept : samples;
};

/** Raises a signal whose RMS is under -30 dBFS to it; never lowers one. */
export const raisedToLevel = (samples: Float32Array): Float32Array => {
  const level = rms(samples);
  const gain = 10 ** (TARGET_DBFS / 20) / level;
  return level > 0 && gain > 1 ? samples.map((sample) => sample * gain) : samples;
};

/** Windows of 1.6 s every 0.77 s, row-major [count x 25,600]; a shorter signal is one window filled up with zeros. */
export const voiceWindows = (speech: Float32Array): { readonly data: Float32Array; readonly count: number } => {
  const count = Math.max(1, Math.floor((speech.length - WINDOW_SAMPLES) / STEP_SAMPLES) + 1);
  const data = new Float32Array(count * WINDOW_SAMPLES);
  for (let window = 0; window < count; window += 1) {
    const from = window * STEP_SAMPLES;
    data.set(speech.subarray(from, from + WINDOW_SAMPLES), window * WINDOW_SAMPLES);
  }
  return { data, count };
};

/** Mean of `count` rows of `size` numbers, scaled to unit length; null when the rows cancel out. */
export const meanDirection = (rows: Float32Array, count: number, size: number): Float32Array | null => {
  const mean = new Float64Array(size);
  rows.forEach((value, index) => {
    mean[index % size]! += value / count;
  });
  const norm = Math.hypot(...mean);
  return norm > 0 && Number.isFinite(norm) ? Float32Array.from(mean, (value) => value / norm) : null;
};
