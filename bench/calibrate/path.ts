import { atLeastAsLenient, join, LEVELS, type Levels, STRICTEST } from './fitted-thresholds.js';
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

/** Relaxes one threshold after the other, level by level, as far as no further altered clause would pass. */
const freeLeniency = (from: Levels, altered: readonly Levels[]): Levels => {
  const free = (levels: Levels) => altered.every((need) => !atLeastAsLenient(levels, need));
  let reached = from;
  for (let open = from.map((_, at) => at); open.length > 0; ) {
    open = open.filter((at) => {
      const wider = reached.with(at, reached[at]! + 1);
      if (wider[at]! > LEVELS || !free(wider)) return false;
      reached = wider;
      return true;
    });
  }
  return reached;
};

const WIDENING_STEPS = 5;

/**
 * Steps from where the honest readings of these speakers need the thresholds to half way towards the nearest altered
 * clause: other speakers' honest readings need more, other altered clauses less.
 */
const widenedSteps = (from: Levels, altered: readonly Levels[]): readonly Levels[] => {
  const most = freeLeniency(from, altered);
  const steps = Array.from({ length: WIDENING_STEPS }, (_, at) =>
    from.map((level, k) => Math.floor(level + ((most[k]! - level) * (at + 1)) / (2 * WIDENING_STEPS))),
  );
  return steps.filter((levels, at) => sum(levels) > sum(steps[at - 1] ?? from));
};

/** The cheapest way to let one more honest reading pass; null when none waits. */
const cheapestStep = (current: Levels, waiting: readonly Levels[], altered: readonly Levels[]): Step | null =>
  waiting
    .map((need): Step => {
      const levels = join(current, need);
      return { levels, falsePasses: countMet(altered, levels), honest: countMet(waiting, levels) };
    })
    .reduce<Step | null>((best, step) => (best ? better(best, step) : step), null);

/**
 * Orders policies by what they are worth on these trials, from the strictest corner on. Each step relaxes the thresholds
 * just enough to let the cheapest further honest reading pass, cheapest in altered clauses that would pass with it. Before
 * the first that costs something, and after each, the thresholds are widened as far as is free, by half. It ends when every
 * honest reading passes that can. No bound enters: a stricter bound stops earlier on the same path.
 */
export const leniencyPath = (trials: readonly Trial[]): PolicyPath => {
  let waiting = needsOf(trials.filter(isHonest));
  let altered = needsOf(trials.filter((trial) => !isHonest(trial)));
  const path: Levels[] = [STRICTEST];
  const go = (levels: Levels): void => {
    path.push(levels);
    waiting = withoutMet(waiting, levels);
    altered = withoutMet(altered, levels);
  };
  for (let widened = false; waiting.length > 0 || !widened; ) {
    const step = cheapestStep(path.at(-1)!, waiting, altered);
    if (step !== null && (widened || step.falsePasses === 0)) {
      go(step.levels);
      widened = false;
    } else {
      for (const levels of widenedSteps(path.at(-1)!, altered)) go(levels);
      widened = true;
    }
  }
  return path;
};
