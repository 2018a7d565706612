import { clustersBy } from '../statistics/cluster-bootstrap.js';
import { mean } from '../statistics/mean.js';
import type { PolicyPath } from './path.js';
import { firstThat, isHonest, type Trial } from './trial.js';
import { meanUpperBound } from './upper-bound.js';

/** What is counted as one independent trial: all altered clauses of one speaker, or of one reading, together. */
export type Unit = 'speaker' | 'reading';

export const unitOf = (trial: Trial, unit: Unit): string =>
  unit === 'speaker' ? trial.speaker : `${trial.speaker}/${trial.reading}`;

export interface Demand {
  /** Highest false-pass rate that is acceptable, 0 to 1. */
  readonly bound: number;
  /** 0 to 1. */
  readonly confidence: number;
  readonly unit: Unit;
}

/** First step of the path at which the trial passes; Infinity when none. */
const firstPass = ({ passes }: Trial, path: PolicyPath): number =>
  firstThat(path.length - 1, (step) => passes(path[step]!)) ?? Number.POSITIVE_INFINITY;

interface AlteredTrial {
  readonly unit: string;
  readonly first: number;
}

/** Share of a unit's altered clauses that pass at a step. */
const rateAt = (own: readonly AlteredTrial[], step: number): number =>
  own.filter(({ first }) => first <= step).length / own.length;

export interface StepFigures {
  readonly step: number;
  readonly falsePasses: number;
  readonly altered: number;
  readonly honestPasses: number;
  readonly honest: number;
  /** Independent units behind the bound. */
  readonly units: number;
  /** Mean over units of the share of altered clauses that passed. */
  readonly falsePassRate: number;
  /** Its upper confidence limit. */
  readonly falsePassBound: number;
}

type FalsePasses = Pick<StepFigures, 'falsePasses' | 'altered' | 'units' | 'falsePassRate' | 'falsePassBound'>;

/** False passes at each step; once passed, a trial passes at every later step, so equal counts mean equal trials. */
const falsePassesAlong = (
  steps: number,
  trials: readonly AlteredTrial[],
  confidence: number,
): readonly FalsePasses[] => {
  const units = clustersBy(trials, ({ unit }) => unit);
  const known = new Map<number, FalsePasses>();
  return Array.from({ length: steps }, (_, step) => {
    const falsePasses = trials.filter(({ first }) => first <= step).length;
    const seen = known.get(falsePasses);
    if (seen) return seen;
    const rates = units.map((own) => rateAt(own, step));
    const figures = {
      falsePasses,
      altered: trials.length,
      units: rates.length,
      falsePassRate: rates.length > 0 ? mean(rates) : 0,
      falsePassBound: meanUpperBound(rates, confidence),
    };
    known.set(falsePasses, figures);
    return figures;
  });
};

/** Figures of each step of a path on trials that it was not made from. */
export const figuresAlong = (path: PolicyPath, trials: readonly Trial[], demand: Demand): readonly StepFigures[] => {
  const altered = trials
    .filter((trial) => !isHonest(trial))
    .map((trial) => ({ unit: unitOf(trial, demand.unit), first: firstPass(trial, path) }));
  const honest = trials.filter(isHonest).map((trial) => firstPass(trial, path));
  return falsePassesAlong(path.length, altered, demand.confidence).map((falsePasses, step) => ({
    step,
    ...falsePasses,
    honestPasses: honest.filter((first) => first <= step).length,
    honest: honest.length,
  }));
};

/**
 * The most lenient step whose bound holds, and that of every stricter one: hypotheses in a fixed order, each tested at the
 * full level, until one cannot be refuted (fixed sequence testing; "Learn then Test", Angelopoulos et al. 2021). The order
 * comes from other trials, so the chance that the chosen step's true rate exceeds the bound is at most 1 - confidence.
 * Null when not even the strictest step can be certified.
 */
export const certifiedStep = (figures: readonly StepFigures[], { bound }: Demand): number | null => {
  const refused = figures.findIndex(({ falsePassBound }) => !(falsePassBound <= bound));
  const last = refused < 0 ? figures.length - 1 : refused - 1;
  return last < 0 ? null : last;
};
