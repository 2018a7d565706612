import type { VoiceKind } from '../dataset/utterance.js';
import type { Figure } from '../statistics/figure.js';

/** Name and version of the result's JSON form; docs/bench.md describes it. A change of meaning is another version. */
export const RESULT_SCHEMA = 'hesheng-bench/1';

export const BENCHES = [
  'verdicts',
  'recognition',
  'voiceprint',
  'vad',
  'speed',
  'presentation',
  'packs',
  'calibrate',
  'compare',
] as const;
export type BenchName = (typeof BENCHES)[number];

/** What a column's or an axis's numbers are; shares are 0 to 1 and shown in percent. */
export type Unit = 'text' | 'count' | 'share' | 'nats' | 'ms' | 's' | 'ratio' | 'MiB' | 'number';

export interface Column {
  readonly title: string;
  readonly unit: Unit;
}

export type Cell = string | number | Figure | null;

export interface Table {
  readonly type: 'table';
  readonly title: string;
  readonly columns: readonly Column[];
  /** One cell a column. The first column names the row. */
  readonly rows: readonly (readonly Cell[])[];
  readonly note?: string;
}

export interface Axis {
  readonly title: string;
  readonly unit: Unit;
  /** `probit`: normal quantile of a share, as a DET curve wants. */
  readonly scale?: 'linear' | 'log' | 'probit';
}

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** Marks without a line between them. */
  readonly marksOnly?: boolean;
  /** The value holds until the next point. */
  readonly steps?: boolean;
}

/** A chart is always shown with its numbers in a table under it. */
export interface LineChart {
  readonly type: 'line';
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly note?: string;
}

export interface Bar {
  readonly label: string;
  readonly figure: Figure;
}

export interface BarChart {
  readonly type: 'bar';
  readonly title: string;
  readonly value: Axis;
  readonly bars: readonly Bar[];
  readonly note?: string;
}

export interface HeatMap {
  readonly type: 'heat';
  readonly title: string;
  readonly rowTitle: string;
  readonly columnTitle: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** `values[row][column]`; null is shown empty. A figure's interval stands in the table. */
  readonly values: readonly (readonly (number | Figure | null)[])[];
  readonly unit: Unit;
  readonly note?: string;
}

export interface AudioItem {
  readonly title: string;
  readonly lines: readonly string[];
  /** `data:` address of the recording, small; null when it was not put in. */
  readonly source: string | null;
}

export interface AudioList {
  readonly type: 'audio';
  readonly title: string;
  readonly items: readonly AudioItem[];
  readonly note?: string;
}

export type Block = Table | LineChart | BarChart | HeatMap | AudioList;

/** Figures of one kind of voice: `none` is for those that no voice enters (times, say). */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly voice: VoiceKind | 'none';
  readonly note?: string;
  readonly blocks: readonly Block[];
}

/** One case that was judged, so that two results can be compared case by case. */
export interface Trial {
  /** The same case has the same id in every run: utterance, kind and clause enter, system and verdict do not. */
  readonly id: string;
  /** `id` of the system that judged it. */
  readonly system: string;
  readonly dataset: string;
  readonly speaker: string;
  readonly voice: VoiceKind;
  /** `honest`, or how the clause was altered; benches other than `verdicts` have kinds of their own. */
  readonly kind: string;
  /** What should have come out, and what did. */
  readonly wanted: 'accept' | 'reject';
  readonly outcome: string;
  /** Higher is worse for `reject` trials and better for `accept` ones; null when there is none. */
  readonly score: number | null;
  readonly detail: string;
}

export interface DatasetStamp {
  readonly name: string;
  readonly sha256: string;
  readonly readings: number;
  readonly speakers: number;
  /** Null when the manifest does not tell. */
  readonly hours: number | null;
  readonly voice: VoiceKind | 'mixed';
  /** The models were trained on these voices: never to be read as a figure of unseen ones. */
  readonly trainedOn: boolean;
}

/** What was measured: models and, where one judges, a policy. */
export interface System {
  readonly id: string;
  readonly models: readonly { readonly role: string; readonly id: string; readonly sha256: string }[];
  readonly policy: { readonly id: string; readonly version: number; readonly sha256: string } | null;
}

export interface Meta {
  readonly hesheng: string;
  /** Git commit of the working folder, null outside one. */
  readonly commit: string | null;
  readonly normaliser: string;
  readonly date: string;
  readonly command: string;
  readonly seed: number;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryMib: number; readonly node: string };
}

/** Everything that a bench found. */
export interface BenchResult {
  readonly schema: typeof RESULT_SCHEMA;
  readonly bench: BenchName;
  readonly meta: Meta;
  readonly datasets: readonly DatasetStamp[];
  readonly systems: readonly System[];
  readonly sections: readonly Section[];
  readonly trials: readonly Trial[];
}
