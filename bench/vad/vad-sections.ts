import type { VoiceKind } from '../dataset/utterance.js';
import type { Cell, Column, LineChart, Section, Table } from '../report/result.js';
import { clusterBootstrap } from '../statistics/cluster-bootstrap.js';
import type { Figure } from '../statistics/figure.js';
import type { SceneResult } from './judge-scene.js';
import { bestThreshold, errorRates, joinJudged, mean, median } from './metrics.js';

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

/** Mean over scenes, which are resampled: one utterance may be in several of them. */
const meanFigure = (values: readonly number[], seed: number): Figure => ({
  value: mean(values),
  ...clusterBootstrap(values, mean, { seed }),
  n: values.length,
  method: 'scene_bootstrap',
});

const rates = (results: readonly SceneResult[], threshold: number) =>
  errorRates(joinJudged(results.map(({ judged }) => judged)), threshold);

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

const errorTable = (networks: readonly NetworkResults[]): Table => ({
  type: 'table',
  title: 'Missed speech and false alarms, share of frames',
  columns: [text('Network'), text('Condition'), share('Missed at 0.5'), share('False alarm at 0.5')],
  rows: networks.flatMap(({ name, conditions }) =>
    [...conditions].map(([condition, results]): readonly Cell[] => {
      const { miss, falseAlarm } = rates(results, DEFAULT_THRESHOLD);
      return [name, condition, miss, falseAlarm];
    }),
  ),
});

const bestTable = (networks: readonly NetworkResults[]): Table => ({
  type: 'table',
  title: 'All conditions together',
  columns: [text('Network'), number('Threshold'), share('Missed'), share('False alarm'), number('RTF, one thread')],
  rows: networks.flatMap((network) => {
    const all = everyScene(network);
    const best = bestThreshold(joinJudged(all.map(({ judged }) => judged)));
    return [DEFAULT_THRESHOLD, best].map((threshold): readonly Cell[] => {
      const { miss, falseAlarm } = rates(all, threshold);
      return [network.name, threshold, miss, falseAlarm, mean(all.map(({ rtf }) => rtf))];
    });
  }),
  note: 'The second row of each is its own best threshold, chosen on these very scenes.',
});

const boundaryRow = (name: string, condition: string, results: readonly SceneResult[]): readonly Cell[] => {
  const starts = results.flatMap(({ boundaries }) => boundaries.startMs);
  const ends = results.flatMap(({ boundaries }) => boundaries.endMs);
  const sum = (of: (result: SceneResult) => number) => results.reduce((total, result) => total + of(result), 0);
  return [
    name,
    condition,
    median(starts),
    median(starts.map(Math.abs)),
    median(ends),
    median(ends.map(Math.abs)),
    sum(({ boundaries }) => boundaries.lost),
    sum(({ boundaries }) => boundaries.stretches),
  ];
};

const boundaryTable = (networks: readonly NetworkResults[]): Table => ({
  type: 'table',
  title: 'Boundaries of the default segmenter: found minus true, median',
  columns: [
    text('Network'),
    text('Condition'),
    ms('Start'),
    ms('Start, absolute'),
    ms('End'),
    ms('End, absolute'),
    { title: 'Stretches lost', unit: 'count' },
    { title: 'of', unit: 'count' },
  ],
  rows: networks.flatMap((network) =>
    [...network.conditions]
      .map(([condition, results]) => boundaryRow(network.name, condition, results))
      .concat([boundaryRow(network.name, 'all', everyScene(network))]),
  ),
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
      bestTable(networks),
      errorTable(networks),
      boundaryTable(networks),
    ],
  },
];
