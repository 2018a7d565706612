import { between, type Random, sample } from '../seeded-random.js';
import type { Noise } from './noise.js';
import { frameTruth, TRUTH_SAMPLES } from './truth.js';

/** A recording made of several, with its truth per 10 ms frame. */
export interface Scene {
  readonly samples: Float32Array;
  readonly truth: Uint8Array;
}

export interface LabelledRecording {
  readonly samples: Float32Array;
  readonly truth: Uint8Array;
}

const UTTERANCES = 4;
const PAUSE_MS = { least: 250, most: 2_500 } as const;
const LEVEL_DBFS = { least: -32, most: -20 } as const;
/** Silence of a good microphone, so that pauses are not digital zero, dBFS. */
const FLOOR_DBFS = -75;

/** Cuts to whole truth frames; null when the recording cannot be labelled. */
export const labelled = (samples: Float32Array): LabelledRecording | null => {
  const truth = frameTruth(samples);
  return truth && { samples: samples.subarray(0, truth.length * TRUTH_SAMPLES), truth };
};

const speechRms = ({ samples, truth }: LabelledRecording): number => {
  let [sum, count] = [0, 0];
  truth.forEach((speech, frame) => {
    if (speech === 0) return;
    for (const value of samples.subarray(frame * TRUTH_SAMPLES, (frame + 1) * TRUTH_SAMPLES)) sum += value * value;
    count += TRUTH_SAMPLES;
  });
  return Math.sqrt(sum / Math.max(1, count));
};

const amplitude = (dbfs: number): number => 10 ** (dbfs / 20);

const pauseFrames = (random: Random): number => Math.round(between(random, PAUSE_MS.least, PAUSE_MS.most) / 10);

/** Utterances at different levels with pauses of random length before, between and after, in near silence. */
export const cleanScene = (recordings: readonly LabelledRecording[], random: Random): Scene => {
  const parts = sample(random, recordings, UTTERANCES).map((recording) => ({
    recording,
    pause: pauseFrames(random),
    gain: amplitude(between(random, LEVEL_DBFS.least, LEVEL_DBFS.most)) / speechRms(recording),
  }));
  const frames = parts.reduce((sum, { recording, pause }) => sum + pause + recording.truth.length, pauseFrames(random));
  const truth = new Uint8Array(frames);
  const samples = Float32Array.from(
    { length: frames * TRUTH_SAMPLES },
    () => amplitude(FLOOR_DBFS) * (random() * 2 - 1),
  );
  let at = 0;
  for (const { recording, pause, gain } of parts) {
    at += pause;
    truth.set(recording.truth, at);
    const offset = at * TRUTH_SAMPLES;
    recording.samples.forEach((value, index) => {
      samples[offset + index]! += gain * value;
    });
    at += recording.truth.length;
  }
  return { samples, truth };
};

/** The scene with noise under all of it; the ratio is speech power (speech frames only) over noise power. */
export const noisyScene = (scene: Scene, noise: Noise, snrDb: number, random: Random): Scene => {
  const sound = noise(scene.samples.length, random);
  const noiseRms = Math.sqrt(sound.reduce((sum, value) => sum + value * value, 0) / sound.length);
  const gain = speechRms(scene) / amplitude(snrDb) / noiseRms;
  return { truth: scene.truth, samples: scene.samples.map((value, index) => value + gain * sound[index]!) };
};
