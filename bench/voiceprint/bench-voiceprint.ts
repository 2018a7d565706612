import { basename, resolve } from 'node:path';
import { modelsDirOf } from '../../src/config/installation.js';
import { loadConfig } from '../../src/config.js';
import { HeshengError } from '../../src/errors.js';
import { fileOfKind, modelForRole, readRegistry } from '../../src/model/registry.js';
import { effectiveThresholds } from '../../src/verdict/effective-thresholds.js';
import type { Thresholds } from '../../src/verdict/policy.js';
import { openVoiceEmbedder } from '../../src/voiceprint/onnx-voice-embedder.js';
import type { VoiceEmbedder } from '../../src/voiceprint/voice-embedder.js';
import { readDatasets } from '../dataset/read-dataset.js';
import type { VoiceKind } from '../dataset/utterance.js';
import { type BenchResult, RESULT_SCHEMA, type System, type Trial } from '../report/result.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { metaOf, stampDataset } from '../run/meta.js';
import type { BenchOptions } from '../run/options.js';
import { type NamedPolicy, openPolicy } from '../run/policies.js';
import { withBenchProgress } from '../run/progress.js';
import { seededRandom } from '../seeded-random.js';
import { type Corpus, corporaOf } from './corpora.js';
import { cutReading, type Reading, readReadings } from './readings.js';
import { consistencies, listedPairs, trialsOf } from './trials.js';
import { type CorpusFigures, type CutTrials, voiceSection } from './voice-sections.js';
import { voiceTrial } from './voice-trials.js';

const PER_SPEAKER = 40;
const TAKES = [1, 3] as const;
const LENGTHS_MS = [800, 1_000, 1_500, 2_000, 3_000] as const;
const FEW_ENROLMENTS = 10;
/** Readings long enough for every length that make cutting worth while. */
const LEAST_CUT = 100;

/** A model, and the systems that it makes with each policy. */
interface VoiceModel {
  readonly id: string;
  readonly judges: readonly { readonly system: System; readonly thresholds: Thresholds }[];
  readonly embedder: VoiceEmbedder;
}

const openModel = async (dir: string, several: boolean, policies: readonly NamedPolicy[]): Promise<VoiceModel> => {
  const entry = modelForRole(await readRegistry(dir), 'voice');
  const model = { role: 'voice', id: entry.id, sha256: fileOfKind(entry, 'network').sha256 };
  const id = several ? `${basename(dir)}: ${entry.id}` : entry.id;
  const judges = policies.map(({ name, policy, sha256 }) => ({
    system: { id: `${id} + ${name}`, models: [model], policy: { id: policy.id, version: policy.version, sha256 } },
    thresholds: effectiveThresholds(policy, 'reading', 'mandarin'),
  }));
  return { id, judges, embedder: await openVoiceEmbedder(dir, entry, 1) };
};

/** The same recordings cut to several lengths, so that only the length differs. */
const cutTrials = async (readings: readonly Reading[], { id, embedder }: VoiceModel): Promise<readonly CutTrials[]> => {
  const long = readings.filter(({ speechMs }) => speechMs >= LENGTHS_MS.at(-1)!);
  if (long.length < LEAST_CUT) return [];
  const cuts: CutTrials[] = [];
  for (const heardMs of LENGTHS_MS) {
    const cut: Reading[] = [];
    for (const reading of long) cut.push(await cutReading(reading, heardMs, embedder));
    cuts.push({ system: id, heardMs, speakers: trialsOf(long, cut, 1) });
  }
  return cuts;
};

const voiceOf = ({ utterances, name }: Corpus): VoiceKind => {
  const voices = new Set(utterances.map(({ voice }) => voice));
  if (voices.size > 1)
    throw new HeshengError('DATASET_INVALID', `${name}: human and synthetic voices are never compared`);
  return utterances[0]!.voice;
};

interface Measured {
  readonly figures: CorpusFigures;
  readonly trials: readonly Trial[];
}

/** Cases to compare models and policies by: the same pairs whatever the model. */
const casesOf = (corpus: Corpus, readings: readonly Reading[], { judges }: VoiceModel, seed: number) => {
  const random = seededRandom(seed);
  const pairs = TAKES.flatMap((takes) => listedPairs(readings, takes, random));
  const facts = { corpus: corpus.name, voice: voiceOf(corpus) };
  return judges.flatMap(({ system, thresholds }) =>
    pairs.map((pair) => voiceTrial(pair, { ...facts, system: system.id, thresholds })),
  );
};

const measureModel = async (corpus: Corpus, model: VoiceModel, seed: number, step: () => void): Promise<Measured> => {
  const wanted = { joined: corpus.joined, perSpeaker: PER_SPEAKER };
  const readings = await readReadings(corpus.utterances, model.embedder, wanted, step);
  const trials = TAKES.map((takes) => ({ system: model.id, takes, speakers: trialsOf(readings, readings, takes) }));
  const figures = {
    name: corpus.name,
    voice: voiceOf(corpus),
    readings: readings.length,
    trials: trials.filter(({ speakers }) => speakers.length > 0),
    cuts: await cutTrials(readings, model),
    takes: [{ system: model.id, ...consistencies(readings, 3) }].filter(({ same }) => same.length >= FEW_ENROLMENTS),
  };
  return { figures, trials: casesOf(corpus, readings, model, seed) };
};

const measure = async (
  corpus: Corpus,
  models: readonly VoiceModel[],
  seed: number,
  step: () => void,
): Promise<Measured> => {
  const found: Measured[] = [];
  for (const model of models) found.push(await measureModel(corpus, model, seed, step));
  const all = found.map(({ figures }) => figures);
  return {
    figures: {
      ...all[0]!,
      trials: all.flatMap(({ trials }) => trials),
      cuts: all.flatMap(({ cuts }) => cuts),
      takes: all.flatMap(({ takes }) => takes),
    },
    trials: found.flatMap(({ trials }) => trials),
  };
};

/** Enrols each speaker of a data set and compares with their other readings and with everybody else's. */
export const benchVoiceprint = async (options: BenchOptions): Promise<BenchResult> => {
  if (options.data.length === 0)
    throw new HeshengError('BAD_REQUEST', 'Give recordings of several speakers with --data.');
  const datasets = await readDatasets(options.data);
  const corpora = corporaOf(datasets.map((one) => ({ ...one, utterances: chooseUtterances(one, options) })));
  if (corpora.length === 0)
    throw new HeshengError('DATASET_INVALID', 'no speaker has two recordings: nobody can be enrolled and tried');
  const dirs =
    options.models.length > 0 ? options.models.map((dir) => resolve(dir)) : [modelsDirOf(loadConfig().config)];
  const models: VoiceModel[] = [];
  const policies = await Promise.all(options.policy.map(openPolicy));
  for (const dir of dirs) models.push(await openModel(dir, dirs.length > 1, policies));
  const total =
    models.length * corpora.reduce((sum, { utterances, joined }) => sum + Math.floor(utterances.length / joined), 0);
  const measured = await withBenchProgress('voiceprint', total, async (step) => {
    const all: Measured[] = [];
    for (const corpus of corpora) all.push(await measure(corpus, models, options.seed, step));
    return all;
  });
  const limits = policies.map(({ name, policy }) => ({
    policy: name,
    thresholds: effectiveThresholds(policy, 'reading', 'mandarin'),
  }));
  return {
    schema: RESULT_SCHEMA,
    bench: 'voiceprint',
    meta: metaOf({ command: options.command, seed: options.seed, date: new Date() }),
    datasets: datasets.map((dataset) => stampDataset(dataset, options.trainedOn)),
    systems: models.flatMap(({ judges }) => judges.map(({ system }) => system)),
    sections: measured.map(({ figures }) => voiceSection(figures, { limits, seed: options.seed })),
    trials: measured.flatMap(({ trials }) => trials),
  };
};
