/** Frames averaged around each candidate: a single low frame inside a vowel is no pause. */
const SMOOTHING = 2;

const energy = (samples: Float32Array, begin: number, end: number): number => {
  let sum = 0;
  for (let index = Math.max(0, begin); index < Math.min(samples.length, end); index += 1) sum += samples[index]! ** 2;
  return sum;
};

/** The frame of `from` to `to` around which 100 ms hold the least energy; the first of equals. */
export const quietestFrame = (samples: Float32Array, frameSamples: number, from: number, to: number): number => {
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (let frame = from; frame < to; frame += 1) {
    const sum = energy(samples, (frame - SMOOTHING) * frameSamples, (frame + SMOOTHING + 1) * frameSamples);
    if (sum < least) {
      least = sum;
      best = frame;
    }
  }
  return best;
};
