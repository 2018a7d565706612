import type { Block, LineChart, Series, Table } from '../report/result.js';
import type { Strictness } from './judge-cases.js';
import { isHonest, type JudgedTrial } from './judged-trial.js';
import { passAtBound, type RiskTrial, riskCurve } from './risk.js';

const BOUNDS = [0, 0.001, 0.005, 0.01, 0.02] as const;
const WITNESSES: readonly { readonly key: keyof Strictness; readonly name: string }[] = [
  { key: 'text', name: 'text only (free decode)' },
  { key: 'sound', name: 'sound only (clause score and margins)' },
  { key: 'both', name: 'both, as shipped' },
];
/** Beyond this share of false passes nobody would run a judge. */
const MAX_FALSE_PASS = 0.1;

const toRisk = (trials: readonly JudgedTrial[], key: keyof Strictness): readonly RiskTrial[] =>
  trials.map((trial) => ({
    speaker: trial.utterance.speaker,
    honest: isHonest(trial),
    strictness: trial.judged?.strictness[key] ?? 0,
  }));

const boundName = (bound: number): string => (bound === 0 ? 'none seen' : `at most ${(100 * bound).toFixed(1)} %`);

const boundTable = (trials: readonly JudgedTrial[], seed: number): Table => ({
  type: 'table',
  title: 'Honest passes at equal false passes, by witness',
  columns: [
    { title: 'False passes', unit: 'text' },
    ...WITNESSES.map(({ name }) => ({ title: name, unit: 'share' as const })),
    { title: 'Strictness of both (0.5: as shipped)', unit: 'number' },
  ],
  rows: BOUNDS.map((bound) => {
    const cells = WITNESSES.map(({ key }) => passAtBound(toRisk(trials, key), bound, { seed }));
    return [boundName(bound), ...cells.map(({ pass }) => pass), cells.at(-1)!.strictness];
  }),
  note:
    'Every threshold of a judge is moved along one path from lenient to strict, until the share of altered clauses that pass is at most that of the row. ' +
    'The point is chosen on these very trials, so the pass rates flatter all three alike; they compare witnesses, they promise nothing.',
});

const curve = (trials: readonly JudgedTrial[]): LineChart => ({
  type: 'line',
  title: 'Selective risk: honest passes against false passes',
  x: { title: 'Altered clauses that pass', unit: 'share' },
  y: { title: 'Honest readings that pass', unit: 'share' },
  series: WITNESSES.map(({ key, name }): Series => {
    const points = riskCurve(toRisk(trials, key)).filter(({ falsePass }) => falsePass <= MAX_FALSE_PASS);
    // Of several strictnesses with the same false passes only the most lenient matters.
    const best = points.filter(({ falsePass }, at) => points[at + 1]?.falsePass !== falsePass);
    return { name, steps: true, points: best.map(({ falsePass, pass }) => ({ x: falsePass, y: pass })) };
  }),
});

/** What each witness is worth alone, and both together. Empty without trials of both sorts. */
export const riskBlocks = (trials: readonly JudgedTrial[], seed: number): readonly Block[] => {
  const honest = trials.filter(isHonest);
  if (honest.length === 0 || honest.length === trials.length) return [];
  return [boundTable(trials, seed), curve(trials)];
};
