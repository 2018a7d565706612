/** Compares voice activity networks on the same labelled, seeded scenes. See HELP. */
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { DEFAULT_HYSTERESIS, hysteresisSegments } from '../../src/vad/hysteresis-segments.js';
import { type Random, sample, seededRandom } from '../seeded-random.js';
import { type BoundaryErrors, boundaryErrors, trueSegments } from './boundaries.js';
import {
  areaUnderCurve,
  bestThreshold,
  bootstrapInterval,
  errorRates,
  type Judged,
  joinJudged,
  mean,
  median,
} from './metrics.js';
import { babble, device, type Noise, pink, white } from './noise.js';
import { filesOf, readRecording } from './recordings.js';
import { cleanScene, type LabelledRecording, labelled, noisyScene, type Scene } from './scenes.js';
import { type NamedDetector, openDetectors } from './silero-networks.js';
import { TRUTH_SAMPLES } from './truth.js';

const HELP = `compare-silero --data DIR --model NAME=PATH [--model ...] [--scenes 24] [--seed 1]

Builds scenes of four utterances (human studio recordings whose level alone tells speech from silence: see truth.ts) with
pauses of 0.25 to 2.5 s, clean and under white, pink, babble (other people) and device noise at 20, 10, 5 and 0 dB, runs
every network over all of them, and prints per condition the frame AUC, per network its errors at 0.5 and at its own best
threshold, the boundary errors of the default segmenter and the real-time factor of one thread. DIR holds the folders
aishell1-two-speakers, aishell3-dev, dialect-dev, dspspeech20-34-speakers and speechocean762-adults. The winner is the
network with the highest mean AUC over conditions; a lead whose 95 % interval holds zero is a tie, and the earlier wins.
Babble is speech, if not the customer's: the ranking is printed with it and without it.`;

const SNRS_DB = [20, 10, 5, 0] as const;

interface Condition {
  readonly name: string;
  readonly scenes: readonly Scene[];
}

interface Result {
  readonly judged: Judged;
  readonly boundaries: BoundaryErrors;
  readonly rtf: number;
}

const readAll = async (files: readonly string[]): Promise<readonly Float32Array[]> => {
  const recordings: Float32Array[] = [];
  for (const file of files) recordings.push(await readRecording(file));
  return recordings;
};

const speechRecordings = async (dataDir: string, random: Random): Promise<readonly LabelledRecording[]> => {
  const aishell = sample(random, await filesOf(dataDir, 'aishell1-two-speakers'), 60);
  const files = [...aishell, ...(await filesOf(dataDir, 'aishell3-dev')), ...(await filesOf(dataDir, 'dialect-dev'))];
  const usable = (await readAll(files)).flatMap((samples) => labelled(samples) ?? []);
  console.log(`${usable.length} of ${files.length} recordings are quiet enough to label by level`);
  return usable;
};

const noises = async (dataDir: string, random: Random): Promise<Readonly<Record<string, Noise>>> => {
  const others = sample(random, await filesOf(dataDir, 'speechocean762-adults'), 40);
  const devices = sample(random, await filesOf(dataDir, 'dspspeech20-34-speakers'), 60);
  return { white, pink, babble: babble(await readAll(others)), device: device(await readAll(devices)) };
};

const buildConditions = async (dataDir: string, sceneCount: number, random: Random): Promise<readonly Condition[]> => {
  const recordings = await speechRecordings(dataDir, random);
  const kinds = Object.entries(await noises(dataDir, random));
  const clean = Array.from({ length: sceneCount }, () => cleanScene(recordings, random));
  const noisy = kinds.flatMap(([kind, noise]) =>
    SNRS_DB.map((snrDb) => ({
      name: `${kind} ${snrDb} dB`,
      scenes: clean.map((scene) => noisyScene(scene, noise, snrDb, random)),
    })),
  );
  return [{ name: 'clean', scenes: clean }, ...noisy];
};

/** Spreads window probabilities over 10 ms frames: the window that holds the frame's middle counts. */
const perFrame = (probabilities: Float32Array, windowMs: number, frames: number): Float32Array =>
  Float32Array.from({ length: frames }, (_, frame) => probabilities[Math.floor((frame * 10 + 5) / windowMs)]!);

const judge = async ({ detector }: NamedDetector, { samples, truth }: Scene): Promise<Result> => {
  const from = performance.now();
  const { probabilities, windowMs } = await detector.detect(samples);
  const tookMs = performance.now() - from;
  const totalMs = truth.length * (TRUTH_SAMPLES / 16);
  const unpadded = hysteresisSegments(probabilities, windowMs, totalMs, { ...DEFAULT_HYSTERESIS, padMs: 0 });
  return {
    judged: { probabilities: perFrame(probabilities, windowMs, truth.length), truth },
    boundaries: boundaryErrors(unpadded, trueSegments(truth, DEFAULT_HYSTERESIS.minSilenceMs)),
    rtf: tookMs / totalMs,
  };
};

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

const printRates = (name: string, results: readonly Result[]): void => {
  const all = joinJudged(results.map(({ judged }) => judged));
  const best = bestThreshold(all);
  for (const threshold of [0.5, best]) {
    const { miss, falseAlarm } = errorRates(all, threshold);
    console.log(`  ${name} at ${threshold}: miss ${percent(miss)}, false alarm ${percent(falseAlarm)}`);
  }
};

const printBoundaries = (name: string, results: readonly Result[]): void => {
  const starts = results.flatMap(({ boundaries }) => boundaries.startMs);
  const ends = results.flatMap(({ boundaries }) => boundaries.endMs);
  const lost = results.reduce((sum, { boundaries }) => sum + boundaries.lost, 0);
  const stretches = results.reduce((sum, { boundaries }) => sum + boundaries.stretches, 0);
  const absolute = (values: readonly number[]) => median(values.map(Math.abs));
  console.log(
    `  ${name}: start ${median(starts)} ms (median; absolute ${absolute(starts)}), ` +
      `end ${median(ends)} ms (absolute ${absolute(ends)}), lost ${lost} of ${stretches}, ` +
      `RTF ${mean(results.map(({ rtf }) => rtf)).toFixed(4)}`,
  );
};

/** Per condition the AUC of every scene. */
type SceneCurves = ReadonlyMap<string, readonly number[]>;

const sceneMeans = (curves: SceneCurves, counts: (condition: string) => boolean): readonly number[] => {
  const counted = [...curves].flatMap(([condition, values]) => (counts(condition) ? [values] : []));
  return counted[0]!.map((_, scene) => mean(counted.map((values) => values[scene]!)));
};

const printRanking = (
  title: string,
  all: ReadonlyMap<string, SceneCurves>,
  counts: (condition: string) => boolean,
  random: Random,
): void => {
  console.log(title);
  const entries = [...all].map(([name, curves]) => ({ name, scenes: sceneMeans(curves, counts) }));
  let winner = entries[0]!;
  for (const { name, scenes } of entries) console.log(`  ${name}: mean AUC ${mean(scenes).toFixed(4)}`);
  for (const rival of entries.slice(1)) {
    const leads = rival.scenes.map((value, scene) => value - winner.scenes[scene]!);
    const [low, high] = bootstrapInterval(leads, random);
    console.log(
      `  ${rival.name} over ${winner.name}: ${mean(leads).toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`,
    );
    if (low > 0) winner = rival;
  }
  console.log(`  winner: ${winner.name}`);
};

const evaluate = async (named: NamedDetector, conditions: readonly Condition[]): Promise<SceneCurves> => {
  const all: Result[] = [];
  const curves = new Map<string, readonly number[]>();
  console.log(named.name);
  for (const { name, scenes } of conditions) {
    const results: Result[] = [];
    for (const scene of scenes) results.push(await judge(named, scene));
    const pooled = joinJudged(results.map(({ judged }) => judged));
    const auc = areaUnderCurve(pooled);
    const { miss, falseAlarm } = errorRates(pooled, 0.5);
    console.log(`  ${name}: AUC ${auc.toFixed(4)}, at 0.5 miss ${percent(miss)}, false alarm ${percent(falseAlarm)}`);
    all.push(...results);
    curves.set(
      name,
      results.map(({ judged }) => areaUnderCurve(judged)),
    );
  }
  printRates('all', all);
  printBoundaries('clean', all.slice(0, conditions[0]!.scenes.length));
  printBoundaries('all', all);
  return curves;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      model: { type: 'string', multiple: true },
      scenes: { type: 'string', default: '24' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (values.data === undefined || values.model === undefined) {
    console.log(HELP);
    return;
  }
  const random = seededRandom(Number(values.seed));
  const conditions = await buildConditions(values.data, Number(values.scenes), random);
  const curves = new Map<string, SceneCurves>();
  for (const model of values.model) {
    const [name = '', path = ''] = model.split('=', 2);
    for (const named of await openDetectors(name, path)) curves.set(named.name, await evaluate(named, conditions));
  }
  printRanking('ranking over all conditions', curves, () => true, random);
  printRanking('ranking without babble', curves, (condition) => !condition.startsWith('babble'), random);
};

await main();
