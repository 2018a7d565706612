import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Samples } from '../../src/audio/pcm.js';
import { COPY_KINDS, copyOf } from '../presentation/copies.js';
import { seededRandom } from '../seeded-random.js';
import { pink } from '../vad/noise.js';
import { readRecording } from '../vad/recordings.js';

/** What is done to a recording before it is tried; enrolments are always as they were recorded. */
export interface Condition {
  readonly name: string;
  readonly read: (path: string) => Promise<Samples>;
}

const LOUDEST = 0.8;
const FRAME = 400;

/** Power of the loudest fifth of the frames: that of the speech, whatever silence there is. */
const speechPower = (samples: Samples): number => {
  const powers = Array.from({ length: Math.floor(samples.length / FRAME) }, (_, at) =>
    samples.subarray(at * FRAME, (at + 1) * FRAME).reduce((sum, value) => sum + value ** 2 / FRAME, 0),
  ).toSorted((a, b) => a - b);
  return powers[Math.floor(LOUDEST * powers.length)] ?? 0;
};

const inNoise = (samples: Samples, snrDb: number): Samples => {
  const noise = pink(samples.length, seededRandom(samples.length));
  const power = noise.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, noise.length);
  const gain = Math.sqrt(speechPower(samples) / (power * 10 ** (snrDb / 10)));
  return samples.map((value, at) => value + gain * noise[at]!);
};

const MU_LAW = COPY_KINDS.find(({ name }) => name === 'mu-law, 8 kHz')!;

const byTelephone = async (path: string): Promise<Samples> => {
  const folder = await mkdtemp(join(tmpdir(), 'hesheng-telephone-'));
  try {
    return await copyOf(path, MU_LAW, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
};

export const CLEAN: Condition = { name: 'as recorded', read: (path) => readRecording(path) };

export const CONDITIONS: readonly Condition[] = [
  CLEAN,
  ...[20, 10, 5].map((snrDb) => ({
    name: `noise ${snrDb} dB`,
    read: async (path: string) => inNoise(await readRecording(path), snrDb),
  })),
  { name: 'mu-law, 8 kHz', read: byTelephone },
];
