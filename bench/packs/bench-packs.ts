import { join } from 'node:path';
import { INSTALLATION_DIR, packsDirOf } from '../../src/config/installation.js';
import { type Config, loadConfig } from '../../src/config.js';
import { hearWithPack } from '../../src/engine/pack-pool.js';
import { HeshengError } from '../../src/errors.js';
import type { StoredPack } from '../../src/model/pack/pack-store.js';
import { createReader, type Reader } from '../../src/reader.js';
import { EMBEDDED } from '../../src/verdict/effective-thresholds.js';
import type { Policy } from '../../src/verdict/policy.js';
import { hearSounding, type SoundingReading } from '../../src/verification/hear-reading.js';
import { readDatasets } from '../dataset/read-dataset.js';
import type { Dataset } from '../dataset/utterance.js';
import { type BenchResult, RESULT_SCHEMA, type System, type Trial } from '../report/result.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { metaOf, stampDataset } from '../run/meta.js';
import type { BenchOptions } from '../run/options.js';
import { type NamedPolicy, openPolicy } from '../run/policies.js';
import { withBenchProgress } from '../run/progress.js';
import { casesOf, clausesOf, HONEST } from '../verdicts/cases.js';
import { type Hear, measureReading, type Task } from './measure-pack.js';
import { choosePacks, openPack } from './open-packs.js';
import { groupsOf, packSection } from './pack-sections.js';
import type { Measured, PackTrial, Recogniser } from './pack-trial.js';

const FIXTURES = join(INSTALLATION_DIR, 'fixtures');

export interface PackBenchOptions
  extends Pick<BenchOptions, 'data' | 'limit' | 'speakers' | 'seed' | 'dialect' | 'trainedOn' | 'command'> {
  /** Packs of the store; empty: every recogniser in it. */
  readonly ids: readonly string[];
  /** Id or file. */
  readonly policy: string;
  /** Of each process. */
  readonly threads: number;
}

interface Bench {
  readonly reader: Reader;
  readonly tasks: readonly Task[];
  readonly policy: Policy;
  readonly store: string;
  readonly threads: number;
  readonly step: () => void;
}

const stopwatch = (): number => performance.now();

const tasksOf = (dataset: Dataset, options: PackBenchOptions): readonly Task[] => {
  const clauses = clausesOf(dataset);
  return chooseUtterances(dataset, options).map((utterance) => ({
    utterance,
    cases: casesOf(utterance, clauses, options.seed),
    dialectHint: utterance.dialectHint ?? options.dialect,
  }));
};

/** What of a reading every recogniser needs and the first one found: all but the sound. */
type Listened = SoundingReading['heard'] | null;

const isOfRecording = ({ code }: HeshengError): boolean =>
  code.startsWith('AUDIO_') || ['ENGINE_FAILURE', 'ENGINE_TIMEOUT'].includes(code);

const listen = async (reader: Reader, { utterance }: Task): Promise<SoundingReading | null> => {
  try {
    return await hearSounding({ ...reader, stopwatch }, utterance.path, { voice: false, context: 'none' });
  } catch (error) {
    if (error instanceof HeshengError && isOfRecording(error)) return null;
    throw error;
  }
};

const embeddedOf = (reader: Reader): Recogniser => {
  const sha256 = reader.engine.models().find(({ role }) => role === 'asr')?.sha256 ?? EMBEDDED;
  return {
    pack: { role: 'asr', id: EMBEDDED, sha256, ability: 'posteriors', dialects: [], languages: [], mode: 'active' },
    family: 'phones',
  };
};

const hearEmbedded: Hear = async ({ heard: { analysis } }) => ({
  hearing: { posteriors: analysis.posteriors, written: [] },
  tookMs: analysis.timingMs.asr,
});

const measureEmbedded = async (bench: Bench): Promise<readonly [Measured, readonly Listened[]]> => {
  const { reader, tasks, policy, step } = bench;
  const recogniser = embeddedOf(reader);
  const [trials, listened]: [PackTrial[], Listened[]] = [[], []];
  for (const task of tasks) {
    const reading = await listen(reader, task);
    trials.push(await measureReading(recogniser, task, reading, hearEmbedded, policy));
    listened.push(reading?.heard ?? null);
    step();
  }
  return [{ recogniser, trials, rssBytes: reader.engine.stats().rssBytes }, listened];
};

/** The sound is decoded again for each pack: it is too large to keep. */
const soundOf = async ({ reader }: Bench, { utterance }: Task, heard: Listened): Promise<SoundingReading | null> => {
  if (heard === null) return null;
  const { samples } = await reader.decoder.decode(utterance.path, reader.decodeLimits);
  return { heard, samples };
};

const measureWhole = async (bench: Bench, id: string, listened: readonly Listened[]): Promise<Measured> => {
  const { recogniser, pool } = await openPack(bench.store, id, bench.threads);
  const hear: Hear = async ({ samples, heard }) => {
    const begun = stopwatch();
    const hearing = await hearWithPack(pool, { samples, speech: heard.analysis.speech, context: 'none' });
    return { hearing, tookMs: stopwatch() - begun };
  };
  try {
    const trials: PackTrial[] = [];
    for (const [at, task] of bench.tasks.entries()) {
      const reading = await soundOf(bench, task, listened[at]!);
      trials.push(await measureReading(recogniser, task, reading, hear, bench.policy));
      bench.step();
    }
    return { recogniser, trials, rssBytes: pool.stats().rssBytes };
  } finally {
    await pool.close();
  }
};

/** A pack that cannot be measured is a row with its fault. */
const measureStored = async (bench: Bench, stored: StoredPack, listened: readonly Listened[]): Promise<Measured> => {
  try {
    return await measureWhole(bench, stored.id, listened);
  } catch (error) {
    if (!(error instanceof HeshengError)) throw error;
    return { id: stored.id, family: 'pack' in stored ? stored.pack.family : null, error: error.code };
  }
};

const measureAll = async (bench: Bench, packs: readonly StoredPack[]): Promise<readonly Measured[]> => {
  const [embedded, listened] = await measureEmbedded(bench);
  const measured: Measured[] = [embedded];
  for (const stored of packs) measured.push(await measureStored(bench, stored, listened));
  return measured;
};

const toSystems = (measured: readonly Measured[], { policy, sha256 }: NamedPolicy): readonly System[] =>
  measured.flatMap((one) => {
    if ('error' in one) return [];
    const { id, sha256: model } = one.recogniser.pack;
    return [
      { id, models: [{ role: 'asr', id, sha256: model }], policy: { id: policy.id, version: policy.version, sha256 } },
    ];
  });

const toTrials = (one: Measured): readonly Trial[] =>
  'error' in one
    ? []
    : one.trials.flatMap(({ utterance: { dataset, speaker, voice, transcript, deviation }, verdicts }) =>
        verdicts.map(({ case: { id, kind, clause }, outcome }) => ({
          id,
          system: one.recogniser.pack.id,
          dataset,
          speaker,
          voice,
          kind,
          wanted: kind === HONEST ? ('accept' as const) : ('reject' as const),
          outcome,
          score: null,
          detail: `clause: ${clause} · recording: ${deviation ?? transcript ?? ''}`,
        })),
      );

const openBench = async (config: Config): Promise<Reader> => {
  const reader = createReader(config);
  try {
    await reader.engine.ready();
    return reader;
  } catch (error) {
    await reader.close();
    throw error;
  }
};

/** The embedded recogniser and installed packs on the same recordings: errors, time, memory, and what each would decide. */
export const benchPacks = async (options: PackBenchOptions): Promise<BenchResult> => {
  const datasets = await readDatasets(options.data.length > 0 ? options.data : [FIXTURES]);
  const tasks = datasets.flatMap((dataset) => tasksOf(dataset, options));
  const named = await openPolicy(options.policy);
  const { config } = loadConfig();
  const store = packsDirOf(config);
  const packs = await choosePacks(store, options.ids);
  const { seed, threads } = options;
  const reader = await openBench({ ...config, engineProcesses: 1, engineThreads: threads });
  try {
    const measured = await withBenchProgress('packs', tasks.length * (1 + packs.length), (step) =>
      measureAll({ reader, tasks, policy: named.policy, store, threads, step }, packs),
    );
    const stamps = datasets.map((dataset) => stampDataset(dataset, options.trainedOn));
    return {
      schema: RESULT_SCHEMA,
      bench: 'packs',
      meta: metaOf({ command: options.command, seed, date: new Date() }),
      datasets: stamps,
      systems: toSystems(measured, named),
      sections: groupsOf(measured, stamps).map((group) => packSection(group, seed)),
      trials: measured.flatMap(toTrials),
    };
  } finally {
    await reader.close();
  }
};
