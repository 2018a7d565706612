import { type BootstrapOptions, clusterBootstrap, clustersBy } from '../statistics/cluster-bootstrap.js';
import { type Figure, shareFigure } from '../statistics/figure.js';

/** Strictness of one trial: it passes at every strictness below. */
export interface RiskTrial {
  readonly speaker: string;
  readonly honest: boolean;
  readonly strictness: number;
}

export interface RiskPoint {
  /** Of the judge. */
  readonly strictness: number;
  /** Shares of honest and of altered trials that pass. */
  readonly pass: number;
  readonly falsePass: number;
}

const passesAt =
  (strictness: number) =>
  (trial: RiskTrial): boolean =>
    trial.strictness > strictness;

/** The selective-risk curve: pass rate against false-pass rate for every strictness at which either changes. */
export const riskCurve = (trials: readonly RiskTrial[]): readonly RiskPoint[] => {
  const sorted = trials.toSorted((a, b) => b.strictness - a.strictness);
  const honest = sorted.filter((one) => one.honest).length;
  const altered = sorted.length - honest;
  let [passed, falsely] = [0, 0];
  const points: RiskPoint[] = [];
  sorted.forEach((trial, at) => {
    if (trial.honest) passed++;
    else falsely++;
    const next = sorted[at + 1]?.strictness ?? 0;
    if (next === trial.strictness || trial.strictness === 0) return;
    points.push({ strictness: next, pass: passed / Math.max(1, honest), falsePass: falsely / Math.max(1, altered) });
  });
  return points;
};

/** Most lenient strictness at which at most this share of altered trials passes; that is where most honest ones do. */
export const strictnessForBound = (altered: readonly RiskTrial[], bound: number): number => {
  const sorted = altered.map(({ strictness }) => strictness).sort((a, b) => b - a);
  // So many may pass; the judge must be as strict as the first one that may not.
  const allowed = Math.floor(bound * sorted.length + 1e-9);
  return sorted[allowed] ?? 0;
};

/** Honest passes when the judge is as lenient as the bound on false passes allows. */
export interface PassAtBound {
  readonly bound: number;
  readonly strictness: number;
  readonly pass: Figure;
  readonly falsePasses: number;
}

const ROUNDS = 200;

/**
 * Honest passes under the most lenient judge that keeps the bound. For the interval the strictness, too, is chosen anew
 * on every resampled set of speakers: wider than one that takes it for given.
 */
export const passAtBound = (trials: readonly RiskTrial[], bound: number, options: BootstrapOptions): PassAtBound => {
  const altered = trials.filter((trial) => !trial.honest);
  const honest = trials.filter((trial) => trial.honest);
  const strictness = strictnessForBound(altered, bound);
  const passes = passesAt(strictness);
  const given = shareFigure(honest, passes, ({ speaker }) => speaker, options);
  const falsePasses = altered.filter(passes).length;
  if (given.method !== 'speaker_bootstrap') return { bound, strictness, pass: given, falsePasses };
  const interval = clusterBootstrap(
    clustersBy(trials, ({ speaker }) => speaker),
    (drawn) => honestPassRate(drawn.flat(), bound),
    { ...options, rounds: ROUNDS },
  );
  return { bound, strictness, pass: { ...given, ...interval }, falsePasses };
};

const honestPassRate = (trials: readonly RiskTrial[], bound: number): number => {
  const passes = passesAt(
    strictnessForBound(
      trials.filter((trial) => !trial.honest),
      bound,
    ),
  );
  const honest = trials.filter((trial) => trial.honest);
  return honest.length === 0 ? Number.NaN : honest.filter(passes).length / honest.length;
};
