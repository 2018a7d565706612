import type { Table } from '../report/result.js';
import type { Tally } from '../statistics/cluster-bootstrap.js';
import { type Figure, tallyFigure } from '../statistics/figure.js';
import type { JudgedTrial } from './judged-trial.js';
import { type OpCount, type OpCounts, TRUE_OPS } from './op-truth.js';

const TITLES: Readonly<Record<keyof OpCounts, string>> = {
  deletion: 'deletion',
  substitution: 'substitution',
  insertion: 'insertion (by number, not by place)',
  not_as_written: 'not read as written: deletion, substitution or unsure',
};

const ratio = (
  trials: readonly JudgedTrial[],
  op: keyof OpCounts,
  of: (count: OpCount) => number,
  seed: number,
): Figure => {
  const bySpeaker = new Map<string, Tally>();
  for (const { utterance, judged } of trials) {
    const count = judged!.ops![op];
    const tally = bySpeaker.get(utterance.speaker) ?? { hits: 0, trials: 0 };
    bySpeaker.set(utterance.speaker, { hits: tally.hits + count.right, trials: tally.trials + of(count) });
  }
  return tallyFigure([...bySpeaker.values()], { seed });
};

/** Precision and recall of token ops, over all cases whose edit is known place by place, honest ones too. */
export const opTable = (trials: readonly JudgedTrial[], seed: number): Table => {
  const known = trials.filter(({ judged }) => judged?.ops);
  const ops = [...TRUE_OPS, 'not_as_written'] as const;
  const total = (op: keyof OpCounts, of: (count: OpCount) => number): number =>
    known.reduce((sum, { judged }) => sum + of(judged!.ops![op]), 0);
  return {
    type: 'table',
    title: 'Token ops against known edits',
    columns: [
      { title: 'Op', unit: 'text' },
      { title: 'Made by edits', unit: 'count' },
      { title: 'Found', unit: 'count' },
      { title: 'Precision', unit: 'share' },
      { title: 'Recall', unit: 'share' },
    ],
    rows: ops.map((op) => [
      TITLES[op],
      total(op, ({ truth }) => truth),
      total(op, ({ found }) => found),
      ratio(known, op, ({ found }) => found, seed),
      ratio(known, op, ({ truth }) => truth, seed),
    ]),
    note: `Tokens of ${known.length} cases. A character that sounds like the one beside it may be counted as wrong though the ear could not tell.`,
  };
};
