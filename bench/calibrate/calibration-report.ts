import { effectiveThresholds } from '../../src/verdict/effective-thresholds.js';
import type { Policy, Thresholds } from '../../src/verdict/policy.js';
import type { Cell, Column, LineChart, Trial as ReportedTrial, Section, Table } from '../report/result.js';
import { shareFigure, speakerBound } from '../statistics/figure.js';
import type { Calibration } from './calibrate.js';
import type { StepFigures } from './certify.js';
import { FITTED } from './fitted-thresholds.js';
import type { HeardTrial } from './hear-trials.js';
import type { Obstacle } from './obstacles.js';
import { isHonest } from './trial.js';

/** Everything that a calibration found. */
export interface CalibrationOutcome {
  readonly calibration: Calibration;
  readonly obstacles: readonly Obstacle[];
  readonly before: Policy;
  readonly after: Policy;
  readonly profile: string;
  readonly development: readonly HeardTrial[];
  readonly heldOut: readonly HeardTrial[];
  readonly voice: 'human' | 'synthetic';
  readonly seed: number;
}

const column = (title: string, unit: Column['unit']): Column => ({ title, unit });

const passesAfter = (outcome: CalibrationOutcome, trial: HeardTrial): boolean =>
  trial.passes(outcome.calibration.levels);

const outcomeTable = ({ calibration, obstacles, profile }: CalibrationOutcome): Table => {
  const { demand, certificate, chosen } = calibration;
  const rows: readonly (readonly [string, string])[] = [
    ['Accent profile', profile],
    ['Support', obstacles.length === 0 ? 'validated' : 'review_only'],
    ...obstacles.map(({ code, message }) => [code, message] as const),
    ['False-pass bound asked for', `${100 * demand.bound} % at ${100 * demand.confidence} % confidence`],
    ['Counted as independent', `${demand.unit}s: ${chosen.units} certify`],
    ['False passes while certifying', `${chosen.falsePasses} of ${chosen.altered} altered clauses`],
    ['Bound that they state', `${(100 * chosen.falsePassBound).toFixed(2)} %`],
    ['Honest passes while certifying', `${chosen.honestPasses} of ${chosen.honest}`],
  ];
  return {
    type: 'table',
    title: 'Outcome',
    columns: [column('', 'text'), column('Value', 'text')],
    rows,
    note:
      certificate.status !== 'certified'
        ? 'Nothing is certified: the thresholds are the most lenient without a false pass on all development recordings, a best guess.'
        : demand.unit === 'reading'
          ? 'Counting readings, the bound holds for further readings by these same speakers. It says nothing of other people.'
          : 'Counting speakers, the bound holds for other speakers who are like these.',
  };
};

const thresholdTable = ({ before, after, profile }: CalibrationOutcome): Table => {
  const [old, fresh] = [before, after].map((policy): Thresholds => effectiveThresholds(policy, 'reading', profile));
  const names = FITTED.flatMap(({ name, failPartner }) => (failPartner === null ? [name] : [name, failPartner]));
  return {
    type: 'table',
    title: 'Thresholds',
    columns: [column('Threshold', 'text'), column('Before', 'number'), column('Calibrated', 'number')],
    rows: names.map((name) => [name, old![name], fresh![name]]),
  };
};

const share = (
  trials: readonly HeardTrial[],
  isHit: (trial: HeardTrial) => boolean,
  seed: number,
): ReturnType<typeof shareFigure> =>
  shareFigure(trials, isHit, ({ speaker }) => speaker, {
    seed,
    independent: new Set(trials.map(({ reading }) => reading)).size,
  });

const kindRow = (name: string, trials: readonly HeardTrial[], outcome: CalibrationOutcome): readonly Cell[] => [
  name,
  trials.length,
  share(trials, ({ passesBefore }) => passesBefore, outcome.seed),
  share(trials, (trial) => passesAfter(outcome, trial), outcome.seed),
];

const passTable = (title: string, trials: readonly HeardTrial[], outcome: CalibrationOutcome, note: string): Table => {
  const altered = trials.filter((trial) => !isHonest(trial));
  const kinds = [...new Set(altered.map(({ kind }) => kind))].sort();
  const all = share(altered, (trial) => passesAfter(outcome, trial), outcome.seed);
  const bySpeakers = speakerBound(all);
  return {
    type: 'table',
    title,
    columns: [
      column('Clause', 'text'),
      column('Trials', 'count'),
      column('Before', 'share'),
      column('Calibrated', 'share'),
    ],
    rows: [
      kindRow('as it is', trials.filter(isHonest), outcome),
      ...kinds.map((kind) =>
        kindRow(
          kind,
          altered.filter((trial) => trial.kind === kind),
          outcome,
        ),
      ),
      kindRow('all altered', altered, outcome),
      ...(bySpeakers ? [['all altered, speakers alone', altered.length, null, bySpeakers] as const] : []),
    ],
    note,
  };
};

const SHARED_SOUND =
  'Altered clauses of one reading share its sound, so without a false pass only readings count as independent.';
const FLATTERED = 'The calibrated thresholds were fitted to these recordings: this is no measurement of them.';

const lostTable = (outcome: CalibrationOutcome): Table => ({
  type: 'table',
  title: 'Held-out honest readings that do not pass, before or after',
  columns: [
    column('Reading', 'text'),
    column('Clause', 'text'),
    column('Before', 'text'),
    column('Calibrated', 'text'),
  ],
  rows: outcome.heldOut
    .filter((trial) => isHonest(trial) && !(trial.passesBefore && passesAfter(outcome, trial)))
    .map((trial) => [
      trial.reading,
      trial.text,
      trial.passesBefore ? 'pass' : 'no pass',
      passesAfter(outcome, trial) ? 'pass' : 'no pass',
    ]),
});

const tradeOff = ({ calibration }: CalibrationOutcome): LineChart => {
  const { certifying, demand } = calibration;
  const point = (figures: StepFigures) => ({
    x: figures.falsePassBound,
    y: figures.honestPasses / Math.max(1, figures.honest),
  });
  const chosen = point(calibration.chosen);
  return {
    type: 'line',
    title: 'What a stricter bound costs, on the certifying recordings',
    x: { title: `False-pass rate that cannot be excluded at ${100 * demand.confidence} %`, unit: 'share' },
    y: { title: 'Honest readings that pass', unit: 'share' },
    series: [
      { name: 'from strict to lenient', points: certifying.map(point) },
      { name: 'chosen', points: [chosen], marksOnly: true },
    ],
    note: `The bound asked for is ${100 * demand.bound} %.`,
  };
};

export const calibrationSections = (outcome: CalibrationOutcome): readonly Section[] => [
  {
    id: 'outcome',
    title: `Calibration of ${outcome.profile}`,
    voice: outcome.voice,
    blocks: [
      outcomeTable(outcome),
      thresholdTable(outcome),
      tradeOff(outcome),
      passTable('Development speakers: share that passes', outcome.development, outcome, FLATTERED),
    ],
  },
  {
    id: 'held-out',
    title: 'Held-out speakers',
    voice: outcome.voice,
    blocks: [
      passTable('Held-out speakers: share that passes', outcome.heldOut, outcome, SHARED_SOUND),
      lostTable(outcome),
    ],
  },
];

/** Held-out trials under both policies, for `hesheng bench compare`. */
export const calibrationTrials = (
  outcome: CalibrationOutcome,
  systems: readonly [string, string],
): readonly ReportedTrial[] =>
  outcome.heldOut.flatMap((trial) =>
    [trial.passesBefore, passesAfter(outcome, trial)].map((passed, at) => ({
      id: trial.id,
      system: systems[at]!,
      dataset: trial.utterance.dataset,
      speaker: trial.speaker,
      voice: trial.utterance.voice,
      kind: trial.kind,
      wanted: isHonest(trial) ? ('accept' as const) : ('reject' as const),
      outcome: passed ? 'pass' : 'no_pass',
      score: null,
      detail: trial.text,
    })),
  );
