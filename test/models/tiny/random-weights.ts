import { seededRandom } from '../../fuzz/seeded-random.js';

/** A bell-shaped number of mean 0 and variance 1, by sums alone, so that every machine gives the same bits. */
const bell = (next: () => number): number => (next() + next() + next() + next() - 2) * Math.sqrt(3);

const normalise = (row: Float32Array): Float32Array => {
  const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
  const centred = row.map((value) => value - mean);
  const length = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0));
  return centred.map((value) => value / length);
};

/**
 * Patterns over the bands of a spectrum, [count x bands]: each has mean 0, so that loudness alone moves none of them, and
 * length 1.
 */
export const bandPatterns = (count: number, bands: number, seed: number): readonly Float32Array[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    normalise(Float32Array.from({ length: bands }, () => bell(() => random.next()))),
  );
};

/** Weights for graphs that need no more than some numbers, of that size. */
export const randomWeights = (count: number, size: number, seed: number): Float32Array => {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count }, () => size * bell(() => random.next()));
};
