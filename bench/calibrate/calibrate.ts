import { seededRandom } from '../seeded-random.js';
import { certifiedStep, type Demand, figuresAlong, type StepFigures, unitOf } from './certify.js';
import type { Levels } from './fitted-thresholds.js';
import { leniencyPath, type PolicyPath } from './path.js';
import { splitByUnit } from './split.js';
import type { Trial } from './trial.js';
import { unitsNeeded } from './upper-bound.js';

export interface CalibrationDemand extends Demand {
  readonly seed: number;
  /** Share of the development units that certify; the others shape the path. */
  readonly certifyShare: number;
}

/** Why a profile may pass readings, or may not yet. */
export type Certificate =
  | { readonly status: 'certified'; readonly step: number }
  /** Even without one false pass so few units state no such bound. */
  | { readonly status: 'too_few'; readonly units: number; readonly needed: number }
  /** Enough units, but the strictest policy already lets too many by. */
  | { readonly status: 'too_many_false_passes' };

export interface Calibration {
  readonly demand: CalibrationDemand;
  readonly path: PolicyPath;
  readonly certificate: Certificate;
  /** Per step of the path, on the trials that certify. */
  readonly certifying: readonly StepFigures[];
  /** The chosen policy: the certified one, or the best guess that stays for review only. */
  readonly levels: Levels;
  /** The chosen policy on the trials that certify; without a certificate these had a say in the choice. */
  readonly chosen: StepFigures;
}

const certify = (demand: CalibrationDemand, certifying: readonly StepFigures[]): Certificate => {
  const step = certifiedStep(certifying, demand);
  if (step !== null) return { status: 'certified', step };
  const { units } = certifying[0]!;
  const needed = unitsNeeded(demand.bound, demand.confidence);
  return units < needed ? { status: 'too_few', units, needed } : { status: 'too_many_false_passes' };
};

/** The most lenient policy without a false pass on all trials, on a path that all of them shaped: it claims nothing. */
const bestGuess = (trials: readonly Trial[], demand: Demand): Levels => {
  const path = leniencyPath(trials);
  const dirty = figuresAlong(path, trials, demand).findIndex(({ falsePasses }) => falsePasses > 0);
  return dirty < 0 ? path.at(-1)! : path[Math.max(0, dirty - 1)]!;
};

/**
 * Fits thresholds to a false-pass bound. One part of the development units (speakers, or readings) orders the candidate
 * policies, the other decides how far to go: the bound is stated on trials that had no say in the order. Pure; the same
 * trials, demand and seed give the same answer. Throws RangeError when the units are too few to split.
 */
export const calibrate = (trials: readonly Trial[], demand: CalibrationDemand): Calibration => {
  const { first, second } = splitByUnit(
    trials,
    (trial) => unitOf(trial, demand.unit),
    demand.certifyShare,
    seededRandom(demand.seed),
  );
  const path = leniencyPath(first);
  const certifying = figuresAlong(path, second, demand);
  const certificate = certify(demand, certifying);
  const levels = certificate.status === 'certified' ? path[certificate.step]! : bestGuess(trials, demand);
  return { demand, path, certificate, certifying, levels, chosen: figuresAt(levels, second, demand) };
};

/** How trials fare under one policy, with the bound that they alone can state. */
export const figuresAt = (levels: Levels, trials: readonly Trial[], demand: Demand): StepFigures =>
  figuresAlong([levels], trials, demand)[0]!;
