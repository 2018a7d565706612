import { loadavg } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { type Config, loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import { readDatasets } from '../dataset/read-dataset.js';
import type { Utterance } from '../dataset/utterance.js';
import { type BenchResult, RESULT_SCHEMA } from '../report/result.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { metaOf, stampDataset } from '../run/meta.js';
import type { BenchOptions } from '../run/options.js';
import { withBenchProgress } from '../run/progress.js';
import { listeningSystem, openContenders } from '../run/systems.js';
import { CURVE_SIZES, clauseScoreCurve } from './clause-score-curve.js';
import { curveSection } from './curve-section.js';
import { timeColdStart, timeVerification, type VerificationTime } from './engine-times.js';
import { roundsOf, timeService } from './round-trip.js';
import { type SpeedFigures, speedSections } from './speed-sections.js';

const FIXTURES = join(INSTALLATION_DIR, 'fixtures');
/** Readings of 4 to 60 seconds. */
const FILES = ['enrol-1.flac', 'honest.wav', 'long.flac'];
const MAIN = 'honest.wav';
const ROUNDS = 20;
const WARM_UP = 2;
const COLD_STARTS = 3;

/** Recordings of different length: some fixtures, or what was asked for. */
const chosen = async (options: BenchOptions) => {
  const own = options.data.length > 0;
  const datasets = await readDatasets(own ? options.data : [FIXTURES]);
  const utterances = datasets.flatMap((dataset) => chooseUtterances(dataset, options));
  const wanted = own ? utterances : utterances.filter(({ path }) => FILES.includes(basename(path)));
  return { datasets, all: utterances, utterances: wanted.filter(({ transcript }) => transcript !== null) };
};

const timeWarm = async (config: Config, utterances: readonly Utterance[], rounds: number, step: () => void) => {
  const reader = createReader(config);
  try {
    await reader.engine.ready();
    const times = utterances.map((utterance) => ({
      name: basename(utterance.path),
      utterance,
      warm: [] as VerificationTime[],
    }));
    // Recordings take turns, so that the machine's mood is shared.
    for (let round = -WARM_UP; round < rounds; round++) {
      for (const { utterance, warm } of times) {
        const time = await timeVerification(reader, utterance);
        if (round >= 0) warm.push(time);
        step();
      }
    }
    return times.map(({ name, warm }) => ({ name, warm }));
  } finally {
    await reader.close();
  }
};

const measure = async (config: Config, utterances: readonly Utterance[], rounds: number): Promise<SpeedFigures> => {
  const main = utterances.find(({ path }) => basename(path) === MAIN) ?? utterances[0]!;
  const name = basename(main.path);
  const steps = COLD_STARTS + utterances.length * (rounds + WARM_UP) + roundsOf(rounds);
  return withBenchProgress('speed', steps, async (step) => {
    const cold = [];
    for (let start = 0; start < COLD_STARTS; start++) {
      cold.push(await timeColdStart(config, main));
      step();
    }
    const recordings = await timeWarm(config, utterances, rounds, step);
    const service = await timeService(main, rounds, step, config.modelsDir);
    return { recordings, cold, coldRecording: name, service, serviceRecording: name };
  });
};

/** Times and memory, each as a ratio within one run. `rounds`: how often each is timed. */
export const benchSpeed = async (options: BenchOptions, rounds = ROUNDS): Promise<BenchResult> => {
  const { datasets, utterances, all } = await chosen(options);
  const { config } = loadConfig();
  const modelsDir = options.models[0] === undefined ? config.modelsDir : resolve(options.models[0]);
  const [contender] = await openContenders(config, { ...options, policy: [], voice: true });
  const systems = [listeningSystem(contender!, null)];
  await contender!.listener.close();
  const [load] = loadavg();
  const single = { ...config, modelsDir, engineProcesses: 1, engineThreads: 1 };
  // First, while nothing else has raised the most memory that this process had.
  const curve = options.curve
    ? await withBenchProgress('length', CURVE_SIZES.length, (step) => clauseScoreCurve(single, all, options.seed, step))
    : null;
  const figures = await measure(single, utterances, rounds);
  return {
    schema: RESULT_SCHEMA,
    bench: 'speed',
    meta: metaOf({ command: options.command, seed: options.seed, date: new Date() }),
    datasets: datasets.map((dataset) => stampDataset(dataset, options.trainedOn)),
    systems,
    sections: [
      ...speedSections(figures, `${load!.toFixed(1)} at the start`),
      ...(curve === null ? [] : [curveSection(curve)]),
    ],
    trials: [],
  };
};
