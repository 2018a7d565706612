import type { Thresholds } from '../../src/verdict/policy.js';
import type { VoiceKind } from '../dataset/utterance.js';
import type { Cell, Column, LineChart, Section, Table } from '../report/result.js';
import { seededRandom } from '../seeded-random.js';
import {
  type DetectionScores,
  equalErrorRate,
  minimumDetectionCost,
  missRateAt,
  operatingAt,
  pooledScores,
  tradeOff,
} from '../statistics/detection.js';
import { type Figure, plainFigure } from '../statistics/figure.js';
import { ruleOfThree } from '../statistics/proportion.js';
import { quantile, sortedNumbers } from '../statistics/quantile.js';
import type { SpeakerTrials } from './trials.js';

/** Trials of one corpus, enrolled with so many takes, under one voice model. */
export interface VoiceTrials {
  readonly system: string;
  readonly takes: number;
  readonly speakers: readonly SpeakerTrials[];
}

/** The same recordings cut to one length. */
export interface CutTrials {
  readonly system: string;
  readonly heardMs: number;
  readonly speakers: readonly SpeakerTrials[];
}

export interface CorpusFigures {
  readonly name: string;
  readonly voice: VoiceKind;
  readonly readings: number;
  readonly trials: readonly VoiceTrials[];
  readonly cuts: readonly CutTrials[];
  readonly takes: readonly TakeConsistency[];
}

/** Worst take's similarity to the mean of the others, of one voice and with another voice put in. */
export interface TakeConsistency {
  readonly system: string;
  readonly same: readonly number[];
  readonly mixed: readonly number[];
}

/** The two thresholds of a policy, and its name. */
export interface VoiceLimits {
  readonly thresholds: Pick<Thresholds, 'speakerAccept' | 'speakerReject'>;
  readonly policy: string;
}

export interface VoiceReportOptions {
  readonly limits: readonly VoiceLimits[];
  readonly seed: number;
}

const FARS = [0.01, 0.005, 0.001] as const;
/** Each draw sorts every score anew. */
const ROUNDS = 100;
const DET_POINTS = 60;

const share = (title: string): Column => ({ title, unit: 'share' });
const text = (title: string): Column => ({ title, unit: 'text' });

const scoresOf = (speakers: readonly SpeakerTrials[]): DetectionScores =>
  pooledScores(speakers.map(({ genuine, impostor }) => ({ positives: genuine, negatives: impostor })));

type Measure = (scores: DetectionScores) => number;

/**
 * Several figures of the same trials with their intervals over resampled speakers. Every draw sorts all scores anew, so
 * all figures share the draws.
 */
const figuresOf = (
  speakers: readonly SpeakerTrials[],
  measures: readonly Measure[],
  seed: number,
): readonly Figure[] => {
  const scores = scoresOf(speakers);
  const n = scores.positives.length + scores.negatives.length;
  const plain = measures.map((measure) => plainFigure(measure(scores), n, speakers.length));
  if (speakers.length < 2) return plain;
  const random = seededRandom(seed);
  const pick = () => speakers[Math.floor(random() * speakers.length)]!;
  const drawn = Array.from({ length: ROUNDS }, () => {
    const pooled = scoresOf(speakers.map(pick));
    return measures.map((measure) => measure(pooled));
  });
  return plain.map((figure, at) => {
    // Draws of trials without an error have none either, and say nothing of the true rate.
    if (figure.value === 0) {
      return { ...figure, low: 0, high: ruleOfThree(speakers.length), method: 'rule_of_three_speakers' };
    }
    const sorted = sortedNumbers(drawn.map((values) => values[at]!));
    const [low, high] = [quantile(sorted, 0.025), quantile(sorted, 0.975)];
    return { ...figure, low, high, method: 'speaker_bootstrap' };
  });
};

const label = ({ system, takes }: VoiceTrials): string => `${system}, enrolled with ${takes}`;

const errorTable = ({ trials }: CorpusFigures, { seed }: VoiceReportOptions): Table => ({
  type: 'table',
  title: 'Equal error rate, least cost, and false rejects at fixed false accepts',
  columns: [
    text('System'),
    { title: 'Speakers', unit: 'count' },
    { title: 'Genuine', unit: 'count' },
    { title: 'Impostor', unit: 'count' },
    share('EER'),
    { title: 'minDCF(0.01)', unit: 'number' },
    ...FARS.map((far) => share(`FRR at FAR ${100 * far} %`)),
  ],
  rows: trials.map((one): readonly Cell[] => {
    const { positives, negatives } = scoresOf(one.speakers);
    const measures: readonly Measure[] = [
      equalErrorRate,
      minimumDetectionCost,
      ...FARS.map(
        (far): Measure =>
          (scores) =>
            missRateAt(scores, far),
      ),
    ];
    return [
      label(one),
      one.speakers.length,
      positives.length,
      negatives.length,
      ...figuresOf(one.speakers, measures, seed),
    ];
  }),
  note: 'Impostors are other speakers of the same recordings, with the same kind of microphone: the harder case.',
});

const policyColumns = [
  share('FRR at accept'),
  share('FAR at accept'),
  share('FRR at reject'),
  share('FAR at reject'),
] as const;

const policyMeasures = ({ thresholds }: VoiceLimits): readonly Measure[] =>
  [thresholds.speakerAccept, thresholds.speakerReject].flatMap((threshold): readonly Measure[] => [
    (scores) => operatingAt(scores, threshold).missRate,
    (scores) => operatingAt(scores, threshold).falseAlarmRate,
  ]);

const policyNote = ({ limits }: VoiceReportOptions): string =>
  `${limits.map(({ policy, thresholds }) => `${policy}: accepted from ${thresholds.speakerAccept}, rejected below ${thresholds.speakerReject}`).join('; ')}. Between the two a person decides.`;

const policyTable = ({ trials }: CorpusFigures, options: VoiceReportOptions): Table => ({
  type: 'table',
  title: 'Both errors at the thresholds of the policy',
  columns: [text('System'), text('Policy'), ...policyColumns],
  rows: trials.flatMap((one) =>
    options.limits.map((limits) => [
      label(one),
      limits.policy,
      ...figuresOf(one.speakers, policyMeasures(limits), options.seed),
    ]),
  ),
  note: policyNote(options),
});

const lengthTable = ({ cuts }: CorpusFigures, options: VoiceReportOptions): Table => ({
  type: 'table',
  title: 'By speech heard: the same recordings cut, enrolled with one whole reading',
  columns: [text('System'), text('Policy'), { title: 'Speech', unit: 'ms' }, share('EER'), ...policyColumns],
  rows: cuts.flatMap(({ system, heardMs, speakers }) =>
    options.limits.map((limits) => {
      const measures: readonly Measure[] = [equalErrorRate, ...policyMeasures(limits)];
      return [system, limits.policy, heardMs, ...figuresOf(speakers, measures, options.seed)];
    }),
  ),
  note: policyNote(options),
});

const takesTable = ({ takes }: CorpusFigures): Table => ({
  type: 'table',
  title: 'Three takes of an enrolment: similarity of the worst to the mean of the others',
  columns: [
    text('System'),
    text('Takes'),
    { title: 'Enrolments', unit: 'count' },
    ...['1 %', '5 %', 'median', '95 %'].map((title): Column => ({ title, unit: 'number' })),
  ],
  rows: takes.flatMap(({ system, same, mixed }) =>
    (
      [
        ['of one voice', same],
        ['one of another voice', mixed],
      ] as const
    ).map(([name, values]): readonly Cell[] => {
      const sorted = sortedNumbers(values);
      return [system, name, values.length, ...[0.01, 0.05, 0.5, 0.95].map((at) => quantile(sorted, at))];
    }),
  ),
});

const detChart = ({ trials }: CorpusFigures): LineChart => ({
  type: 'line',
  title: 'Detection error trade-off',
  x: { title: 'False accepts', unit: 'share', scale: 'probit' },
  y: { title: 'False rejects', unit: 'share', scale: 'probit' },
  series: trials.map((one) => ({
    name: label(one),
    points: tradeOff(scoresOf(one.speakers), DET_POINTS).map(({ falseAlarmRate, missRate }) => ({
      x: falseAlarmRate,
      y: missRate,
    })),
  })),
  note: 'Both axes are normal quantiles, so that two normal distributions of scores give a straight line.',
});

export const voiceSection = (corpus: CorpusFigures, options: VoiceReportOptions): Section => ({
  id: corpus.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-'),
  title: `${corpus.name}: ${corpus.readings} readings`,
  voice: corpus.voice,
  blocks: [
    errorTable(corpus, options),
    policyTable(corpus, options),
    detChart(corpus),
    ...(corpus.takes.length > 0 ? [takesTable(corpus)] : []),
    ...(corpus.cuts.length > 0 ? [lengthTable(corpus, options)] : []),
  ],
});
