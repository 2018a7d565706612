import type { VoiceKind } from '../dataset/utterance.js';
import type { Clips } from '../report/audio-clip.js';
import type { AudioItem, AudioList, Cell, DatasetStamp, Section, Table } from '../report/result.js';
import { speakerBound } from '../statistics/figure.js';
import { isHonest, isLatin, isPass, type JudgedTrial } from './judged-trial.js';
import { opTable } from './op-table.js';
import { riskBlocks } from './risk-blocks.js';
import {
  accentMaps,
  accentTable,
  failChart,
  falsePassList,
  honestList,
  outcomeShare,
  rateTable,
} from './verdict-tables.js';

/** Trials of one data set, one kind of voice and one system: never mixed in a figure. */
interface Group {
  readonly dataset: DatasetStamp;
  readonly voice: VoiceKind;
  readonly system: string;
  readonly trials: readonly JudgedTrial[];
}

const VOICES: readonly VoiceKind[] = ['human', 'synthetic'];

const groupsOf = (trials: readonly JudgedTrial[], datasets: readonly DatasetStamp[]): readonly Group[] => {
  const systems = [...new Set(trials.map(({ system }) => system.id))];
  return datasets.flatMap((dataset) =>
    VOICES.flatMap((voice) =>
      systems.flatMap((system): readonly Group[] => {
        const own = trials.filter(
          (trial) =>
            trial.utterance.dataset === dataset.name && trial.utterance.voice === voice && trial.system.id === system,
        );
        return own.length === 0 ? [] : [{ dataset, voice, system, trials: own }];
      }),
    ),
  );
};

const overviewRow = ({ dataset, system, trials }: Group, seed: number): readonly Cell[] => {
  const judged = trials.filter((trial) => !isLatin(trial));
  const honest = judged.filter(isHonest);
  const altered = judged.filter((trial) => !isHonest(trial));
  const falsePass = outcomeShare(altered, 'pass', seed);
  return [
    dataset.trainedOn ? `${dataset.name} (in training)` : dataset.name,
    system,
    honest.length,
    outcomeShare(honest, 'pass', seed),
    outcomeShare(honest, 'review', seed),
    outcomeShare(honest, 'fail', seed),
    altered.length,
    altered.filter(({ outcome }) => outcome === 'pass').length,
    falsePass,
    speakerBound(falsePass)?.high ?? null,
  ];
};

const overviewTable = (groups: readonly Group[], seed: number): Table => ({
  type: 'table',
  title: 'Verdicts by data set',
  columns: [
    { title: 'Data set', unit: 'text' },
    { title: 'System', unit: 'text' },
    { title: 'Honest', unit: 'count' },
    { title: 'Pass', unit: 'share' },
    { title: 'Review', unit: 'share' },
    { title: 'Fail', unit: 'share' },
    { title: 'Altered', unit: 'count' },
    { title: 'False passes', unit: 'count' },
    { title: 'False-pass rate', unit: 'share' },
    { title: 'Bound if only speakers count', unit: 'share' },
  ],
  rows: groups.map((group) => overviewRow(group, seed)),
  note: 'Clauses with Latin letters are left out here and have a table of their own: the recogniser cannot judge them.',
});

const overview = (groups: readonly Group[], voice: VoiceKind, seed: number): readonly Section[] => {
  const own = groups.filter((group) => group.voice === voice);
  if (own.length === 0) return [];
  return [{ id: `overview-${voice}`, title: 'Overview', voice, blocks: [overviewTable(own, seed)] }];
};

const noteOf = ({ dataset }: Group): string =>
  dataset.trainedOn
    ? 'The models were trained on these voices: these figures say nothing about other speakers.'
    : 'As far as this bench was told, the models were not trained on these voices.';

/** What a person wants to hear first, a bounded number: false passes, then honest fails, then honest reviews. */
const MAX_HEARD = 12;
const URGENCY: readonly JudgedTrial['outcome'][] = ['fail', 'failed', 'review'];

const toHear = (trials: readonly JudgedTrial[]): readonly JudgedTrial[] => {
  const falsePasses = trials.filter((trial) => !isHonest(trial) && isPass(trial));
  const turnedAway = URGENCY.flatMap((outcome) => trials.filter((one) => isHonest(one) && one.outcome === outcome));
  return [...falsePasses, ...turnedAway].slice(0, MAX_HEARD);
};

const audioList = (trials: readonly JudgedTrial[], clips: Clips): readonly AudioList[] => {
  const items = toHear(trials).map(
    (trial): AudioItem => ({
      title: `${isHonest(trial) ? 'honest' : 'FALSE PASS'}, ${trial.outcome}: ${trial.utterance.id}`,
      lines: [trial.detail, `heard: ${trial.judged?.heard ?? ''}`],
      source: clips.get(trial.utterance.id) ?? null,
    }),
  );
  return items.length === 0 ? [] : [{ type: 'audio', title: 'To listen to', items }];
};

/** Recordings that the page lets people hear. */
export const clipsWanted = (
  trials: readonly JudgedTrial[],
  datasets: readonly DatasetStamp[],
): readonly JudgedTrial['utterance'][] =>
  groupsOf(trials, datasets).flatMap((group) => toHear(group.trials).map(({ utterance }) => utterance));

const groupSection = (group: Group, clips: Clips, several: boolean, seed: number): Section => {
  const { dataset, voice, system, trials } = group;
  const plain = trials.filter((trial) => !isLatin(trial));
  const latin = trials.filter(isLatin);
  const accents = new Set(trials.map(({ utterance }) => utterance.language)).size;
  return {
    id: `${dataset.name}-${voice}-${system}`,
    title: several ? `${dataset.name} · ${system}` : dataset.name,
    voice,
    note: noteOf(group),
    blocks: [
      rateTable(plain, seed, 'Verdicts by what was read'),
      ...(latin.length > 0 ? [rateTable(latin, seed, 'Clauses with Latin letters')] : []),
      falsePassList(trials),
      ...(accents > 1 ? [accentTable(plain, seed), ...accentMaps(plain, seed)] : []),
      ...riskBlocks(plain, seed),
      failChart(plain, seed),
      opTable(plain, seed),
      honestList(trials),
      ...audioList(trials, clips),
    ],
  };
};

/** The report of a verdict bench. */
export const verdictSections = (
  trials: readonly JudgedTrial[],
  datasets: readonly DatasetStamp[],
  clips: Clips,
  seed: number,
): readonly Section[] => {
  const groups = groupsOf(trials, datasets);
  const several = new Set(groups.map(({ system }) => system)).size > 1;
  return [
    ...VOICES.flatMap((voice) => overview(groups, voice, seed)),
    ...groups.map((group) => groupSection(group, clips, several, seed)),
  ];
};
