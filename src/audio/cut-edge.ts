import { msToSamples, type Samples } from './pcm.js';

/** Two steps of 16 bit and rounding: nobody records so quiet a room. */
const DIGITAL_SILENCE = 2.5 / 32_768;
const isSound = (value: number): boolean => Math.abs(value) > DIGITAL_SILENCE;
const SILENCE = msToSamples(10);
/** A resampler rings for a millisecond before a step. */
const ONSET = msToSamples(4);
const FIRST = msToSamples(2);
const STEP = msToSamples(1);
const AFTER = msToSamples(50);
const FRAME = msToSamples(10);
/** 18 dB below the active speech level: louder than what a gate lets through first, or a voice begins with. */
const BELOW_ACTIVE = 10 ** -1.8;

/** Mean square, about zero: 2 ms are too short to tell a slow wave from an offset. */
const power = (samples: Samples, from: number, length: number): number => {
  let sum = 0;
  for (let index = from; index < from + length; index += 1) sum += samples[index]! * samples[index]!;
  return sum / length;
};

/** Energy of the differences for each unit of energy: 0.04 of a wave of 500 Hz, 0.3 of one of 1.4 kHz, 2 of white noise. */
const HIGHEST = 0.3;
const isVoicing = (samples: Samples, from: number, to: number): boolean => {
  let sum = 0;
  let changes = 0;
  for (let index = from + 1; index < Math.min(to, samples.length); index += 1) {
    sum += samples[index]! ** 2;
    changes += (samples[index]! - samples[index - 1]!) ** 2;
  }
  return changes < HIGHEST * sum;
};

const loudest = (samples: Samples, from: number, to: number, length: number, step: number): number => {
  let most = 0;
  for (let start = from; start + length <= Math.min(to, samples.length); start += step) {
    most = Math.max(most, power(samples, start, length));
  }
  return most;
};

/**
 * Whether a recording's first sound is a cut: digital silence, then at once a vowel that only gets softer.
 *
 *     cut in a vowel      ______|▇▇▇▇▆▆▅▅▄      loudest in its first 2 ms
 *     a voice that begins ______▁▁▂▃▅▆▇▇▇▇      louder within 50 ms, also behind a noise gate
 *     a burst of t, k, q  ______|▅▃▂▂▂▂▂▂▂      softer for a while, but no vowel
 *
 * `active` is the power of the speech, `speechFrom` the first sample of it: a click long before counts for nothing.
 */
export const beginsCut = (samples: Samples, active: number, speechFrom: number): boolean => {
  const first = samples.findIndex(isSound);
  if (first < SILENCE || first < speechFrom - msToSamples(150)) return false;
  const onset = loudest(samples, first, first + ONSET, FIRST, STEP);
  const grows = loudest(samples, first, first + AFTER, FRAME, FRAME / 2) >= onset;
  return onset >= active * BELOW_ACTIVE && !grows && isVoicing(samples, first, first + FRAME);
};

/** The same of a recording's last sound; `speechTo` is the sample behind the speech. */
export const endsCut = (samples: Samples, active: number, speechTo: number): boolean => {
  // Nothing beyond the last sound is looked at: ten minutes need not be turned round for it.
  const tail = samples.subarray(Math.max(0, samples.findLastIndex(isSound) + 1 - AFTER));
  return beginsCut(tail.toReversed(), active, samples.length - speechTo);
};
