import jStat from 'jstat';
import type { Interval } from '../../src/recognisers/wilson.js';

const requireCounts = (hits: number, trials: number): void => {
  if (!Number.isInteger(hits) || !Number.isInteger(trials) || hits < 0 || hits > trials) {
    throw new RangeError(`${hits} of ${trials} is no proportion`);
  }
};

/** Exact two-sided interval of a proportion of independent trials (Clopper & Pearson 1934), as shares. */
export const clopperPearson = (hits: number, trials: number, confidence = 0.95): Interval => {
  requireCounts(hits, trials);
  const tail = (1 - confidence) / 2;
  return { low: lowerBound(hits, trials, 1 - tail), high: upperBound(hits, trials, 1 - tail) };
};

/** Exact one-sided upper bound: the true share lies above it with probability at most 1 - confidence. */
export const upperBound = (hits: number, trials: number, confidence = 0.95): number => {
  requireCounts(hits, trials);
  return hits === trials ? 1 : jStat.beta.inv(confidence, hits + 1, trials - hits);
};

/** Exact one-sided lower bound. */
export const lowerBound = (hits: number, trials: number, confidence = 0.95): number => {
  requireCounts(hits, trials);
  return hits === 0 ? 0 : jStat.beta.inv(1 - confidence, hits, trials - hits + 1);
};

/**
 * "Rule of three": after `trials` independent trials without an error the true rate is at most 3 / trials with 95 %
 * confidence, because (1 - 3/n)^n is about e^-3 (Hanley & Lippman-Hand 1983). 1 when there are fewer than three.
 */
export const ruleOfThree = (trials: number): number => (trials <= 3 ? 1 : 3 / trials);
