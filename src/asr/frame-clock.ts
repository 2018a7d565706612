import { SAMPLE_RATE_HZ } from '../audio/pcm.js';

/** The recording's frame grid: frame k covers samples k * 320 to (k + 1) * 320, 20 ms, and the last may be cut short. */
export const FRAME_MS = 20;
export const FRAME_SAMPLES = (SAMPLE_RATE_HZ * FRAME_MS) / 1000;

export const framesOfSamples = (samples: number): number => Math.ceil(samples / FRAME_SAMPLES);
