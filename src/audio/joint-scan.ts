import { predictionErrors } from './linear-prediction.js';
import type { Samples } from './pcm.js';

/** Samples with what joints are looked for in. */
export interface JointScan {
  readonly samples: Samples;
  /** Absolute prediction errors, see `predictionErrors`. */
  readonly forward: Float32Array;
  readonly backward: Float32Array;
  /** Sum of the squared forward errors of all samples before each place; one longer than the samples. */
  readonly energy: Float64Array;
  /** Whether a background is to be heard throughout: without one, as after noise removal, falling silent means nothing. */
  readonly hasBackground: boolean;
}

/** One step of 16 bits. */
export const LSB = 1 / 32_768;
/** Residual power below which rounding, not the room, is what is heard: three steps of 16 bits. */
export const LEAST_POWER = (3 * LSB) ** 2;
const BLOCK = 160;
const QUIET_SHARE = 0.1;

/** Residual power that nine of ten stretches of 10 ms reach. */
const backgroundPower = (energy: Float64Array): number => {
  const blocks = Math.floor((energy.length - 1) / BLOCK);
  const powers = Float64Array.from(
    { length: blocks },
    (_, index) => (energy[(index + 1) * BLOCK]! - energy[index * BLOCK]!) / BLOCK,
  );
  return powers.sort()[Math.floor(QUIET_SHARE * blocks)] ?? 0;
};

export const jointScan = (samples: Samples): JointScan => {
  const { forward, backward } = predictionErrors(samples);
  const energy = new Float64Array(samples.length + 1);
  for (let n = 0; n < samples.length; n++) energy[n + 1] = energy[n]! + forward[n]! ** 2;
  return { samples, forward, backward, energy, hasBackground: backgroundPower(energy) >= LEAST_POWER };
};

/** Mean residual power of [from, to). */
export const residualPower = ({ energy }: JointScan, from: number, to: number): number =>
  (energy[to]! - energy[from]!) / (to - from);

/**
 * Whether [from, to) holds sound rather than one value repeated. Gates, mutes, padding and lost packets leave digital
 * silence, whose edges look like cuts and are none.
 */
export const isAlive = ({ samples }: JointScan, from: number, to: number): boolean => {
  let repeated = 0;
  for (let n = from; n < to; n++) if (Math.abs(samples[n]! - samples[n - 1]!) < LSB / 2) repeated++;
  return repeated * 2 < to - from;
};

export const decibels = (powerRatio: number): number => 10 * Math.log10(powerRatio);
