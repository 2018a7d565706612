/**
 * Embedded recognisers of several model folders on the same recordings in turn: processor time of one thread, and how far
 * their posteriors are from those of the first. Times are ratios of one run; their intervals are over recordings.
 *
 *   npm run bench:networks -- --models models/embedded,DIR --data DIR [DIR...] [--limit N] [--rounds N] [--seed N]
 */
import { parseArgs } from 'node:util';
import type { Recognizer } from '../../src/asr/recognizer.js';
import type { Samples } from '../../src/audio/pcm.js';
import { SAMPLE_RATE_HZ } from '../../src/audio/pcm.js';
import { loadModels } from '../../src/engine/load-models.js';
import { readDatasets } from '../dataset/read-dataset.js';
import { medianSpent, type Spent, spend, sumSpent } from '../peers/spent.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { resampledFigure } from '../statistics/figure.js';
import { readRecording } from '../vad/recordings.js';
import { addDifferences, type Difference, differenceOf } from './posterior-difference.js';

interface Heard {
  readonly audioMs: number;
  /** Of each model. */
  readonly spent: readonly Spent[];
  readonly differences: readonly Difference[];
}

const WARM_UP_ROUNDS = 3;
/** As much as the engine gives the network at once. */
const LONG_SAMPLES = 28 * SAMPLE_RATE_HZ;

const hearInTurn = async (models: readonly Recognizer[], samples: Samples, rounds: number): Promise<Heard> => {
  const spent: Spent[][] = models.map(() => []);
  const posteriors = await Promise.all(models.map((model) => model.recognise(samples)));
  for (let round = 0; round < rounds; round++) {
    // Each goes first in turn: what one leaves in the caches the next finds there.
    for (let place = 0; place < models.length; place++) {
      const at = (place + round) % models.length;
      spent[at]!.push((await spend(() => models[at]!.recognise(samples))).spent);
    }
  }
  return {
    audioMs: (1_000 * samples.length) / SAMPLE_RATE_HZ,
    spent: spent.map(medianSpent),
    differences: posteriors.map((found) => differenceOf(posteriors[0]!, found)),
  };
};

const joined = (recordings: readonly Samples[]): readonly Samples[] => {
  const all = Float32Array.from({ length: recordings.reduce((sum, { length }) => sum + length, 0) });
  let at = 0;
  for (const samples of recordings) {
    all.set(samples, at);
    at += samples.length;
  }
  const pieces = Math.floor(all.length / LONG_SAMPLES);
  return Array.from({ length: pieces }, (_, piece) => all.subarray(piece * LONG_SAMPLES, (piece + 1) * LONG_SAMPLES));
};

const cpuMs = (all: readonly Heard[], model: number): number => sumSpent(all.map(({ spent }) => spent[model]!)).cpuMs;

const show = (title: string, names: readonly string[], all: readonly Heard[], seed: number): void => {
  const audioMs = all.reduce((sum, one) => sum + one.audioMs, 0);
  console.log(`\n${title}: ${all.length} recordings, ${(audioMs / 1_000).toFixed(0)} s`);
  names.forEach((name, model) => {
    const ratio = (drawn: readonly Heard[]): number => cpuMs(drawn, model) / cpuMs(drawn, 0);
    const { value, low, high } = resampledFigure(all, ratio, 'round_bootstrap', { seed });
    const { frames, agreeing, likely, distance, largest } = addDifferences(all.map((one) => one.differences[model]!));
    console.log(
      `  ${name.padEnd(40)} RTF ${(cpuMs(all, model) / audioMs).toFixed(4)}, ${value!.toFixed(3)} [${low?.toFixed(3)}, ${high?.toFixed(3)}] of the first; ` +
        `log p ${(distance / likely).toFixed(3)} apart on average, ${largest.toFixed(1)} at most; best label the same in ${((100 * agreeing) / frames).toFixed(2)} %`,
    );
  });
};

const hearAll = async (models: readonly Recognizer[], all: readonly Samples[], rounds: number): Promise<Heard[]> => {
  const heard: Heard[] = [];
  for (const samples of all) heard.push(await hearInTurn(models, samples.subarray(0, models[0]!.maxSamples), rounds));
  return heard;
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      models: { type: 'string' },
      data: { type: 'string', multiple: true, default: [] },
      limit: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
    },
  });
  const datasets = await readDatasets([...values.data, ...positionals]);
  if (values.models === undefined || datasets.length === 0) throw new Error('bench:networks wants --models and --data');
  const names = values.models.split(',');
  const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
  const limit = values.limit === undefined ? null : Number(values.limit);
  const loaded = await Promise.all(names.map((modelsDir) => loadModels({ modelsDir, threads: 1 })));
  const models = loaded.map(({ recognizer }) => recognizer);
  const recordings: Samples[] = [];
  for (const set of datasets) {
    const own = await Promise.all(
      chooseUtterances(set, { limit, speakers: null, seed }).map(({ path }) => readRecording(path)),
    );
    if (recordings.length === 0) await hearAll(models, own.slice(0, WARM_UP_ROUNDS), WARM_UP_ROUNDS);
    recordings.push(...own);
    show(set.name, names, await hearAll(models, own, rounds), seed);
  }
  const long = joined(recordings);
  if (long.length > 0) show('All, joined and cut into 28 s', names, await hearAll(models, long, rounds), seed);
};

await main();
