import { SAMPLE_RATE_HZ } from './pcm.js';

/** Band of telephone speech (ITU-T G.712). */
const LOW_HZ = 300;
const HIGH_HZ = 3400;
const FRAME = SAMPLE_RATE_HZ / 50;
const FLOOR_PERCENTILE = 0.1;
const Q = Math.SQRT1_2;

interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** Second-order Butterworth high or low pass (Bristow-Johnson, Audio EQ Cookbook). */
function butterworth(kind: 'low' | 'high', cutoffHz: number): Biquad {
  const w = (2 * Math.PI * cutoffHz) / SAMPLE_RATE_HZ;
  const cos = Math.cos(w);
  const alpha = Math.sin(w) / (2 * Q);
  const a0 = 1 + alpha;
  const b0 = (kind === 'low' ? 1 - cos : 1 + cos) / 2 / a0;
  const b1 = kind === 'low' ? 2 * b0 : -2 * b0;
  return { b0, b1, b2: b0, a1: (-2 * cos) / a0, a2: (1 - alpha) / a0 };
}

/** Transposed direct form II, with state kept between calls. */
function filterOf({ b0, b1, b2, a1, a2 }: Biquad): (x: number) => number {
  let s1 = 0;
  let s2 = 0;
  return (x) => {
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    return y;
  };
}

function framePowers(samples: Float32Array): Float64Array {
  const highPass = filterOf(butterworth('high', LOW_HZ));
  const lowPass = filterOf(butterworth('low', HIGH_HZ));
  const powers = new Float64Array(Math.ceil(samples.length / FRAME));
  samples.forEach((sample, index) => {
    const y = lowPass(highPass(sample));
    powers[Math.floor(index / FRAME)]! += (y * y) / FRAME;
  });
  return powers;
}

/**
 * Mean power of 20 ms frames between 300 and 3400 Hz by which they pass twice the channel's own floor: sum(max(0, p -
 * 2 p10)) / frames with p10 the 10th percentile of p. Hum, hiss and an air conditioner are steady, within 3 dB of
 * their floor, and cancel; speech comes and goes and stays.
 */
export function speechBandPower(samples: Float32Array): number {
  const powers = framePowers(samples);
  if (powers.length === 0) return 0;
  const floor = 2 * Float64Array.from(powers).sort()[Math.floor(powers.length * FLOOR_PERCENTILE)]!;
  return powers.reduce((sum, power) => sum + Math.max(0, power - floor), 0) / powers.length;
}
