import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { modelsDirOf } from '../../src/config/installation.js';
import { loadConfig } from '../../src/config.js';
import { HeshengError } from '../../src/errors.js';
import { sha256 } from '../../src/verification/sha256.js';
import { EMBEDDED_VOICE } from '../../src/voiceprint/embedded-voice.js';
import {
  VOICE_CONDITIONS,
  type VoiceBand,
  type VoiceCondition,
  type VoiceModelPolicy,
} from '../../src/voiceprint/voice-policy.js';
import { splitByUnit } from '../calibrate/split.js';
import { readDataset } from '../dataset/read-dataset.js';
import type { Dataset, Utterance } from '../dataset/utterance.js';
import { type BenchResult, type Cell, RESULT_SCHEMA, type Table } from '../report/result.js';
import { metaOf, stampDataset } from '../run/meta.js';
import { withBenchProgress } from '../run/progress.js';
import { seededRandom } from '../seeded-random.js';
import { operatingAt } from '../statistics/detection.js';
import { hearAll, openVoiceModel, voiceOf } from './bench-voiceprint.js';
import { comparisonsOf, type HeardReading, type SpeakerScores, scoresBySpeaker } from './comparisons.js';
import { CLEAN } from './conditions.js';
import { fitLlr, rejectOf, thresholdAtFar } from './fit-llr.js';
import { type Reading, readingsOf } from './readings.js';
import { figuresOf } from './voice-figures.js';

export interface CalibrateVoiceOptions {
  /** A folder with one folder a speaker, or a data set spec; `conditions.csv` in the folder may tag files. */
  readonly data: string;
  /** False accepts that thresholds are set at on the calibration half. */
  readonly far: number;
  readonly seed: number;
  readonly cache: string | null;
  readonly command: string;
  readonly date: Date;
}

export interface CalibratedVoice {
  readonly result: BenchResult;
  readonly voice: VoiceModelPolicy;
}

const BANDS_MS = [3_000, 5_000] as const;
/** Speakers that each half needs: below it a share of one in a thousand says nothing. */
const LEAST_SPEAKERS = 20;
const MANIFESTS = ['manifest.tsv', 'fixtures.json'];
const TAGS = 'conditions.csv';
const SOUNDS = '{wav,flac,mp3,m4a,ogg,opus,amr,aac}';

const refuse = (detail: string): never => {
  throw new HeshengError('DATASET_INVALID', detail);
};

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() ?? false;

const openData = async (data: string): Promise<Dataset> => {
  const plain = (await isFolder(data)) && !MANIFESTS.some((name) => existsSync(join(data, name)));
  return readDataset(plain ? `${data}/*/*.${SOUNDS}` : data);
};

const toCondition = (file: string, word: string | undefined): VoiceCondition =>
  VOICE_CONDITIONS.find((one) => one === word) ??
  refuse(`${TAGS}: ${file} must be one of ${VOICE_CONDITIONS.join(', ')}`);

/** Conditions by absolute path; what has no tag is clean. */
const readTags = async (data: string): Promise<ReadonlyMap<string, VoiceCondition>> => {
  const text = await readFile(join(data, TAGS), 'utf8').catch(() => '');
  const rows = parse(text, { columns: true, trim: true, skip_empty_lines: true }) as readonly Record<string, string>[];
  return new Map(
    rows.map(({ file, condition }) => [
      resolve(data, file ?? refuse(`${TAGS} has no column file`)),
      toCondition(file!, condition),
    ]),
  );
};

interface Half {
  readonly enrolled: readonly HeardReading[];
  readonly tried: readonly HeardReading[];
}

export interface CalibratedBand {
  readonly condition: VoiceCondition;
  readonly band: VoiceBand;
  readonly test: readonly SpeakerScores[];
}

const scoresAt = ({ enrolled, tried }: Half, lengthMs: number) =>
  scoresBySpeaker(comparisonsOf(enrolled, tried, lengthMs));

const usable = (speakers: readonly SpeakerScores[]): boolean =>
  speakers.filter(({ genuine, impostor }) => genuine.length > 0 && impostor.length > 0).length >= LEAST_SPEAKERS;

/** Thresholds of one condition, set on one half of the speakers; null where there are too few of either half. */
export const calibrateBand = (
  condition: VoiceCondition,
  minSpeechMs: number,
  [fit, test]: readonly [readonly SpeakerScores[], readonly SpeakerScores[]],
  far: number,
): CalibratedBand | null => {
  if (!usable(fit) || !usable(test)) return null;
  const accept = thresholdAtFar(fit, far);
  if (!(accept <= 1)) return null;
  const reject = Math.min(rejectOf(fit), accept);
  return { condition, band: { minSpeechMs, accept, reject, llr: fitLlr(fit) }, test };
};

const bandsOf = (condition: VoiceCondition, fit: Half, test: Half, far: number): readonly CalibratedBand[] =>
  BANDS_MS.flatMap((ms) => calibrateBand(condition, ms, [scoresAt(fit, ms), scoresAt(test, ms)], far) ?? []);

const tableOf = (bands: readonly CalibratedBand[], seed: number, far: number): Table => ({
  type: 'table',
  title: `Thresholds set at ${100 * far} % false accepts of half the speakers, tried on the other half`,
  columns: [
    { title: 'Condition, speech', unit: 'text' },
    { title: 'Speakers', unit: 'count' },
    { title: 'Accept', unit: 'number' },
    { title: 'Reject', unit: 'number' },
    { title: 'llr: a', unit: 'number' },
    { title: 'llr: b', unit: 'number' },
    { title: 'FAR at accept', unit: 'share' },
    { title: 'FRR at accept', unit: 'share' },
    { title: 'Genuine below reject', unit: 'share' },
  ],
  rows: bands.map(({ condition, band, test }): readonly Cell[] => [
    `${condition}, from ${band.minSpeechMs / 1000} s`,
    test.length,
    band.accept,
    band.reject,
    band.llr?.intercept ?? null,
    band.llr?.slope ?? null,
    ...figuresOf(
      test,
      [
        (scores) => operatingAt(scores, band.accept).falseAlarmRate,
        (scores) => operatingAt(scores, band.accept).missRate,
        (scores) => operatingAt(scores, band.reject).missRate,
      ],
      seed,
    ),
  ]),
  note: 'llr = a + b score, nats. Sessions are not known: what was recorded at one sitting flatters every figure.',
});

/** The policy's `voice` for one model: conditions and lengths with too few speakers are left out, which leaves them unsure. */
export const toVoicePolicy = (model: string, bands: readonly CalibratedBand[]): VoiceModelPolicy => ({
  model,
  noisyBelowDb: EMBEDDED_VOICE.noisyBelowDb,
  telephoneBelowHz: EMBEDDED_VOICE.telephoneBelowHz,
  bands: Object.fromEntries(
    VOICE_CONDITIONS.map((condition) => [
      condition,
      bands.filter((one) => one.condition === condition).map(({ band }) => band),
    ]).filter(([, list]) => list!.length > 0),
  ),
});

/**
 * Fits thresholds and log-likelihood ratios of the embedded voice model to an operator's speakers: set on half of them, told
 * on the other half.
 * @throws HeshengError DATASET_INVALID
 */
export const calibrateVoiceprint = async (options: CalibrateVoiceOptions): Promise<CalibratedVoice> => {
  const { far, seed, cache, command, date } = options;
  const dataset = await openData(options.data);
  const tags = await readTags(options.data);
  const conditionOf = ({ path }: Utterance): VoiceCondition => tags.get(path) ?? 'clean';
  const model = await openVoiceModel(modelsDirOf(loadConfig().config), cache);
  const readings = new Map<VoiceCondition, readonly Reading<Utterance>[]>(
    VOICE_CONDITIONS.map((condition) => [
      condition,
      readingsOf(dataset.utterances.filter((one) => conditionOf(one) === condition)),
    ]),
  );
  const clean = readings.get('clean')!;
  const speakers = new Set(clean.map(({ speaker }) => speaker)).size;
  if (speakers < 2 * LEAST_SPEAKERS)
    refuse(
      `${speakers} speakers have four clean recordings; ${2 * LEAST_SPEAKERS} are needed, half of them to try the thresholds on`,
    );
  const { first, second } = splitByUnit(clean, ({ speaker }) => speaker, 0.5, seededRandom(seed));
  const sides = [first, second].map((side) => new Set(side.map(({ speaker }) => speaker)));
  const total = [...readings.values()].reduce((sum, list) => sum + list.length, 0);
  const bands = await withBenchProgress('calibrate voiceprint', total, async (step) => {
    const enrolled = await hearAll(model.listener, clean, CLEAN, step);
    const found: CalibratedBand[] = [];
    for (const [condition, list] of readings) {
      const tried = condition === 'clean' ? enrolled : await hearAll(model.listener, list, CLEAN, step);
      const [fit, test] = sides.map((side): Half => {
        const own = (all: readonly HeardReading[]) => all.filter(({ reading }) => side.has(reading.speaker));
        return { enrolled: own(enrolled), tried: own(tried) };
      });
      found.push(...bandsOf(condition, fit!, test!, far));
    }
    return found;
  });
  const result: BenchResult = {
    schema: RESULT_SCHEMA,
    bench: 'calibrate',
    meta: metaOf({ command, seed, date }),
    datasets: [stampDataset(dataset, [])],
    systems: [{ id: model.id, models: [{ role: 'voice', id: model.id, sha256: model.sha256 }], policy: null }],
    sections: [
      {
        id: 'voiceprint',
        title: `${dataset.name}: ${speakers} speakers`,
        voice: voiceOf(dataset.name, dataset.utterances),
        blocks: [tableOf(bands, seed, far)],
      },
    ],
    trials: [],
  };
  return { result, voice: toVoicePolicy(model.sha256, bands) };
};

/** Writes the report and the policy's `voice`, which names the report's hash. */
export const writeCalibration = async (
  { result, voice }: CalibratedVoice,
  files: { readonly out: string; readonly report: string },
): Promise<void> => {
  const text = `${JSON.stringify(result)}\n`;
  await writeFile(files.report, text, { flag: 'wx' });
  const named: VoiceModelPolicy = { ...voice, calibration: sha256(Buffer.from(text)) };
  await writeFile(files.out, `${JSON.stringify({ voice: [named] }, null, 2)}\n`, { flag: 'wx' });
};
