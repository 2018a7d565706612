import { basename, resolve } from 'node:path';
import { modelsDirOf } from '../../src/config/installation.js';
import { loadConfig } from '../../src/config.js';
import { openDetector } from '../../src/engine/load-models.js';
import { HeshengError } from '../../src/errors.js';
import { fileOfKind, modelForRole, readRegistry } from '../../src/model/registry.js';
import { effectiveThresholds } from '../../src/verdict/effective-thresholds.js';
import { EMBEDDED_VOICE } from '../../src/voiceprint/embedded-voice.js';
import { openVoiceEmbedder } from '../../src/voiceprint/onnx-voice-embedder.js';
import { readDatasets } from '../dataset/read-dataset.js';
import type { Utterance, VoiceKind } from '../dataset/utterance.js';
import { type BenchResult, RESULT_SCHEMA, type System } from '../report/result.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { metaOf, stampDataset } from '../run/meta.js';
import type { BenchOptions } from '../run/options.js';
import { type NamedPolicy, openPolicy } from '../run/policies.js';
import { withBenchProgress } from '../run/progress.js';
import { seededRandom } from '../seeded-random.js';
import { comparisonsOf, type HeardReading, halvesScores, type VoiceRules } from './comparisons.js';
import { CLEAN, CONDITIONS, type Condition } from './conditions.js';
import { hearVoices, LENGTHS_MS, type VoiceListener, WHOLE } from './hear-voices.js';
import { type Reading, readingsOf } from './readings.js';
import { type CorpusFigures, voiceSection } from './voice-sections.js';
import { voiceTrials } from './voice-trials.js';

/** The recordings that the thresholds of the embedded model were chosen on. */
const CHOSEN_ON = 'speechocean762-adults';
const LISTED_LENGTHS_MS: readonly number[] = [3_000, 5_000];

export interface OpenVoiceModel {
  readonly id: string;
  readonly sha256: string;
  readonly listener: VoiceListener;
}

/** The voice model of a folder, with the detector that finds the speech for it. */
export const openVoiceModel = async (dir: string, cache: string | null): Promise<OpenVoiceModel> => {
  const registry = await readRegistry(dir);
  const [entry, vad] = [modelForRole(registry, 'voice'), modelForRole(registry, 'vad')];
  const { sha256 } = fileOfKind(entry, 'network');
  const models = [sha256, ...vad.files.map((file) => file.sha256)];
  const [detector, embedder] = [await openDetector(dir, vad), await openVoiceEmbedder(dir, entry, 1)];
  return { id: entry.id, sha256, listener: { detector, embedder, models, cache } };
};

/** Whose voices: human and synthetic ones are never compared. */
export const voiceOf = (name: string, utterances: readonly Utterance[]): VoiceKind => {
  const voices = new Set(utterances.map(({ voice }) => voice));
  if (voices.size > 1)
    throw new HeshengError('DATASET_INVALID', `${name}: human and synthetic voices are never compared`);
  return utterances[0]!.voice;
};

export const hearAll = async (
  listener: VoiceListener,
  readings: readonly Reading<Utterance>[],
  condition: Condition,
  step: () => void,
): Promise<readonly HeardReading[]> => {
  const heard: HeardReading[] = [];
  for (const reading of readings) {
    heard.push({ reading, heard: await hearVoices(listener, reading, condition) });
    step();
  }
  return heard;
};

interface Corpus {
  readonly name: string;
  readonly voice: VoiceKind;
  readonly readings: readonly Reading<Utterance>[];
}

interface Judge {
  readonly policy: string;
  readonly rules: VoiceRules;
}

const noteFor = ({ name, readings }: Corpus): string => {
  const speakers = new Set(readings.map(({ speaker }) => speaker)).size;
  return name === CHOSEN_ON
    ? `${speakers} speakers. The thresholds of the embedded model were chosen on these recordings: nothing here is held out.`
    : `${speakers} speakers, on whom the thresholds of the embedded model were not chosen.`;
};

const measure = async (
  corpus: Corpus,
  { listener }: OpenVoiceModel,
  judges: readonly Judge[],
  step: () => void,
): Promise<CorpusFigures> => {
  const enrolled = await hearAll(listener, corpus.readings, CLEAN, step);
  const cuts: CorpusFigures['cuts'][number][] = [];
  for (const condition of CONDITIONS) {
    const tried = condition === CLEAN ? enrolled : await hearAll(listener, corpus.readings, condition, step);
    for (const lengthMs of [...LENGTHS_MS, WHOLE]) {
      const comparisons = comparisonsOf(enrolled, tried, lengthMs);
      if (comparisons.some(({ genuine }) => genuine)) cuts.push({ condition: condition.name, lengthMs, comparisons });
    }
  }
  const halves = { same: halvesScores(enrolled, true), other: halvesScores(enrolled, false) };
  return { name: corpus.name, voice: corpus.voice, note: noteFor(corpus), cuts, halves, judges };
};

const judgesOf = (model: OpenVoiceModel, policies: readonly NamedPolicy[]): readonly Judge[] =>
  policies.map(({ name, policy }) => ({
    policy: name,
    rules: {
      model: model.sha256,
      thresholds: effectiveThresholds(policy, 'reading', 'mandarin'),
      voice: policy.voice ?? [EMBEDDED_VOICE],
    },
  }));

const systemsOf = (id: string, { sha256 }: OpenVoiceModel, policies: readonly NamedPolicy[]): readonly System[] =>
  policies.map(({ name, policy, sha256: policySha256 }) => ({
    id: `${id} + ${name}`,
    models: [{ role: 'voice', id, sha256 }],
    policy: { id: policy.id, version: policy.version, sha256: policySha256 },
  }));

const corporaOf = async (options: BenchOptions) => {
  const datasets = await readDatasets(options.data);
  const corpora = datasets
    .map((dataset): Corpus => {
      const utterances = chooseUtterances(dataset, options);
      return { name: dataset.name, voice: voiceOf(dataset.name, utterances), readings: readingsOf(utterances) };
    })
    .filter(({ readings }) => readings.length > 0);
  if (corpora.length === 0)
    throw new HeshengError('DATASET_INVALID', 'no speaker has four recordings: two to enrol with and two to try');
  return { datasets, corpora };
};

/** Enrols each speaker of a data set with half of their recordings, and tries the other half and everybody else's. */
export const benchVoiceprint = async (options: BenchOptions): Promise<BenchResult> => {
  if (options.data.length === 0)
    throw new HeshengError('BAD_REQUEST', 'Give recordings of several speakers with --data.');
  const { datasets, corpora } = await corporaOf(options);
  const dirs =
    options.models.length > 0 ? options.models.map((dir) => resolve(dir)) : [modelsDirOf(loadConfig().config)];
  const policies = await Promise.all(options.policy.map(openPolicy));
  const models = await Promise.all(
    dirs.map(async (dir) => {
      const model = await openVoiceModel(dir, options.cache);
      return { model, id: dirs.length > 1 ? `${basename(dir)}: ${model.id}` : model.id };
    }),
  );
  const total = models.length * CONDITIONS.length * corpora.reduce((sum, { readings }) => sum + readings.length, 0);
  const measured = await withBenchProgress('voiceprint', total, async (step) => {
    const all: { readonly id: string; readonly figures: CorpusFigures }[] = [];
    for (const { model, id } of models) {
      for (const corpus of corpora)
        all.push({ id, figures: await measure(corpus, model, judgesOf(model, policies), step) });
    }
    return all;
  });
  const random = seededRandom(options.seed);
  return {
    schema: RESULT_SCHEMA,
    bench: 'voiceprint',
    meta: metaOf({ command: options.command, seed: options.seed, date: new Date() }),
    datasets: datasets.map((dataset) => stampDataset(dataset, options.trainedOn)),
    systems: models.flatMap(({ model, id }) => systemsOf(id, model, policies)),
    sections: measured.map(({ id, figures }) =>
      voiceSection(models.length > 1 ? { ...figures, name: `${id}, ${figures.name}` } : figures, options.seed),
    ),
    trials: measured.flatMap(({ id, figures: { name, voice, cuts, judges } }) =>
      cuts
        .filter(({ lengthMs }) => LISTED_LENGTHS_MS.includes(lengthMs))
        .flatMap((cut) =>
          judges.flatMap(({ policy, rules }) =>
            voiceTrials(cut, { system: `${id} + ${policy}`, corpus: name, voice, rules }, random),
          ),
        ),
    ),
  };
};
