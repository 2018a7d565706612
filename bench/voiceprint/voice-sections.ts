import type { VoiceKind } from '../dataset/utterance.js';
import type { Cell, Column, LineChart, Section, Table } from '../report/result.js';
import { equalErrorRate, minimumDetectionCost, missRateAt, operatingAt, tradeOff } from '../statistics/detection.js';
import { shareFigure, speakerBound } from '../statistics/figure.js';
import { type Comparison, decisionOf, type SpeakerScores, scoresBySpeaker, type VoiceRules } from './comparisons.js';
import { WHOLE } from './hear-voices.js';
import { figuresOf, type Measure, pooled } from './voice-figures.js';

/** Readings of one condition cut to one length, compared. */
export interface ComparedCut {
  readonly condition: string;
  /** Effective speech; `WHOLE`: all of it. */
  readonly lengthMs: number;
  readonly comparisons: readonly Comparison[];
}

export interface CorpusFigures {
  readonly name: string;
  readonly voice: VoiceKind;
  readonly note: string;
  readonly cuts: readonly ComparedCut[];
  /** Halves of the same recordings, and of other ones. */
  readonly halves: { readonly same: readonly SpeakerScores[]; readonly other: readonly SpeakerScores[] };
  /** Decides as the service does, under one policy each. */
  readonly judges: readonly { readonly policy: string; readonly rules: VoiceRules }[];
}

const FARS = [0.01, 0.005] as const;
const DET_POINTS = 60;

const share = (title: string): Column => ({ title, unit: 'share' });
const text = (title: string): Column => ({ title, unit: 'text' });
const count = (title: string): Column => ({ title, unit: 'count' });

const lengthName = (lengthMs: number): string => (lengthMs === WHOLE ? 'all' : `${lengthMs / 1000} s`);
const nameOf = ({ condition, lengthMs }: ComparedCut): string => `${condition}, ${lengthName(lengthMs)}`;

const MEASURES: readonly Measure[] = [
  equalErrorRate,
  minimumDetectionCost,
  ...FARS.map(
    (far): Measure =>
      (scores) =>
        missRateAt(scores, far),
  ),
];

const errorTable = ({ cuts }: CorpusFigures, seed: number): Table => ({
  type: 'table',
  title: 'Equal error rate, least cost, and false rejects at fixed false accepts',
  columns: [
    text('Tried'),
    count('Speakers'),
    count('Genuine'),
    count('Impostor'),
    share('EER'),
    { title: 'minDCF(0.01)', unit: 'number' },
    ...FARS.map((far) => share(`FRR at FAR ${100 * far} %`)),
  ],
  rows: cuts.map((cut): readonly Cell[] => {
    const speakers = scoresBySpeaker(cut.comparisons);
    const { positives, negatives } = pooled(speakers);
    return [nameOf(cut), speakers.length, positives.length, negatives.length, ...figuresOf(speakers, MEASURES, seed)];
  }),
  note: 'Enrolled as recorded, with half of the recordings; impostors are other speakers of the same recordings. Lengths are effective speech.',
});

const decisionTable = (
  { cuts }: CorpusFigures,
  { policy, rules }: CorpusFigures['judges'][number],
  seed: number,
): Table => ({
  type: 'table',
  title: `Decisions as the service makes them, policy ${policy}`,
  columns: [
    text('Tried'),
    share('FAR at ACCEPT'),
    share('FAR, 3 / speakers'),
    share('Impostor UNSURE'),
    share('Impostor REJECT'),
    share('Genuine ACCEPT'),
    share('Genuine UNSURE'),
    share('Genuine not enough'),
    share('Genuine REJECT'),
  ],
  rows: cuts.map((cut): readonly Cell[] => {
    const decided = cut.comparisons.map((one) => ({ ...one, decision: decisionOf(one, rules).decision }));
    const of = (genuine: boolean, decision: string) =>
      shareFigure(
        decided.filter((one) => one.genuine === genuine),
        (one) => one.decision === decision,
        ({ tried }) => tried.reading.speaker,
        { seed },
      );
    const accepted = of(false, 'ACCEPT');
    return [
      nameOf(cut),
      accepted,
      speakerBound(accepted),
      of(false, 'UNSURE'),
      of(false, 'REJECT'),
      of(true, 'ACCEPT'),
      of(true, 'UNSURE'),
      of(true, 'NOT_ENOUGH_SPEECH'),
      of(true, 'REJECT'),
    ];
  }),
  note: 'Noise and bandwidth are as the service measures them. A third column: the bound of no error in so many people, where none was seen.',
});

const bandTable = (
  { cuts }: CorpusFigures,
  { policy, rules }: CorpusFigures['judges'][number],
  seed: number,
): Table => ({
  type: 'table',
  title: `Both errors at the thresholds of the bands, whatever the condition, policy ${policy}`,
  columns: [
    text('Tried'),
    { title: 'Accept', unit: 'number' },
    share('FAR'),
    share('FRR'),
    share('Genuine below reject'),
  ],
  rows: cuts.flatMap((cut): readonly (readonly Cell[])[] => {
    const bands = rules.voice?.find(({ model }) => model === rules.model)?.bands.clean ?? [];
    const band = bands.findLast(({ minSpeechMs }) => cut.lengthMs >= minSpeechMs);
    if (band === undefined) return [];
    const accept = Math.max(band.accept, rules.thresholds.speakerAccept);
    const reject = Math.min(band.reject, rules.thresholds.speakerReject);
    const measures: readonly Measure[] = [
      (scores) => operatingAt(scores, accept).falseAlarmRate,
      (scores) => operatingAt(scores, accept).missRate,
      (scores) => operatingAt(scores, reject).missRate,
    ];
    return [[nameOf(cut), accept, ...figuresOf(scoresBySpeaker(cut.comparisons), measures, seed)]];
  }),
});

const halvesTable = ({ halves }: CorpusFigures, seed: number): Table => ({
  type: 'table',
  title: 'Halves of recordings: of the same ones, and of other ones',
  columns: [text('Compared'), count('Genuine'), share('EER'), { title: 'Mean genuine score', unit: 'number' }],
  rows: (['same', 'other'] as const).map((kind): readonly Cell[] => {
    const { positives } = pooled(halves[kind]);
    const mean = positives.reduce((sum, score) => sum + score, 0) / positives.length;
    const name = kind === 'same' ? 'second halves of the same recordings' : 'second halves of other recordings';
    return [name, positives.length, ...figuresOf(halves[kind], [equalErrorRate], seed), mean];
  }),
  note: 'Sessions are not labelled in these recordings: other recordings may be of the same minutes, room and microphone.',
});

const detChart = ({ cuts }: CorpusFigures): LineChart => ({
  type: 'line',
  title: 'Detection error trade-off',
  x: { title: 'False accepts', unit: 'share', scale: 'probit' },
  y: { title: 'False rejects', unit: 'share', scale: 'probit' },
  series: cuts.map((cut) => ({
    name: nameOf(cut),
    points: tradeOff(pooled(scoresBySpeaker(cut.comparisons)), DET_POINTS).map(({ falseAlarmRate, missRate }) => ({
      x: falseAlarmRate,
      y: missRate,
    })),
  })),
  note: 'Both axes are normal quantiles, so that two normal distributions of scores give a straight line.',
});

export const voiceSection = (corpus: CorpusFigures, seed: number): Section => ({
  id: corpus.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-'),
  title: corpus.name,
  voice: corpus.voice,
  note: corpus.note,
  blocks: [
    errorTable(corpus, seed),
    ...corpus.judges.flatMap((judge) => [decisionTable(corpus, judge, seed), bandTable(corpus, judge, seed)]),
    halvesTable(corpus, seed),
    detChart(corpus),
  ],
});
