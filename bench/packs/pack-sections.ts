import { addCounts, errorRate } from '../../src/align/symbol-alignment.js';
import type { VoiceKind } from '../dataset/utterance.js';
import type { Cell, Column, DatasetStamp, Section, Table } from '../report/result.js';
import { type Figure, shareFigure, speakerFigure } from '../statistics/figure.js';
import { median, quantile, sortedNumbers } from '../statistics/quantile.js';
import { HONEST } from '../verdicts/cases.js';
import type { Measured, PackTrial, PackVerdict } from './pack-trial.js';

const MIB = 1_024 ** 2;
const VOICES: readonly VoiceKind[] = ['human', 'synthetic'];
const ROUNDS = 500;

const text = (title: string): Column => ({ title, unit: 'text' });
const count = (title: string): Column => ({ title, unit: 'count' });
const share = (title: string): Column => ({ title, unit: 'share' });
const ratio = (title: string): Column => ({ title, unit: 'ratio' });

const speakerOf = ({ utterance }: Pick<PackTrial, 'utterance'>): string => utterance.speaker;
const rtfs = (trials: readonly PackTrial[]): readonly number[] => trials.flatMap(({ rtf }) => rtf ?? []);

const rateFigure = (trials: readonly PackTrial[], seed: number): Figure =>
  speakerFigure(
    trials.filter(({ phones }) => phones !== null),
    speakerOf,
    (drawn) => errorRate(addCounts(drawn.flatMap(({ phones }) => phones ?? []))),
    { seed, rounds: ROUNDS },
  );

const timeFigure = (trials: readonly PackTrial[], at: number, seed: number): Figure =>
  speakerFigure(
    trials.filter(({ rtf }) => rtf !== null),
    speakerOf,
    (drawn) => quantile(sortedNumbers(rtfs(drawn)), at),
    { seed, rounds: ROUNDS },
  );

/** The rows of one data set and one kind of voice. */
export interface PackGroup {
  readonly dataset: DatasetStamp;
  readonly voice: VoiceKind;
  readonly measured: readonly Measured[];
}

const isOf =
  (dataset: string, voice: VoiceKind) =>
  ({ utterance }: PackTrial): boolean =>
    utterance.dataset === dataset && utterance.voice === voice;

/** Every data set and kind of voice that has recordings, each with every recogniser. */
export const groupsOf = (measured: readonly Measured[], datasets: readonly DatasetStamp[]): readonly PackGroup[] =>
  datasets
    .flatMap((dataset) =>
      VOICES.map((voice) => ({
        dataset,
        voice,
        measured: measured.map((one) =>
          'error' in one ? one : { ...one, trials: one.trials.filter(isOf(dataset.name, voice)) },
        ),
      })),
    )
    .filter((group) => group.measured.some((one) => 'trials' in one && one.trials.length > 0));

const recognitionTable = (measured: readonly Measured[], seed: number): Table => {
  const [first] = measured;
  const embedded = first && 'trials' in first ? median(rtfs(first.trials)) : Number.NaN;
  const rows = measured.map((one): readonly Cell[] => {
    if ('error' in one) return [one.id, one.family, null, null, null, null, null, null, null, null, null, one.error];
    const { recogniser, trials, rssBytes } = one;
    const failed = trials.filter(({ outcome }) => outcome === 'failed').length;
    const empty = trials.filter(({ outcome }) => outcome === 'empty').length;
    return [
      recogniser.pack.id,
      recogniser.family,
      recogniser.pack.ability,
      trials.length,
      rateFigure(trials, seed),
      timeFigure(trials, 0.5, seed),
      timeFigure(trials, 0.95, seed),
      median(rtfs(trials)) / embedded,
      rssBytes / MIB,
      empty,
      failed,
      null,
    ];
  });
  return {
    type: 'table',
    title: 'Recognisers',
    columns: [
      text('Recogniser'),
      text('Family'),
      text('Ability'),
      count('Recordings'),
      share('Phone errors'),
      ratio('RTF, p50'),
      ratio('RTF, p95'),
      ratio('Times embedded'),
      { title: 'Memory', unit: 'MiB' },
      count('Heard empty'),
      count('Failed'),
      text('Error'),
    ],
    rows,
    note:
      'Phone errors: the free decode of probabilities, else the phones of what was written, against every legal reading; empty and failed recordings are deletions of everything said in them. ' +
      'RTF: time over the length of the sound, of a pack from asking its process to its answer, of the embedded one as its process tells it for recognition alone; to be compared within this run only. ' +
      'Memory: resident, of its process after its last recording of this run; that of the embedded one holds its other models too.',
  };
};

interface Judged extends PackVerdict {
  readonly utterance: PackTrial['utterance'];
}

const judgedOf = (trials: readonly PackTrial[]): readonly Judged[] =>
  trials.flatMap(({ utterance, verdicts }) => verdicts.map((verdict) => ({ ...verdict, utterance })));

/** Readings count as independent, their altered clauses do not. */
const outcomeShare = (judged: readonly Judged[], wanted: Judged['outcome'], seed: number): Figure =>
  shareFigure(judged, ({ outcome }) => outcome === wanted, speakerOf, {
    seed,
    independent: new Set(judged.map(({ utterance }) => utterance.id)).size,
  });

const verdictRow = (one: Exclude<Measured, { readonly error: string }>, seed: number): readonly Cell[] => {
  const judged = judgedOf(one.trials);
  const honest = judged.filter(({ case: { kind } }) => kind === HONEST);
  const altered = judged.filter(({ case: { kind } }) => kind !== HONEST);
  const { id, ability } = one.recogniser.pack;
  return [
    id,
    ability === 'posteriors' ? 'sounds' : 'text',
    honest.length,
    outcomeShare(honest, 'pass', seed),
    outcomeShare(honest, 'review', seed),
    outcomeShare(honest, 'fail', seed),
    altered.length,
    altered.filter(({ outcome }) => outcome === 'pass').length,
    outcomeShare(altered, 'pass', seed),
    judged.filter(({ outcome }) => outcome === 'failed').length,
  ];
};

const verdictTable = (measured: readonly Measured[], seed: number): Table => ({
  type: 'table',
  title: 'Verdicts if the policy were validated with it',
  columns: [
    text('Recogniser'),
    text('Judged by'),
    count('Honest'),
    share('Pass'),
    share('Review'),
    share('Fail'),
    count('Altered'),
    count('That pass'),
    share('False pass'),
    count('Failed'),
  ],
  rows: measured.flatMap((one) => ('error' in one ? [] : [verdictRow(one, seed)])),
  note:
    'What each would decide alone, every accent counted as validated; altered clauses and recorded misreadings must not pass. ' +
    'Judged by text: a recogniser without probabilities supports or contradicts the clause by what it wrote, which never passes a reading alone in the service. ' +
    'A failed trial has no verdict and counts as not passed.',
});

/** The report on one group; the embedded recogniser comes first. */
export const packSection = ({ dataset, voice, measured }: PackGroup, seed: number): Section => ({
  id: `${dataset.name}-${voice}`,
  title: dataset.name,
  voice,
  note:
    'What a pack was trained on cannot be known here: these recordings, or others of these speakers, may have been among it.' +
    (dataset.trainedOn
      ? ' The models were trained on these voices: these figures say nothing about other speakers.'
      : ''),
  blocks: [recognitionTable(measured, seed), verdictTable(measured, seed)],
});
