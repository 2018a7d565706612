import { createRealFft } from '../audio/fft.js';
import { halveRate } from '../audio/halve-rate.js';
import type { Samples } from '../audio/pcm.js';
import { SPEEDS } from './speeds.js';

/** Windows of 128 ms every 16 ms, at 8 kHz: telephone codecs carry no more. */
const WINDOW = 1024;
const HOP = 128;
const RATE_HZ = 8_000;
const BINS = WINDOW / 2 + 1;

export const FRAME_MS = (HOP * 1000) / RATE_HZ;

/** The telephone band in parts of equal ratio: a copy at another pitch is the same picture, moved along. */
export const BANDS = 17;
const LOW_HZ = 250;
const HIGH_HZ = 3_400;

/** Frames that speech at its loudest lasts at least; what is louder for a shorter time is a knock. */
const LOUD_FRAMES = 32;
/** What is further below the loud frames tells nothing: -25 dB for a frame, -40 dB for one band. */
const AUDIBLE = 10 ** -2.5;
const FLOOR = 1e-4;
/** Digital silence has a logarithm as well. */
const LEAST_POWER = 1e-12;

/** Levels of a recording's bands over time. */
export interface Levels {
  readonly frames: number;
  /** For each of SPEEDS, rows of BANDS log powers: as the bands of the original lie when the copy is so much higher. */
  readonly byPitch: readonly Float32Array[];
  /** Frames that are loud enough to tell something, ascending. */
  readonly audible: readonly number[];
  /** Power of each frame against the loud ones, at most 1: noise weighs little, and a knock no more than speech. */
  readonly weights: Float64Array;
}

const HANN = Float64Array.from({ length: WINDOW }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / WINDOW));

/** For each pitch, where in a row of summed bins (value k: the power below bin k) each band begins and ends. */
const EDGES = SPEEDS.map((pitch) =>
  Float64Array.from(
    { length: BANDS + 1 },
    (_, edge) => (LOW_HZ * (HIGH_HZ / LOW_HZ) ** (edge / BANDS) * pitch * WINDOW) / RATE_HZ + 0.5,
  ),
);

const powerBelow = (summed: Float64Array, place: number): number => {
  const bin = Math.floor(place);
  return summed[bin]! + (place - bin) * (summed[bin + 1]! - summed[bin]!);
};

/** A measurer of one frame's bands; `summed` of the last frame is kept between calls. */
const frameMeasurer = (samples: Float32Array) => {
  const fft = createRealFft(WINDOW);
  const windowed = new Float64Array(WINDOW);
  const power = new Float64Array(BINS);
  const summed = new Float64Array(BINS + 1);
  const transform = (frame: number): void => {
    for (let n = 0; n < WINDOW; n++) windowed[n] = samples[frame * HOP + n]! * HANN[n]!;
    fft.powerSpectrum(windowed, power);
    for (let bin = 0; bin < BINS; bin++) summed[bin + 1] = summed[bin]! + power[bin]!;
  };
  const write = (edges: Float64Array, row: Float32Array, frame: number): void => {
    let below = powerBelow(summed, edges[0]!);
    for (let band = 0; band < BANDS; band++) {
      const upto = powerBelow(summed, edges[band + 1]!);
      row[frame * BANDS + band] = upto - below;
      below = upto;
    }
  };
  return { transform, write, total: () => powerBelow(summed, BINS - 1) - powerBelow(summed, EDGES[0]![0]!) };
};

const loudPower = (totals: Float64Array): number =>
  Float64Array.from(totals)
    .sort()
    .at(-1 - Math.min(LOUD_FRAMES - 1, Math.floor(totals.length / 4))) ?? 0;

const toLogs = (powers: Float32Array, floor: number): void => {
  for (let n = 0; n < powers.length; n++) powers[n] = Math.log(powers[n]! + floor);
};

/** Band levels of samples at 16 kHz; no frames when there are less than 128 ms. */
export const measureLevels = (samples: Samples): Levels => {
  const halved = halveRate(samples);
  const frames = Math.max(0, Math.floor((halved.length - WINDOW) / HOP) + 1);
  const byPitch = SPEEDS.map(() => new Float32Array(frames * BANDS));
  const totals = new Float64Array(frames);
  const measurer = frameMeasurer(halved);
  for (let frame = 0; frame < frames; frame++) {
    measurer.transform(frame);
    for (const [pitch, rows] of byPitch.entries()) measurer.write(EDGES[pitch]!, rows, frame);
    totals[frame] = measurer.total();
  }
  const loud = Math.max(LEAST_POWER, loudPower(totals));
  for (const rows of byPitch) toLogs(rows, loud * FLOOR);
  const audible = Array.from(totals.keys()).filter((frame) => totals[frame]! > loud * AUDIBLE);
  return { frames, byPitch, audible, weights: totals.map((power) => Math.min(1, power / loud)) };
};
