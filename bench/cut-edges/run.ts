/**
 * Where the first or last sound of a recording is taken to be cut: honest recordings as they are, behind a noise gate, with zeros in
 * their pauses; and the same cut inside their first sound with zeros put before.
 *
 *   npm run bench:cut-edges -- --data DIR [--count 60] [--seed 1]
 *
 * DIR holds audio-cmn, dspspeech20-34-speakers, aishell3-dev. Human voices. No model: speech is where it is louder than 20 dB below its level.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { beginsCut, endsCut } from '../../src/audio/cut-edge.js';
import { msToSamples } from '../../src/audio/pcm.js';
import { activePower, framePowers } from '../../src/audio/signal-to-noise.js';
import { frameStarts } from '../../src/audio/speech-frames.js';
import { loadConfig } from '../../src/config.js';
import { wilson } from '../../src/recognisers/wilson.js';
import { sample, seededRandom } from '../seeded-random.js';
import { readManifest } from '../verdicts/recordings.js';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
if (!options.data) throw new Error('--data DIR: the folder that holds the data sets');
const DATA = options.data;
const { ffmpeg } = loadConfig().config;

const decoded = (path: string, filter = 'anull'): Float32Array => {
  const shape = ['-ac', '1', '-ar', '16000', '-f', 's16le', '-'];
  const bytes = execFileSync(ffmpeg, ['-nostdin', '-v', 'error', '-i', path, '-af', filter, ...shape], {
    maxBuffer: 2 ** 28,
  });
  return Float32Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readInt16LE(2 * index) / 32_768);
};

const FRAME = msToSamples(20);
const STEP = msToSamples(10);
const LEAD = msToSamples(500);

interface Speech {
  readonly active: number;
  readonly from: number;
  readonly to: number;
}

const speechOf = (samples: Float32Array): Speech => {
  const powers = framePowers(samples, frameStarts([{ from: 0, to: samples.length }], FRAME), FRAME);
  const top = Math.max(...powers);
  const active = activePower(powers.filter((power) => power > top * 0.003));
  const starts = Array.from({ length: Math.floor(samples.length / STEP) }, (_, index) => index * STEP);
  const loud = starts.filter((start) => framePowers(samples, [start], STEP)[0]! > active * 0.01);
  return { active, from: loud[0] ?? 0, to: (loud.at(-1) ?? 0) + STEP };
};

const between = (samples: Float32Array, from: number, to: number): Float32Array => {
  const kept = samples.subarray(Math.max(0, from), to);
  const padded = new Float32Array(kept.length + 2 * LEAD);
  padded.set(kept, LEAD);
  return padded;
};

/** Zeros but for the speech with so much beside it. */
const zeroed = (path: string, besideMs: number): Float32Array => {
  const samples = decoded(path);
  const { from, to } = speechOf(samples);
  return between(samples, from - msToSamples(besideMs), to + msToSamples(besideMs));
};

/** Cut inside the first sounds, so many ms behind their beginning. */
const cutInside = (path: string, ms: number): Float32Array => {
  const samples = decoded(path);
  const { from, to } = speechOf(samples);
  return between(samples, from + msToSamples(ms), to + msToSamples(100));
};

const gate = (attackMs: number): string =>
  `adelay=300,apad=pad_dur=0.3,agate=threshold=0.02:range=0:ratio=9000:knee=1:attack=${attackMs}:release=100`;

const CONDITIONS: readonly { readonly title: string; readonly sound: (path: string) => Float32Array }[] = [
  { title: 'honest, as it is', sound: (path) => decoded(path) },
  ...[1, 5, 20].map((ms) => ({
    title: `honest, noise gate of ${ms} ms`,
    sound: (path: string) => decoded(path, gate(ms)),
  })),
  ...[100, 30, 10].map((ms) => ({ title: `honest, zeros beyond ${ms} ms`, sound: (path: string) => zeroed(path, ms) })),
  ...[40, 80, 120].map((ms) => ({
    title: `cut ${ms} ms inside, zeros before`,
    sound: (path: string) => cutInside(path, ms),
  })),
];

const words = readdirSync(join(DATA, 'audio-cmn', '24k-abr', 'hsk')).map((file) =>
  join(DATA, 'audio-cmn', '24k-abr', 'hsk', file),
);
const readings = (set: string): readonly string[] => readManifest(join(DATA, set)).map(({ path }) => path);
const SETS: readonly (readonly [name: string, paths: readonly string[]])[] = [
  ['audio-cmn words', words],
  ['dspspeech20 words', readings('dspspeech20-34-speakers')],
  ['aishell3-dev sentences', readings('aishell3-dev')],
];

const share = (hits: number, trials: number): string => {
  const { low, high } = wilson(hits, trials);
  return `${hits} of ${trials} [${(100 * low).toFixed(1)} %, ${(100 * high).toFixed(1)} %]`;
};

for (const [name, paths] of SETS) {
  const drawn = sample(seededRandom(Number(options.seed)), paths, Number(options.count));
  console.log(`\n${name}, human: ${drawn.length}`);
  for (const { title, sound } of CONDITIONS) {
    const judged = drawn.map((path) => {
      const samples = sound(path);
      const { active, from, to } = speechOf(samples);
      return { begins: beginsCut(samples, active, from), ends: endsCut(samples, active, to) };
    });
    const begins = judged.filter((one) => one.begins).length;
    const ends = judged.filter((one) => one.ends).length;
    console.log(
      `  ${title.padEnd(32)} begins cut ${share(begins, judged.length)}, ends cut ${share(ends, judged.length)}`,
    );
  }
}
