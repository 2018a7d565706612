import { HONEST } from '../verdicts/cases.js';
import { LEVELS, type Levels, MOST_LENIENT } from './fitted-thresholds.js';

/**
 * One clause held against one recording: the clause as it was read (`honest`) or altered so that the recording does not
 * say it. More lenient levels never turn a pass into something else.
 */
export interface Trial {
  readonly id: string;
  readonly speaker: string;
  /** The recording; trials that share it are not independent. */
  readonly reading: string;
  /** `honest` or the kind of alteration. */
  readonly kind: string;
  readonly passes: (levels: Levels) => boolean;
}

export const isHonest = ({ kind }: Pick<Trial, 'kind'>): boolean => kind === HONEST;

/** Smallest whole number in 0 to `most` that satisfies a condition which, once met, stays met; null when none does. */
export const firstThat = (most: number, met: (at: number) => boolean): number | null => {
  if (!met(most)) return null;
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (met(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/**
 * The strictest level of each threshold at which the trial still passes while all others are most lenient; null when it
 * never passes. To pass at all, a policy must be at least as lenient as this everywhere.
 */
export const neededLevels = ({ passes }: Trial): Levels | null => {
  if (!passes(MOST_LENIENT)) return null;
  return MOST_LENIENT.map((_, at) => firstThat(LEVELS, (level) => passes(MOST_LENIENT.with(at, level)))!);
};
