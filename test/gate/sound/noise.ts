import { seededRandom } from '../../../bench/seeded-random.js';
import { SAMPLE_RATE_HZ } from '../../../src/audio/pcm.js';
import type { NoiseColour } from './recipe.js';

const white = (samples: number, seed: number): Float32Array => {
  const random = seededRandom(seed);
  return Float32Array.from({ length: samples }, () => random() * 2 - 1);
};

/** About -3 dB an octave: white noise through three one-pole filters (Kellet's economy method). */
const pink = (samples: number, seed: number): Float32Array => {
  let [a, b, c] = [0, 0, 0];
  return white(samples, seed).map((value) => {
    a = 0.99765 * a + value * 0.099046;
    b = 0.963 * b + value * 0.2965164;
    c = 0.57 * c + value * 1.0526913;
    return a + b + c + value * 0.1848;
  });
};

/** Mains hum: 50 Hz and its odd harmonics. */
const hum = (samples: number): Float32Array =>
  Float32Array.from({ length: samples }, (_, index) =>
    [1, 3, 5, 7].reduce((sum, n) => sum + Math.sin((2 * Math.PI * 50 * n * index) / SAMPLE_RATE_HZ) / n, 0),
  );

/** Noise shaped like a hall of talkers: pink, swelling four times a second. */
const babble = (samples: number, seed: number): Float32Array =>
  pink(samples, seed).map((value, index) => value * (0.6 + 0.4 * Math.sin((2 * Math.PI * 4 * index) / SAMPLE_RATE_HZ)));

const SEED = 11;

export const noise = (colour: NoiseColour, samples: number): Float32Array => {
  if (colour === 'white') return white(samples, SEED);
  if (colour === 'pink') return pink(samples, SEED);
  return colour === 'hum' ? hum(samples) : babble(samples, SEED);
};
