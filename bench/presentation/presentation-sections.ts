import type { VoiceKind } from '../dataset/utterance.js';
import type { Block, Cell, Section, Table } from '../report/result.js';
import type { Figure } from '../statistics/figure.js';
import { clopperPearson } from '../statistics/proportion.js';
import { quantile, sortedNumbers } from '../statistics/quantile.js';
import type { HistoryPoint } from './grown-history.js';
import type { Half } from './halves.js';
import type { Posted } from './posted.js';

/** One copy and whether it was taken for what it is. */
export interface CopyTrial {
  readonly half: Half;
  readonly original: Posted;
  readonly kind: string;
  readonly group: string;
  readonly caught: boolean;
  /** By how much the original is liker than it need be; null when it was not among those compared. */
  readonly margin: number | null;
}

/** From so many moments on (1.2 s of sound) there is a sentence to compare. */
export const SENTENCE_MOMENTS = 24;
const isSentence = ({ moments }: Posted): boolean => moments >= SENTENCE_MOMENTS;

const share = (hits: number, n: number): Figure | null =>
  n === 0 ? null : { value: hits / n, ...clopperPearson(hits, n), n, hits, method: 'clopper_pearson' };

const caughtOf = (trials: readonly CopyTrial[]): Figure | null =>
  share(trials.filter(({ caught }) => caught).length, trials.length);

/** Those that were not compared count as unlike; the same bytes need no comparison. */
const worstMargin = (trials: readonly CopyTrial[]): number | null => {
  const compared = trials.filter(({ group }) => group !== 'exact');
  return compared.length === 0 ? null : quantile(sortedNumbers(compared.map(({ margin }) => margin ?? -1)), 0.01);
};

const caughtRow = (name: string, trials: readonly CopyTrial[]): readonly Cell[] => {
  const long = trials.filter(({ original }) => isSentence(original));
  const short = trials.filter(({ original }) => !isSentence(original));
  return [name, caughtOf(long), worstMargin(long), caughtOf(short), trials.length];
};

const caughtTable = (title: string, trials: readonly CopyTrial[], by: 'kind' | 'group'): Table => ({
  type: 'table',
  title,
  columns: [
    { title: by === 'kind' ? 'Copy' : 'Kinds together', unit: 'text' },
    { title: 'Caught, from 1.2 s of sound on', unit: 'share' },
    { title: 'Similarity over what is needed, worst 1 %', unit: 'number' },
    { title: 'Caught, shorter', unit: 'share' },
    { title: 'Copies', unit: 'count' },
  ],
  rows: [...new Set(trials.map((trial) => trial[by]))].map((name) =>
    caughtRow(
      name,
      trials.filter((trial) => trial[by] === name),
    ),
  ),
});

const alarmRow = (name: string, posted: readonly Posted[]): readonly Cell[] => {
  const distinct = posted.filter(({ copyOf }) => copyOf === null);
  const margins = sortedNumbers(distinct.map(({ margin }) => margin));
  return [
    name,
    share(distinct.filter(({ alarm }) => alarm !== null).length, distinct.length),
    margins.length === 0 ? null : margins[0]!,
    posted.length - distinct.length,
  ];
};

const alarmTable = (posted: readonly Posted[]): Table => ({
  type: 'table',
  title: 'Distinct recordings taken for repetitions',
  note: 'Each is posted once, when those before it are known; the last column counts recordings whose bytes the data sets hold twice: no false alarms.',
  columns: [
    { title: 'Data set', unit: 'text' },
    { title: 'False alarms', unit: 'share' },
    { title: 'What the likest lacks to be one', unit: 'number' },
    { title: 'Same bytes as another', unit: 'count' },
  ],
  rows: [
    ...[...new Set(posted.map(({ utterance }) => utterance.dataset))].map((name) =>
      alarmRow(
        name,
        posted.filter(({ utterance }) => utterance.dataset === name),
      ),
    ),
    alarmRow('all, from 1.2 s of sound on', posted.filter(isSentence)),
    alarmRow('all', posted),
  ],
});

const sameTextKey = ({ utterance: { speaker, transcript } }: Posted): string => `${speaker}\n${transcript}`;

/** Recordings whose speaker read the same text in another recording. */
const sameText = (posted: readonly Posted[]): readonly Posted[] => {
  const counts = new Map<string, number>();
  const told = posted.filter(({ utterance, copyOf }) => utterance.transcript !== null && copyOf === null);
  for (const one of told) counts.set(sameTextKey(one), (counts.get(sameTextKey(one)) ?? 0) + 1);
  return told.filter((one) => counts.get(sameTextKey(one))! > 1);
};

const sameTextTable = (posted: readonly Posted[]): Table => ({
  type: 'table',
  title: 'The same speaker reads the same text again',
  columns: [
    { title: 'Recordings', unit: 'text' },
    { title: 'False alarms', unit: 'share' },
    { title: 'What the likest lacks to be one', unit: 'number' },
    { title: 'Same bytes as another', unit: 'count' },
  ],
  rows: [alarmRow('of a text that their speaker read more than once', sameText(posted))],
});

/** Figures of one half of the recordings. */
export const halfSection = (
  half: Half,
  voice: VoiceKind,
  posted: readonly Posted[],
  trials: readonly CopyTrial[],
): Section => ({
  id: half,
  title: half === 'development' ? 'Development half: limits were chosen on it' : 'Held-out half',
  voice,
  blocks: [
    caughtTable('Copies that were caught', trials, 'group'),
    caughtTable('Copies by kind', trials, 'kind'),
    alarmTable(posted),
    sameTextTable(posted),
  ],
});

export interface CostFigures {
  readonly posted: readonly Posted[];
  readonly bytes: number;
  readonly history: readonly HistoryPoint[] | null;
}

/** What it costs, as ratios. */
export const costSection = ({ posted, bytes, history }: CostFigures): Section => {
  const seconds = posted.reduce((sum, one) => sum + one.seconds, 0);
  const total = (of: (one: Posted) => number): number => posted.reduce((sum, one) => sum + of(one), 0);
  const rows: readonly (readonly Cell[])[] = [
    ['moments kept, a second of recording', total(({ moments }) => moments) / seconds],
    ['bytes in the store, a recording', bytes / posted.length],
    ['time to measure, share of the recording', total(({ measureMs }) => measureMs) / 1000 / seconds],
    ['time to add and look up, share of the recording', total(({ lookUpMs }) => lookUpMs) / 1000 / seconds],
  ];
  const table: Block = {
    type: 'table',
    title: 'Cost',
    columns: [
      { title: 'What', unit: 'text' },
      { title: 'Value', unit: 'ratio' },
    ],
    rows,
  };
  const curve: Block = {
    type: 'table',
    title: 'Look-up in a growing history',
    note: 'Recordings of the data sets, looked up among readings that are put together from their moments.',
    columns: [
      { title: 'Readings', unit: 'text' },
      { title: 'Median, share of the recording', unit: 'ratio' },
      { title: '95 %', unit: 'ratio' },
    ],
    rows: (history ?? []).map(({ readings, p50, p95 }) => [readings.toLocaleString('en-GB'), p50, p95]),
  };
  return { id: 'cost', title: 'Cost', voice: 'none', blocks: history === null ? [table] : [table, curve] };
};
