import { join } from 'node:path';
import { errorRate } from '../../src/align/symbol-alignment.js';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { loadConfig } from '../../src/config.js';
import { readDatasets } from '../dataset/read-dataset.js';
import type { VoiceKind } from '../dataset/utterance.js';
import { clipsOf } from '../report/audio-clip.js';
import { type BenchResult, type DatasetStamp, RESULT_SCHEMA, type Trial } from '../report/result.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { concurrently } from '../run/concurrently.js';
import { metaOf, stampDataset } from '../run/meta.js';
import type { BenchOptions } from '../run/options.js';
import { withBenchProgress } from '../run/progress.js';
import { listeningSystem, openContenders } from '../run/systems.js';
import { type Recognised, recognise } from './recognised.js';
import { type RecognisedGroup, recognitionSection, worstOf } from './recognition-sections.js';

const FIXTURES = join(INSTALLATION_DIR, 'fixtures');
const VOICES: readonly VoiceKind[] = ['human', 'synthetic'];

const toTrial = ({ utterance, system, phones, outcome, heard }: Recognised): Trial => ({
  id: utterance.id,
  system: system.id,
  dataset: utterance.dataset,
  speaker: utterance.speaker,
  voice: utterance.voice,
  kind: 'utterance',
  wanted: 'accept',
  outcome,
  score: phones.n === 0 ? null : 1 - errorRate(phones),
  detail: `said: ${utterance.transcript ?? ''} · heard: ${heard}`,
});

const groupsOf = (all: readonly Recognised[], datasets: readonly DatasetStamp[]): readonly RecognisedGroup[] => {
  const systems = [...new Set(all.map(({ system }) => system.id))];
  return datasets
    .flatMap((dataset) =>
      VOICES.flatMap((voice) =>
        systems.map((system) => ({
          dataset,
          voice,
          system,
          all: all.filter(
            (one) =>
              one.utterance.dataset === dataset.name && one.utterance.voice === voice && one.system.id === system,
          ),
        })),
      ),
    )
    .filter((group) => group.all.length > 0);
};

/** Phones and syllables as the free decode hears them, against what was said. */
export const benchRecognition = async (options: BenchOptions): Promise<BenchResult> => {
  const datasets = await readDatasets(options.data.length > 0 ? options.data : [FIXTURES]);
  const utterances = datasets.flatMap((dataset) => chooseUtterances(dataset, options));
  const { config } = loadConfig();
  const contenders = await openContenders(config, { ...options, policy: [], voice: false });
  const systems = contenders.map((one, at) => listeningSystem(one, options.models[at] ?? null));
  try {
    const all = await withBenchProgress('recognition', utterances.length * contenders.length, async (step) => {
      const found: Recognised[] = [];
      for (const [at, { listener }] of contenders.entries()) {
        const each = await concurrently(utterances, 2 * options.jobs, async (utterance) => {
          const recognised = recognise(utterance, systems[at]!, await listener.hear(utterance));
          step();
          return recognised;
        });
        found.push(...each.filter((one) => one !== null));
      }
      return found;
    });
    const stamps = datasets.map((dataset) => stampDataset(dataset, options.trainedOn));
    const groups = groupsOf(all, stamps);
    const worst = groups.flatMap(({ all: own }) => worstOf(own).map(({ utterance }) => utterance));
    const clips = await clipsOf(options.clips ? worst : [], config.ffmpeg);
    return {
      schema: RESULT_SCHEMA,
      bench: 'recognition',
      meta: metaOf({ command: options.command, seed: options.seed, date: new Date() }),
      datasets: stamps,
      systems,
      sections: groups.map((group) =>
        recognitionSection(group, clips, { several: systems.length > 1, seed: options.seed }),
      ),
      trials: all.map(toTrial),
    };
  } finally {
    await Promise.all(contenders.map(({ listener }) => listener.close()));
  }
};
