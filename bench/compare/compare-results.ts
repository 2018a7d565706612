import type { VoiceKind } from '../dataset/utterance.js';
import { type BenchResult, type Cell, RESULT_SCHEMA, type Section, type Table } from '../report/result.js';
import { clusterPermutation } from '../statistics/paired-tests.js';
import { type Comparison, comparePairs, differenceFigure, isRight, speakerLosses } from './compare-pairs.js';
import { chooseSystem, type PairedTrial, pairTrials } from './pair-trials.js';

export interface CompareOptions {
  readonly before: string | null;
  readonly after: string | null;
  /** A worsening is significant when either paired test finds it less probable than this. */
  readonly alpha: number;
  /** One new false pass is a regression, significant or not. */
  readonly noNewFalsePass: boolean;
  readonly seed: number;
  /** The command line, for the report. */
  readonly command: string;
}

export interface Compared {
  readonly result: BenchResult;
  /** What got worse, one line each; empty when nothing did. */
  readonly regressions: readonly string[];
}

const VOICES: readonly VoiceKind[] = ['human', 'synthetic'];

interface Question {
  readonly title: string;
  readonly pairs: readonly PairedTrial[];
}

const questionsOf = (pairs: readonly PairedTrial[]): readonly Question[] =>
  [
    { title: 'Cases that should pass, and do', pairs: pairs.filter(({ before }) => before.wanted === 'accept') },
    { title: 'Cases that must not pass, and do not', pairs: pairs.filter(({ before }) => before.wanted === 'reject') },
  ].filter((question) => question.pairs.length > 0);

const isWorse = ({ byCase, bySpeaker }: Comparison, alpha: number): boolean => byCase <= alpha || bySpeaker <= alpha;

const testTable = (rows: readonly (readonly Cell[])[]): Table => ({
  type: 'table',
  title: 'Paired tests',
  columns: [
    { title: 'Cases', unit: 'text' },
    { title: 'Number', unit: 'count' },
    { title: 'Speakers', unit: 'count' },
    { title: 'Right before', unit: 'count' },
    { title: 'Right after', unit: 'count' },
    { title: 'Lost', unit: 'count' },
    { title: 'Gained', unit: 'count' },
    { title: 'Difference', unit: 'share' },
    { title: 'p by case', unit: 'number' },
    { title: 'p by speaker', unit: 'number' },
    { title: 'Finding', unit: 'text' },
  ],
  rows,
  note: 'p: probability of as many losses if both were equally good. By case: exact McNemar. By speaker: permutation of speakers, which needs at least five speakers to find anything at 0.05.',
});

const rowOf = (title: string, found: Comparison, alpha: number): readonly Cell[] => [
  title,
  found.cases,
  found.speakers,
  found.rightBefore,
  found.rightAfter,
  found.onlyBefore,
  found.onlyAfter,
  found.difference,
  found.byCase,
  found.bySpeaker,
  isWorse(found, alpha) ? 'WORSE' : 'no significant loss',
];

const MAX_FLIPS = 200;

const flipTable = (pairs: readonly PairedTrial[]): Table => {
  const flipped = pairs
    .filter(({ before, after }) => before.outcome !== after.outcome)
    .toSorted((a, b) => Number(isRight(a.after)) - Number(isRight(b.after)));
  return {
    type: 'table',
    title: `Flipped cases: ${flipped.length}`,
    columns: ['Case', 'Before', 'After', 'Change', 'Detail'].map((title) => ({ title, unit: 'text' as const })),
    rows: flipped.slice(0, MAX_FLIPS).map(({ before, after }) => {
      const [was, is] = [isRight(before), isRight(after)];
      const changed = was === is ? 'neither better nor worse' : is ? 'gained' : 'LOST';
      return [before.id, before.outcome, after.outcome, changed, after.detail];
    }),
    ...(flipped.length > MAX_FLIPS ? { note: `${flipped.length - MAX_FLIPS} more are not listed.` } : {}),
  };
};

/** Mean change of a bench's score, for benches in which each case has a graded one. */
const scoreRow = (pairs: readonly PairedTrial[], { alpha, seed }: CompareOptions) => {
  const scored = pairs.filter(({ before, after }) => before.score !== null && after.score !== null);
  if (scored.length === 0) return null;
  const change = ({ before, after }: PairedTrial): number => after.score! - before.score!;
  const bySpeaker = clusterPermutation(speakerLosses(scored, change), seed);
  const difference = differenceFigure(scored, change, seed);
  return { difference, bySpeaker, worse: bySpeaker <= alpha, cases: scored.length };
};

const scoreTable = (row: NonNullable<ReturnType<typeof scoreRow>>): Table => ({
  type: 'table',
  title: 'Mean change of the score (1 - error rate)',
  columns: [
    { title: 'Cases', unit: 'text' },
    { title: 'Number', unit: 'count' },
    { title: 'Difference', unit: 'share' },
    { title: 'p by speaker', unit: 'number' },
    { title: 'Finding', unit: 'text' },
  ],
  rows: [['all cases', row.cases, row.difference, row.bySpeaker, row.worse ? 'WORSE' : 'no significant loss']],
});

interface Part {
  readonly section: Section;
  readonly regressions: readonly string[];
}

const compareVoice = (
  voice: VoiceKind,
  pairs: readonly PairedTrial[],
  graded: boolean,
  options: CompareOptions,
): Part => {
  const questions = questionsOf(pairs).map(({ title, pairs: own }) => ({
    title,
    found: comparePairs(own, options.seed),
  }));
  const newFalse = pairs.filter(
    ({ before, after }) => before.wanted === 'reject' && isRight(before) && !isRight(after),
  );
  const score = graded ? scoreRow(pairs, options) : null;
  return {
    section: {
      id: `compare-${voice}`,
      title: 'Old against new',
      voice,
      blocks: [
        testTable(questions.map(({ title, found }) => rowOf(title, found, options.alpha))),
        ...(score === null ? [] : [scoreTable(score)]),
        flipTable(pairs),
      ],
    },
    regressions: [
      ...questions
        .filter(({ found }) => isWorse(found, options.alpha))
        .map(({ title, found }) => `${voice}: ${title}: ${found.onlyBefore} lost, ${found.onlyAfter} gained`),
      ...(options.noNewFalsePass && newFalse.length > 0 ? [`${voice}: ${newFalse.length} new false passes`] : []),
      ...(score?.worse ? [`${voice}: the mean score fell by ${(-100 * score.difference.value!).toFixed(2)} %`] : []),
    ],
  };
};

/**
 * Compares two results case by case. Human and synthetic voices are tested apart.
 * @throws HeshengError DATASET_INVALID when they are not of the same bench, data and cases.
 */
export const compareResults = (before: BenchResult, after: BenchResult, options: CompareOptions): Compared => {
  const systems = {
    before: chooseSystem(before, options.before, '--before'),
    after: chooseSystem(after, options.after, '--after'),
  };
  const pairs = pairTrials(before, after, systems);
  const graded = before.bench === 'recognition';
  const parts = VOICES.flatMap((voice) => {
    const own = pairs.filter((pair) => pair.before.voice === voice);
    return own.length === 0 ? [] : [compareVoice(voice, own, graded, options)];
  });
  const named = (result: BenchResult, id: string, role: string) =>
    result.systems.filter((system) => system.id === id).map((system) => ({ ...system, id: `${role}: ${id}` }));
  return {
    regressions: parts.flatMap(({ regressions }) => regressions),
    result: {
      schema: RESULT_SCHEMA,
      bench: 'compare',
      meta: { ...after.meta, command: options.command },
      datasets: after.datasets,
      systems: [...named(before, systems.before, 'before'), ...named(after, systems.after, 'after')],
      sections: parts.map(({ section }) => section),
      trials: [],
    },
  };
};
