import { joinSamples, type Samples } from './pcm.js';

/** A room that rumbles: noise through two low-passes, deterministic, about `rms` loud. */
export const rumble = (length: number, seed: number, rms = 0.01): Samples => {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  let [once, twice] = [0, 0];
  const raw = Float32Array.from({ length }, () => {
    once = 0.9 * once + random();
    twice = 0.9 * twice + once;
    return twice + 0.5 * random();
  });
  const power = raw.reduce((sum, value) => sum + value * value, 0) / length;
  return raw.map((value) => (value * rms) / Math.sqrt(power));
};

export const endToEnd = (...parts: readonly Samples[]): Samples => joinSamples(parts);
