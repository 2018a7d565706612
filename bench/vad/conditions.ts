import { type Random, sample } from '../seeded-random.js';
import { babble, device, type Noise, pink, white } from './noise.js';
import { readRecording } from './recordings.js';
import { cleanScene, type LabelledRecording, labelled, noisyScene, type Scene } from './scenes.js';

const SNRS_DB = [20, 10, 5, 0] as const;
/** Recordings of other people that talk at once, and of devices whose quiet is taken for noise. */
const BABBLE_RECORDINGS = 40;
const DEVICE_RECORDINGS = 60;

export interface Condition {
  readonly name: string;
  readonly scenes: readonly Scene[];
}

/** Paths of recordings by what they are for. */
export interface Sources {
  readonly speech: readonly string[];
  /** Other people's speech, and recordings of people's own devices; without them that noise is left out. */
  readonly babble: readonly string[];
  readonly device: readonly string[];
}

const readAll = async (files: readonly string[]): Promise<readonly Float32Array[]> => {
  const recordings: Float32Array[] = [];
  for (const file of files) recordings.push(await readRecording(file));
  return recordings;
};

const noisesOf = async (sources: Sources, random: Random): Promise<Readonly<Record<string, Noise>>> => ({
  white,
  pink,
  ...(sources.babble.length > 0
    ? { babble: babble(await readAll(sample(random, sources.babble, BABBLE_RECORDINGS))) }
    : {}),
  ...(sources.device.length > 0
    ? { device: device(await readAll(sample(random, sources.device, DEVICE_RECORDINGS))) }
    : {}),
});

export interface Conditions {
  readonly conditions: readonly Condition[];
  /** Recordings that are quiet enough to be labelled by their level, of all. */
  readonly usable: number;
}

/** The same scenes, clean and under every noise at every level. */
export const buildConditions = async (sources: Sources, sceneCount: number, random: Random): Promise<Conditions> => {
  const recordings: readonly LabelledRecording[] = (await readAll(sources.speech)).flatMap(
    (samples) => labelled(samples) ?? [],
  );
  const noises = Object.entries(await noisesOf(sources, random));
  const clean = Array.from({ length: sceneCount }, () => cleanScene(recordings, random));
  const noisy = noises.flatMap(([kind, noise]) =>
    SNRS_DB.map((snrDb) => ({
      name: `${kind} ${snrDb} dB`,
      scenes: clean.map((scene) => noisyScene(scene, noise, snrDb, random)),
    })),
  );
  return { conditions: [{ name: 'clean', scenes: clean }, ...noisy], usable: recordings.length };
};
