import type { Interval } from '../../src/recognisers/wilson.js';
import { seededRandom } from '../seeded-random.js';
import { quantile } from './quantile.js';

export interface BootstrapOptions {
  readonly seed: number;
  readonly rounds?: number;
  readonly confidence?: number;
}

const ROUNDS = 1_000;

/** Members by cluster, in order of first sight. */
export const clustersBy = <T>(members: readonly T[], clusterOf: (member: T) => string): readonly (readonly T[])[] => {
  const clusters = new Map<string, T[]>();
  for (const member of members) {
    const key = clusterOf(member);
    const own = clusters.get(key);
    if (own) own.push(member);
    else clusters.set(key, [member]);
  }
  return [...clusters.values()];
};

/**
 * Percentile interval of a figure over resampled clusters (Efron 1979; clusters: Field & Welsh 2007). What one speaker
 * says is alike, so whole speakers are drawn with replacement and all their trials with them. A figure that is NaN for
 * a draw (no trial of its kind in it) leaves that draw out. With fewer than two clusters nothing can be said: 'NaN'.
 */
export const clusterBootstrap = <C>(
  clusters: readonly C[],
  figure: (drawn: readonly C[]) => number,
  { seed, rounds = ROUNDS, confidence = 0.95 }: BootstrapOptions,
): Interval => {
  if (clusters.length < 2) return { low: Number.NaN, high: Number.NaN };
  const random = seededRandom(seed);
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const drawn = clusters.map(() => clusters[Math.floor(random() * clusters.length)]!);
    const value = figure(drawn);
    if (!Number.isNaN(value)) values.push(value);
  }
  const sorted = Float64Array.from(values).sort();
  const tail = (1 - confidence) / 2;
  return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
};

/** What a share is made of. */
export interface Tally {
  readonly hits: number;
  readonly trials: number;
}

export const addTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((sum, one) => ({ hits: sum.hits + one.hits, trials: sum.trials + one.trials }), {
    hits: 0,
    trials: 0,
  });

/** Share of hits over all trials of the drawn clusters; NaN without trials. */
export const pooledShare = (tallies: readonly Tally[]): number => {
  let hits = 0;
  let trials = 0;
  for (const tally of tallies) {
    hits += tally.hits;
    trials += tally.trials;
  }
  return trials === 0 ? Number.NaN : hits / trials;
};
