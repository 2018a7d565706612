import type { VoiceKind } from '../dataset/utterance.js';
import type { Cell, Column, LineChart, Section, Table } from '../report/result.js';
import { pooledShare, type Tally } from '../statistics/cluster-bootstrap.js';
import { type DetectionScores, operatingAt, pooledScores } from '../statistics/detection.js';
import { type Figure, resampledFigure } from '../statistics/figure.js';
import { mean } from '../statistics/mean.js';
import { median } from '../statistics/quantile.js';
import { type BoundaryErrors, REACH_MS } from './boundaries.js';
import type { SceneResult } from './judge-scene.js';

/** Per condition the results of every scene, scenes in the same order everywhere. */
export interface NetworkResults {
  readonly name: string;
  readonly conditions: ReadonlyMap<string, readonly SceneResult[]>;
}

const DEFAULT_THRESHOLD = 0.5;
const share = (title: string): Column => ({ title, unit: 'share' });
const text = (title: string): Column => ({ title, unit: 'text' });
const number = (title: string): Column => ({ title, unit: 'number' });
const ms = (title: string): Column => ({ title, unit: 'ms' });

const everyScene = ({ conditions }: NetworkResults): readonly SceneResult[] => [...conditions.values()].flat();

/** A figure of scenes, which are resampled: one utterance may be in several of them. */
const sceneFigure = <T>(scenes: readonly T[], figure: (drawn: readonly T[]) => number, seed: number): Figure =>
  resampledFigure(scenes, figure, 'scene_bootstrap', { seed });

const meanFigure = (values: readonly number[], seed: number): Figure => sceneFigure(values, mean, seed);
const shareOf = (tallies: readonly Tally[], seed: number): Figure => sceneFigure(tallies, pooledShare, seed);

const missed = ({ positives }: DetectionScores, threshold: number): Tally => ({
  hits: positives.filter((score) => score < threshold).length,
  trials: positives.length,
});
const alarmed = ({ negatives }: DetectionScores, threshold: number): Tally => ({
  hits: negatives.filter((score) => score >= threshold).length,
  trials: negatives.length,
});

/** Missed speech and false alarms of the frames of some scenes. */
const errorCells = (results: readonly SceneResult[], threshold: number, seed: number): readonly Figure[] =>
  [missed, alarmed].map((count) =>
    shareOf(
      results.map(({ scores }) => count(scores, threshold)),
      seed,
    ),
  );

/** The threshold of 0.01 to 0.99 with the least miss + false alarm. */
const bestThreshold = (scores: DetectionScores): number => {
  const candidates = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
  const costs = candidates.map((threshold) => {
    const { missRate, falseAlarmRate } = operatingAt(scores, threshold);
    return missRate + falseAlarmRate;
  });
  return candidates[costs.indexOf(Math.min(...costs))]!;
};

const aucTable = (networks: readonly NetworkResults[], seed: number): Table => ({
  type: 'table',
  title: 'Area under the ROC curve over 10 ms frames, by condition',
  columns: [text('Condition'), ...networks.map(({ name }) => number(name))],
  rows: [...networks[0]!.conditions.keys()].map((condition) => [
    condition,
    ...networks.map(({ conditions }) =>
      meanFigure(
        conditions.get(condition)!.map(({ auc }) => auc),
        seed,
      ),
    ),
  ]),
  note: "Mean over scenes. Babble is speech, if not the customer's.",
});

const errorTable = (networks: readonly NetworkResults[], seed: number): Table => ({
  type: 'table',
  title: 'Missed speech and false alarms, share of frames',
  columns: [text('Network'), text('Condition'), share('Missed at 0.5'), share('False alarm at 0.5')],
  rows: networks.flatMap(({ name, conditions }) =>
    [...conditions].map(([condition, results]): readonly Cell[] => [
      name,
      condition,
      ...errorCells(results, DEFAULT_THRESHOLD, seed),
    ]),
  ),
});

const bestTable = (networks: readonly NetworkResults[], seed: number): Table => ({
  type: 'table',
  title: 'All conditions together',
  columns: [text('Network'), number('Threshold'), share('Missed'), share('False alarm'), number('RTF, one thread')],
  rows: networks.flatMap((network) => {
    const all = everyScene(network);
    const best = bestThreshold(pooledScores(all.map(({ scores }) => scores)));
    const rtf = meanFigure(
      all.map((one) => one.rtf),
      seed,
    );
    return [DEFAULT_THRESHOLD, best].map((threshold): readonly Cell[] => [
      network.name,
      threshold,
      ...errorCells(all, threshold, seed),
      rtf,
    ]);
  }),
  note: 'The second row of each is its own best threshold, chosen on these very scenes.',
});

const boundaryCells = (results: readonly SceneResult[], seed: number): readonly Figure[] => {
  const all = results.map(({ boundaries }) => boundaries);
  const middle = (of: (one: BoundaryErrors) => readonly number[]) =>
    sceneFigure(all, (drawn) => median(drawn.flatMap(of)), seed);
  const portion = (of: (one: BoundaryErrors) => Tally) => shareOf(all.map(of), seed);
  return [
    middle(({ startMs }) => startMs),
    middle(({ startMs }) => startMs.map(Math.abs)),
    middle(({ endMs }) => endMs),
    middle(({ endMs }) => endMs.map(Math.abs)),
    portion(({ startMs, stretches }) => ({
      hits: startMs.filter((late) => late > REACH_MS).length,
      trials: stretches,
    })),
    portion(({ lost, stretches }) => ({ hits: lost, trials: stretches })),
    portion(({ openedMs, silentMs }) => ({ hits: openedMs, trials: silentMs })),
  ];
};

const boundaryTable = (networks: readonly NetworkResults[], seed: number): Table => ({
  type: 'table',
  title: 'Boundaries of the default segmenter: found minus true, median',
  columns: [
    text('Network'),
    text('Condition'),
    ms('Start'),
    ms('Start, absolute'),
    ms('End'),
    ms('End, absolute'),
    share(`Starts over ${REACH_MS} ms late`),
    share('Stretches lost'),
    share('Silence opened'),
  ],
  rows: networks.flatMap((network) =>
    [...network.conditions, ['all', everyScene(network)] as const].map(([condition, results]) => [
      network.name,
      condition,
      ...boundaryCells(results, seed),
    ]),
  ),
  note: `With onsets heard backwards. The recogniser is heard ${REACH_MS} ms around what is found; silence counts beyond that reach of true speech.`,
});

const sceneMeans = ({ conditions }: NetworkResults, counts: (condition: string) => boolean): readonly number[] => {
  const counted = [...conditions].flatMap(([condition, results]) => (counts(condition) ? [results] : []));
  return counted[0]!.map((_, scene) => mean(counted.map((results) => results[scene]!.auc)));
};

/** Each network against the first, scene by scene: an interval that holds zero is a tie, and the first stays. */
const rankingTable = (networks: readonly NetworkResults[], seed: number): Table => {
  const [all, quiet] = [() => true, (condition: string) => !condition.startsWith('babble')];
  const lead = (network: NetworkResults, counts: (condition: string) => boolean): Figure => {
    const first = sceneMeans(networks[0]!, counts);
    return meanFigure(
      sceneMeans(network, counts).map((value, scene) => value - first[scene]!),
      seed,
    );
  };
  return {
    type: 'table',
    title: `Mean AUC, and lead over ${networks[0]!.name}`,
    columns: [text('Network'), number('All conditions'), number('Lead'), number('Without babble'), number('Lead')],
    rows: networks.map((network) => [
      network.name,
      meanFigure(sceneMeans(network, all), seed),
      lead(network, all),
      meanFigure(sceneMeans(network, quiet), seed),
      lead(network, quiet),
    ]),
  };
};

const noiseChart = (networks: readonly NetworkResults[]): LineChart => {
  const points = ({ conditions }: NetworkResults, kind: string) =>
    [...conditions].flatMap(([condition, results]) => {
      const [name, snrDb] = condition.split(' ');
      return name === kind ? [{ x: Number(snrDb), y: mean(results.map(({ auc }) => auc)) }] : [];
    });
  const kinds = [...new Set([...networks[0]!.conditions.keys()].map((condition) => condition.split(' ')[0]!))];
  return {
    type: 'line',
    title: 'AUC as noise grows',
    x: { title: 'Speech over noise, dB', unit: 'number' },
    y: { title: 'AUC', unit: 'number' },
    series: networks.flatMap((network) =>
      kinds
        .filter((kind) => kind !== 'clean')
        .map((kind) => ({ name: `${network.name}, ${kind}`, points: points(network, kind) })),
    ),
  };
};

export const vadSections = (
  networks: readonly NetworkResults[],
  { voice, seed, note }: { readonly voice: VoiceKind; readonly seed: number; readonly note: string },
): readonly Section[] => [
  {
    id: 'vad',
    title: 'Voice activity',
    voice,
    note,
    blocks: [
      rankingTable(networks, seed),
      aucTable(networks, seed),
      noiseChart(networks),
      bestTable(networks, seed),
      errorTable(networks, seed),
      boundaryTable(networks, seed),
    ],
  },
];
