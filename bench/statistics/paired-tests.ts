import jStat from 'jstat';
import { seededRandom } from '../seeded-random.js';

/** Cases that went well under one of two systems only. */
export interface Discordant {
  readonly onlyOld: number;
  readonly onlyNew: number;
}

/**
 * Exact McNemar test (McNemar 1947; binomial with 1/2). `worse` is the probability of so many losses, or more, among the
 * flipped cases if both systems were equally good; `different` is two-sided. 1 when nothing flipped.
 */
export const mcNemar = ({ onlyOld, onlyNew }: Discordant): { readonly worse: number; readonly different: number } => {
  const flips = onlyOld + onlyNew;
  if (flips === 0) return { worse: 1, different: 1 };
  const atLeast = (count: number): number => (count === 0 ? 1 : 1 - jStat.binomial.cdf(count - 1, flips, 0.5));
  const clamp = (p: number): number => Math.min(1, Math.max(0, p));
  return {
    worse: clamp(atLeast(onlyOld)),
    different: clamp(2 * Math.min(atLeast(onlyOld), atLeast(onlyNew))),
  };
};

const ROUNDS = 10_000;
/** Up to so many clusters every assignment of signs is tried, which makes the test exact. */
const EXACT_CLUSTERS = 13;

const signedSum = (differences: readonly number[], negative: (at: number) => boolean): number =>
  differences.reduce((sum, difference, at) => sum + (negative(at) ? -difference : difference), 0);

/**
 * Permutation test over clusters: `differences` holds, per speaker, the sum of old minus new over that speaker's cases.
 * If both systems were equally good, each speaker's difference might as well have the other sign. The probability of a
 * sum at least as great (new is worse): exact up to 13 speakers, else of 10,000 seeded draws with (hits + 1) / (draws + 1)
 * (Phipson & Smyth 2010).
 */
export const clusterPermutation = (differences: readonly number[], seed: number): number => {
  const moved = differences.filter((difference) => difference !== 0);
  const seen = signedSum(moved, () => false);
  const atLeast = (sum: number): boolean => sum >= seen - 1e-12;
  if (moved.length === 0) return 1;
  if (moved.length <= EXACT_CLUSTERS) {
    const all = 2 ** moved.length;
    let hits = 0;
    for (let signs = 0; signs < all; signs++) if (atLeast(signedSum(moved, (at) => ((signs >> at) & 1) === 1))) hits++;
    return hits / all;
  }
  const random = seededRandom(seed);
  let hits = 0;
  for (let round = 0; round < ROUNDS; round++) if (atLeast(signedSum(moved, () => random() < 0.5))) hits++;
  return (hits + 1) / (ROUNDS + 1);
};
