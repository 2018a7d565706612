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
  | { readonly status: 'too_few'; readonly units: number; readonly needed: number; readonly step: number }
  /** Enough units, but the strictest policy already lets too many by. */
  | { readonly status: 'too_many_false_passes'; readonly step: number };

export interface Calibration {
  readonly demand: CalibrationDemand;
  readonly path: PolicyPath;
  /** The chosen policy: the certified one, or the best guess that stays for review only. */
  readonly levels: Levels;
  readonly certificate: Certificate;
  /** Per step of the path, on the trials that shaped it: for drawing, not for claims. */
  readonly fitted: readonly StepFigures[];
  /** Per step of the path, on the trials that certify. */
  readonly certifying: readonly StepFigures[];
}

/** The most lenient step without a false pass in either part; the strictest when there is none. */
const cleanStep = (fitted: readonly StepFigures[], certifying: readonly StepFigures[]): number => {
  const dirty = fitted.findIndex(({ falsePasses }, step) => falsePasses + certifying[step]!.falsePasses > 0);
  return dirty < 0 ? fitted.length - 1 : Math.max(0, dirty - 1);
};

const certificateOf = (
  demand: CalibrationDemand,
  fitted: readonly StepFigures[],
  certifying: readonly StepFigures[],
): Certificate => {
  const step = certifiedStep(certifying, demand);
  if (step !== null) return { status: 'certified', step };
  const { units } = certifying[0]!;
  const needed = unitsNeeded(demand.bound, demand.confidence);
  if (units < needed) return { status: 'too_few', units, needed, step: cleanStep(fitted, certifying) };
  return { status: 'too_many_false_passes', step: 0 };
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
  const fitted = figuresAlong(path, first, demand);
  const certifying = figuresAlong(path, second, demand);
  const certificate = certificateOf(demand, fitted, certifying);
  return { demand, path, levels: path[certificate.step]!, certificate, fitted, certifying };
};

/** How trials fare under one policy, with the bound that they alone can state. */
export const figuresAt = (levels: Levels, trials: readonly Trial[], demand: Demand): StepFigures =>
  figuresAlong([levels], trials, demand)[0]!;
