import { addCounts, type Counts, errorRate, errorsOf } from '../../src/align/symbol-alignment.js';
import type { VoiceKind } from '../dataset/utterance.js';
import type { Clips } from '../report/audio-clip.js';
import type { AudioItem, BarChart, Block, Cell, DatasetStamp, Section, Table } from '../report/result.js';
import { plainFigure, speakerFigure } from '../statistics/figure.js';
import { confusionMaps, mergeTable } from './confusions.js';
import type { Recognised } from './recognised.js';

type Of = (one: Recognised) => Counts;
const phones: Of = (one) => one.phones;
const syllables: Of = (one) => one.syllables;

const speakerOf = ({ utterance }: Recognised): string => utterance.speaker;

const rateOf =
  (of: Of) =>
  (all: readonly Recognised[]): number =>
    errorRate(addCounts(all.map(of)));

const COUNTS = ['N', 'C', 'S', 'D', 'I'];

const countCells = (all: readonly Recognised[], of: Of): readonly number[] => {
  const { n, c, s, d, i } = addCounts(all.map(of));
  return [n, c, s, d, i];
};

const rateRow = (name: string, all: readonly Recognised[], of: Of, seed: number): readonly Cell[] => [
  name,
  speakerFigure(all, speakerOf, rateOf(of), { seed, rounds: 500 }),
  ...countCells(all, of),
  all.length,
  all.filter(({ outcome }) => outcome === 'empty').length,
  all.filter(({ outcome }) => outcome === 'failed').length,
];

const rateTable = (title: string, rows: readonly (readonly Cell[])[]): Table => ({
  type: 'table',
  title,
  columns: [
    { title: 'Recordings', unit: 'text' },
    { title: 'Error rate', unit: 'share' },
    ...COUNTS.map((name) => ({ title: name, unit: 'count' as const })),
    { title: 'Utterances', unit: 'count' },
    { title: 'Heard empty', unit: 'count' },
    { title: 'Failed', unit: 'count' },
  ],
  rows,
  note: '(S + D + I) / N. N said, C correct, S substituted, D deleted, I inserted. Empty and failed recordings are deletions of everything said in them. Tones are not heard, so none are compared.',
});

const byLanguage = (all: readonly Recognised[], seed: number): readonly Block[] => {
  const languages = [...new Set(all.map(({ utterance }) => utterance.language || 'not stated'))];
  if (languages.length < 2) return [];
  const rows = languages.map((language) =>
    rateRow(
      language,
      all.filter(({ utterance }) => (utterance.language || 'not stated') === language),
      phones,
      seed,
    ),
  );
  return [rateTable('Phone error rate by accent', rows)];
};

const MAX_SPEAKERS = 40;

const bySpeaker = (all: readonly Recognised[]): readonly Block[] => {
  const speakers = [...new Set(all.map(speakerOf))];
  if (speakers.length < 2 || speakers.length > MAX_SPEAKERS) return [];
  const bars = speakers.map((speaker) => {
    const own = all.filter((one) => speakerOf(one) === speaker);
    return { label: `${speaker} (${own.length})`, figure: plainFigure(rateOf(phones)(own), own.length, 1) };
  });
  const chart: BarChart = {
    type: 'bar',
    title: 'Phone error rate by speaker (utterances)',
    value: { title: 'Error rate', unit: 'share' },
    bars: bars.toSorted((a, b) => (b.figure.value ?? 0) - (a.figure.value ?? 0)),
  };
  return [chart];
};

const WORST = 10;

/** Utterances with the highest phone error rates. */
export const worstOf = (all: readonly Recognised[]): readonly Recognised[] =>
  all
    .filter(({ phones: counts }) => errorsOf(counts) > 0)
    .toSorted((a, b) => errorRate(b.phones) - errorRate(a.phones))
    .slice(0, WORST);

const worstItem = ({ utterance, phones: counts, heard, outcome }: Recognised, clips: Clips): AudioItem => ({
  title: `${utterance.id}: ${(100 * errorRate(counts)).toFixed(0)} %`,
  lines: [
    `said: ${utterance.transcript ?? utterance.pinyin?.join(' ') ?? ''}`,
    `heard: ${outcome === 'failed' ? '(failed)' : heard || '(nothing)'}`,
    `N ${counts.n}, C ${counts.c}, S ${counts.s}, D ${counts.d}, I ${counts.i}`,
  ],
  source: clips.get(utterance.id) ?? null,
});

/** Recordings of one data set, one kind of voice and one system. */
export interface RecognisedGroup {
  readonly dataset: DatasetStamp;
  readonly voice: VoiceKind;
  readonly system: string;
  readonly all: readonly Recognised[];
}

/** The report on one group. */
export const recognitionSection = (
  { dataset, voice, system, all }: RecognisedGroup,
  clips: Clips,
  { several, seed }: { readonly several: boolean; readonly seed: number },
): Section => ({
  id: `${dataset.name}-${voice}-${system}`,
  title: several ? `${dataset.name} · ${system}` : dataset.name,
  voice,
  ...(dataset.trainedOn
    ? { note: 'The models were trained on these voices: these figures say nothing about other speakers.' }
    : {}),
  blocks: [
    rateTable('Error rates', [rateRow('phones', all, phones, seed), rateRow('syllables', all, syllables, seed)]),
    ...byLanguage(all, seed),
    ...bySpeaker(all),
    {
      type: 'audio',
      title: 'Worst utterances',
      items: worstOf(all).map((one) => worstItem(one, clips)),
    },
    mergeTable(all, seed),
    ...confusionMaps(all),
  ],
});
