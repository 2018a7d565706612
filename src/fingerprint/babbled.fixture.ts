import { SAMPLE_RATE_HZ, type Samples } from '../audio/pcm.js';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export const numbers = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), state | 1);
    const again = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61));
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32;
  };
};

const HARMONICS = 24;
const between = (random: () => number, least: number, most: number): number => least + (most - least) * random();

/** Samples of one syllable: a gliding harmonic voice through two formants that move. */
const syllable = (random: () => number): Float32Array => {
  const length = Math.round(between(random, 0.14, 0.32) * SAMPLE_RATE_HZ);
  const [pitch, glide] = [between(random, 100, 240), between(random, -50, 50)];
  const formants = [between(random, 300, 900), between(random, 1000, 2800)];
  const moves = formants.map(() => between(random, -500, 500));
  let angle = 0;
  return Float32Array.from({ length }, (_, n) => {
    const part = n / length;
    const hz = pitch + glide * part;
    angle += (2 * Math.PI * hz) / SAMPLE_RATE_HZ;
    let value = 0;
    for (let h = 1; h <= HARMONICS; h++) {
      const gain = formants.reduce(
        (sum, middle, at) => sum + 1 / (1 + ((h * hz - middle - moves[at]! * part) / 150) ** 2),
        0,
      );
      value += gain * Math.sin(h * angle);
    }
    return 0.1 * value * Math.sin(Math.PI * part) ** 0.5;
  });
};

/** Something like speech in a quiet room, other for each seed: `syllables` of a voice, 0.3 s of silence around them. */
export const babbled = (seed: number, syllables = 14): Samples => {
  const random = numbers(seed);
  const edge = new Float32Array(0.3 * SAMPLE_RATE_HZ);
  const parts = [edge, ...Array.from({ length: syllables }, () => syllable(random)), edge];
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.map((value) => value + 2e-4 * (random() - 0.5));
};

/** So many times as fast and as high: a tape that runs too fast. */
export const faster = (samples: Samples, speed: number): Samples =>
  Float32Array.from({ length: Math.floor((samples.length - 1) / speed) }, (_, n) => {
    const place = n * speed;
    const before = Math.floor(place);
    return samples[before]! + (place - before) * (samples[before + 1]! - samples[before]!);
  });

/** With white noise so many dB under the sound. */
export const noisy = (samples: Samples, db: number, seed = 99): Samples => {
  const random = numbers(seed);
  const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
  const peak = Math.sqrt(3 * power * 10 ** (-db / 10));
  return samples.map((value) => value + peak * (2 * random() - 1));
};
