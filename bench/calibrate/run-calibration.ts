import { VERSION } from '../../src/config/installation.js';
import { loadConfig } from '../../src/config.js';
import type { ModelIdentity } from '../../src/engine/model-identity.js';
import { HeshengError } from '../../src/errors.js';
import { ACCENT_PROFILES } from '../../src/text/accent-profile-list.js';
import { NORMALISER } from '../../src/text/to-spoken-form.js';
import { parsePolicy } from '../../src/verdict/policies.js';
import type { Policy, PolicyStamp } from '../../src/verdict/policy.js';
import { documentHash } from '../../src/verification/sha256.js';
import { readDatasets } from '../dataset/read-dataset.js';
import type { BenchResult, System } from '../report/result.js';
import { RESULT_SCHEMA } from '../report/result.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { openListener } from '../run/listener.js';
import { metaOf, stampDataset } from '../run/meta.js';
import { type NamedPolicy, openPolicy } from '../run/policies.js';
import { clausesOf } from '../verdicts/cases.js';
import { type Calibration, calibrate, figuresAt } from './calibrate.js';
import { calibratedPolicy } from './calibrated-policy.js';
import { type CalibrationData, calibrationData, stampData } from './calibration-data.js';
import { type CalibrationOutcome, calibrationSections, calibrationTrials } from './calibration-report.js';
import type { Demand, StepFigures, Unit } from './certify.js';
import { type HeardTrial, hearTrials } from './hear-trials.js';
import { type Obstacle, obstacles } from './obstacles.js';

/** What `hesheng calibrate` takes from the command line. */
export interface CalibrateOptions {
  readonly data: readonly string[];
  readonly heldOut: readonly string[];
  /** Share of the speakers that is held out when no data set is. */
  readonly split: number;
  readonly trainedOn: readonly string[];
  readonly allowSynthetic: boolean;
  readonly profile: string;
  /** Policy to start from: an id or a file. */
  readonly base: string;
  readonly id: string | null;
  readonly version: number | null;
  readonly bound: number;
  readonly confidence: number;
  readonly unit: Unit;
  readonly certifyShare: number;
  /** At most so many readings of a data set, drawn with the seed; null: all. */
  readonly limit: number | null;
  readonly seed: number;
  readonly jobs: number;
  readonly cache: string | null;
  readonly command: string;
  readonly date: Date;
}

export interface CalibrationRun {
  readonly policy: Policy;
  readonly obstacles: readonly Obstacle[];
  readonly result: BenchResult;
}

const requireProfile = (id: string): string => {
  if (ACCENT_PROFILES.some((profile) => profile.id === id)) return id;
  throw new HeshengError(
    'BAD_REQUEST',
    `${id} is no accent profile: there are ${ACCENT_PROFILES.map((p) => p.id).join(', ')}`,
  );
};

/** RangeError of the split: the data are at fault, not the program. */
const fit = (trials: readonly HeardTrial[], options: CalibrateOptions): Calibration => {
  try {
    return calibrate(trials, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new HeshengError(
      'DATASET_INVALID',
      `too few development ${options.unit}s: one part fits and another certifies; ${error.message}`,
      { cause: error },
    );
  }
};

const stepJson = ({
  falsePasses,
  altered,
  honestPasses,
  honest,
  units,
  falsePassRate,
  falsePassBound,
}: StepFigures) => ({
  falsePasses,
  altered,
  honestPasses,
  honest,
  units,
  falsePassRate,
  falsePassBound,
});

interface Found {
  readonly data: CalibrationData;
  readonly models: readonly ModelIdentity[];
  readonly calibration: Calibration;
  readonly heldOutFigures: StepFigures;
  readonly faults: readonly Obstacle[];
}

const figuresJson = ({ calibration, heldOutFigures, faults, data }: Found, options: CalibrateOptions) => ({
  hesheng: VERSION,
  calibratedAt: options.date.toISOString(),
  development: { ...stampData(data.development, data.voice) },
  heldOut: { ...stampData(data.heldOut, data.voice) },
  falsePassBound: options.bound,
  confidence: options.confidence,
  unit: options.unit,
  certifyShare: options.certifyShare,
  seed: options.seed,
  status: calibration.certificate.status,
  obstacles: faults.map(({ code }) => code),
  certifying: stepJson(calibration.chosen),
  heldOutFigures: stepJson(heldOutFigures),
});

const stampOf = ({ data, models }: Found, options: CalibrateOptions): Omit<PolicyStamp, 'figures'> => ({
  calibratedAt: options.date.toISOString(),
  development: stampData(data.development, data.voice),
  heldOut: stampData(data.heldOut, data.voice),
  models: models.map(({ role, id, sha256 }) => ({ role, id, sha256 })),
  normaliser: NORMALISER,
  accentProfiles: Object.fromEntries(
    ACCENT_PROFILES.filter(({ id }) => id === options.profile).map(({ id, version }) => [id, version]),
  ),
  falsePassBound: options.bound,
  confidence: options.confidence,
});

const policyOf = (base: Policy, found: Found, options: CalibrateOptions): Policy =>
  parsePolicy(
    calibratedPolicy({
      base,
      id: options.id ?? base.id,
      version: options.version ?? base.version + 1,
      profile: options.profile,
      levels: found.calibration.levels,
      support: found.faults.length === 0 ? 'validated' : 'review_only',
      stamp: stampOf(found, options),
      figures: figuresJson(found, options),
    }),
  );

const system = (policy: Policy, sha256: string, models: readonly ModelIdentity[]): System => ({
  id: `${policy.id}/${policy.version}`,
  models,
  policy: { id: policy.id, version: policy.version, sha256 },
});

const resultOf = (
  base: NamedPolicy,
  after: Policy,
  found: Found,
  trials: Pick<CalibrationOutcome, 'development' | 'heldOut'>,
  options: CalibrateOptions,
): BenchResult => {
  const outcome: CalibrationOutcome = {
    calibration: found.calibration,
    obstacles: found.faults,
    before: base.policy,
    after,
    profile: options.profile,
    ...trials,
    voice: found.data.voice,
    seed: options.seed,
  };
  const systems = [
    system(base.policy, base.sha256, found.models),
    system(after, documentHash(after), found.models),
  ] as const;
  const datasets = new Set([...found.data.development.datasets, ...found.data.heldOut.datasets]);
  return {
    schema: RESULT_SCHEMA,
    bench: 'calibrate',
    meta: metaOf(options),
    datasets: [...datasets].map((dataset) => stampDataset(dataset, options.trainedOn)),
    systems,
    sections: calibrationSections(outcome),
    trials: calibrationTrials(outcome, [systems[0].id, systems[1].id]),
  };
};

/**
 * Fits one accent profile of a policy to a false-pass bound. Rejects with DATASET_INVALID (too few speakers, one on both
 * sides, synthetic voices), BAD_REQUEST (no such profile), POLICY_NOT_FOUND or CONFIG_INVALID.
 */
export const runCalibration = async (options: CalibrateOptions): Promise<CalibrationRun> => {
  const profile = requireProfile(options.profile);
  const base = await openPolicy(options.base);
  const whole = await readDatasets([...options.data, ...options.heldOut]);
  const sets = whole.map((set) => ({ ...set, utterances: chooseUtterances(set, { ...options, speakers: null }) }));
  const data = calibrationData(sets.slice(0, options.data.length), sets.slice(options.data.length), {
    share: options.split,
    seed: options.seed,
    allowSynthetic: options.allowSynthetic,
  });
  const { config } = loadConfig();
  const listener = await openListener({
    config: { ...config, engineProcesses: options.jobs, engineThreads: 1 },
    cacheDir: options.cache,
    voice: false,
  });
  try {
    const hear = (side: CalibrationData['heldOut']) =>
      hearTrials(listener, side.utterances, side.datasets.flatMap(clausesOf), {
        policy: base.policy,
        profile,
        seed: options.seed,
        jobs: options.jobs,
      });
    const development = await hear(data.development);
    const calibration = fit(development, options);
    const heldOut = await hear(data.heldOut);
    const demand: Demand = options;
    const heldOutFigures = figuresAt(calibration.levels, heldOut, demand);
    const trainedOn = data.development.datasets
      .map(({ name }) => name)
      .filter((name) => options.trainedOn.includes(name));
    const faults = obstacles({
      calibration,
      heldOut: heldOutFigures,
      synthetic: data.voice === 'synthetic',
      trainedOn,
    });
    const found: Found = { data, models: listener.models, calibration, heldOutFigures, faults };
    const policy = policyOf(base.policy, found, options);
    return { policy, obstacles: faults, result: resultOf(base, policy, found, { development, heldOut }, options) };
  } finally {
    await listener.close();
  }
};
