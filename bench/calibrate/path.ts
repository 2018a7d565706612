import { atLeastAsLenient, join, type Levels, STRICTEST } from './fitted-thresholds.js';
import { isHonest, neededLevels, type Trial } from './trial.js';

/** Candidate policies from the strictest on, each at least as lenient as the one before. */
export type PolicyPath = readonly Levels[];

const sum = (levels: Levels): number => levels.reduce((total, level) => total + level, 0);

interface Step {
  readonly levels: Levels;
  readonly falsePasses: number;
  readonly honest: number;
}

const countMet = (needs: readonly Levels[], levels: Levels): number =>
  needs.filter((need) => atLeastAsLenient(levels, need)).length;

/** Fewer new false passes per honest reading won, then less leniency. */
const better = (a: Step, b: Step): Step => {
  const costs = a.falsePasses * b.honest - b.falsePasses * a.honest;
  if (costs !== 0) return costs < 0 ? a : b;
  return sum(a.levels) <= sum(b.levels) ? a : b;
};

/** Least leniency first, then by the first threshold that differs, so that the order of the trials does not matter. */
const byLeniency = (a: Levels, b: Levels): number =>
  sum(a) - sum(b) || a.map((level, at) => level - b[at]!).find((difference) => difference !== 0) || 0;

/** What each trial needs to pass; those that never pass are left out. */
const needsOf = (trials: readonly Trial[]): readonly Levels[] =>
  trials
    .map(neededLevels)
    .filter((need): need is Levels => need !== null)
    .toSorted(byLeniency);

const withoutMet = (needs: readonly Levels[], levels: Levels): readonly Levels[] =>
  needs.filter((need) => !atLeastAsLenient(levels, need));

/**
 * Orders policies by what they are worth on these trials: from the strictest corner, each step relaxes the thresholds just
 * enough to let the cheapest further honest reading pass, cheapest in altered clauses that would pass with it. It ends when
 * every honest reading passes that can. No bound enters: a stricter bound stops earlier on the same path.
 */
export const leniencyPath = (trials: readonly Trial[]): PolicyPath => {
  let waiting = needsOf(trials.filter(isHonest));
  let altered = needsOf(trials.filter((trial) => !isHonest(trial)));
  const path: Levels[] = [STRICTEST];
  while (waiting.length > 0) {
    const current = path.at(-1)!;
    const steps = waiting.map((need): Step => {
      const levels = join(current, need);
      return { levels, falsePasses: countMet(altered, levels), honest: countMet(waiting, levels) };
    });
    const { levels } = steps.reduce(better);
    path.push(levels);
    waiting = withoutMet(waiting, levels);
    altered = withoutMet(altered, levels);
  }
  return path;
};
