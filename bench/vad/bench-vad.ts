import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { modelsDirOf } from '../../src/config/installation.js';
import { loadConfig } from '../../src/config.js';
import { HeshengError } from '../../src/errors.js';
import { fileOfKind, modelForRole, readRegistry } from '../../src/model/registry.js';
import { sha256 } from '../../src/verification/sha256.js';
import { readDatasets } from '../dataset/read-dataset.js';
import type { Dataset, VoiceKind } from '../dataset/utterance.js';
import { type BenchResult, RESULT_SCHEMA, type System, type Trial } from '../report/result.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { metaOf, stampDataset } from '../run/meta.js';
import type { BenchOptions } from '../run/options.js';
import { withBenchProgress } from '../run/progress.js';
import { seededRandom } from '../seeded-random.js';
import { buildConditions, type Condition } from './conditions.js';
import { judgeScene, type SceneResult } from './judge-scene.js';
import { type NamedDetector, openDetectors } from './silero-networks.js';
import { type NetworkResults, vadSections } from './vad-sections.js';

const SCENES = 24;
/** Names of data sets that make noise instead of speech. */
const NOISES: readonly string[] = ['babble', 'device'];
const NOTE =
  'Scenes of four utterances at different levels with pauses of 0.25 to 2.5 s. The truth is the level of quiet studio recordings: what is 28 dB under the loud parts is silence.';

/** A network file, or the voice activity model of a model folder. */
const networkFile = async (path: string): Promise<{ readonly name: string; readonly file: string }> => {
  if (path.endsWith('.onnx')) return { name: basename(path, '.onnx'), file: resolve(path) };
  const dir = resolve(path);
  const entry = modelForRole(await readRegistry(dir), 'vad');
  return { name: entry.id, file: join(dir, fileOfKind(entry, 'network').path) };
};

interface Network {
  readonly system: System;
  readonly detectors: readonly NamedDetector[];
}

const openNetworkAt = async (path: string): Promise<Network> => {
  const { name, file } = await networkFile(path);
  const model = { role: 'vad', id: name, sha256: sha256(await readFile(file)) };
  return { system: { id: name, models: [model], policy: null }, detectors: await openDetectors(name, file) };
};

const run = async (
  named: NamedDetector,
  conditions: readonly Condition[],
  step: () => void,
): Promise<NetworkResults> => {
  const found = new Map<string, readonly SceneResult[]>();
  for (const { name, scenes } of conditions) {
    const results: SceneResult[] = [];
    for (const scene of scenes) results.push(await judgeScene(named, scene));
    found.set(name, results);
    step();
  }
  return { name: named.name, conditions: found };
};

const voiceOf = (datasets: readonly Dataset[]): VoiceKind => {
  const voices = [...new Set(datasets.flatMap(({ utterances }) => utterances.map(({ voice }) => voice)))];
  if (voices.length > 1) throw new HeshengError('DATASET_INVALID', 'human and synthetic voices are never in one scene');
  return voices[0]!;
};

const trialsOf = (
  networks: readonly NetworkResults[],
  datasets: readonly Dataset[],
  voice: VoiceKind,
): readonly Trial[] =>
  networks.flatMap(({ name, conditions }) =>
    [...conditions].flatMap(([condition, results]) =>
      results.map(({ auc }, scene) => ({
        id: `${condition}/scene ${scene}`,
        system: name,
        dataset: datasets.map((one) => one.name).join(' + '),
        speaker: `scene ${scene}`,
        voice,
        kind: condition,
        wanted: 'accept' as const,
        outcome: 'scored',
        score: auc,
        detail: '',
      })),
    ),
  );

/**
 * Voice activity networks over the same labelled scenes. Data sets named `babble` and `device` (babble=SPEC) give those
 * noises, all others speech; `--models` takes model folders and network files.
 */
export const benchVad = async (options: BenchOptions, sceneCount = SCENES): Promise<BenchResult> => {
  if (options.data.length === 0) throw new HeshengError('BAD_REQUEST', 'Give quiet recordings with --data.');
  const datasets = await readDatasets(options.data);
  const speech = datasets.filter(({ name }) => !NOISES.includes(name));
  const pathsOf = (some: readonly Dataset[]) =>
    some.flatMap((one) => chooseUtterances(one, options)).map(({ path }) => path);
  const noise = (kind: string) => pathsOf(datasets.filter(({ name }) => name === kind));
  const sources = { speech: pathsOf(speech), babble: noise('babble'), device: noise('device') };
  const { conditions, usable } = await buildConditions(sources, sceneCount, seededRandom(options.seed));
  const paths = options.models.length > 0 ? options.models : [modelsDirOf(loadConfig().config)];
  const networks: Network[] = [];
  for (const path of paths) networks.push(await openNetworkAt(path));
  const detectors = networks.flatMap((network) => network.detectors);
  const results = await withBenchProgress('vad', detectors.length * conditions.length, async (step) => {
    const all: NetworkResults[] = [];
    for (const detector of detectors) all.push(await run(detector, conditions, step));
    return all;
  });
  const voice = voiceOf(speech);
  const note = `${NOTE} ${sceneCount} scenes a condition; ${usable} of ${sources.speech.length} recordings are quiet enough to label.`;
  return {
    schema: RESULT_SCHEMA,
    bench: 'vad',
    meta: metaOf({ command: options.command, seed: options.seed, date: new Date() }),
    datasets: datasets.map((dataset) => stampDataset(dataset, options.trainedOn)),
    systems: networks.map(({ system }) => system),
    sections: vadSections(results, { voice, seed: options.seed, note }),
    trials: trialsOf(results, speech, voice),
  };
};
