import { createRealFft } from './fft.js';
import { SAMPLE_RATE_HZ } from './pcm.js';

/** 32 ms: bins of 31.25 Hz. */
export const SPECTRUM_FRAME = 512;
const BINS = SPECTRUM_FRAME / 2 + 1;
const BIN_HZ = SAMPLE_RATE_HZ / SPECTRUM_FRAME;
/** Below this hum and rumble live, no speech. */
const FIRST_BIN = Math.ceil(100 / BIN_HZ);
/** Share of the weighted energy that lies below the bandwidth. */
const SHARE = 0.99;
/** A bin counts as speech when its power is this many times the noise there (3 dB), both averaged over 9 bins (280 Hz):
 * single bins of a noise heard for a few hundred ms differ by that much by chance. */
const ABOVE_NOISE = 2;
const SMOOTHING_BINS = 4;
/**
 * Noise estimates below this share of the strongest speech bin (-80 dB) are set to it: rounding, dither and filter
 * leakage.
 */
const DYNAMIC_RANGE = 1e-8;

const FFT = createRealFft(SPECTRUM_FRAME);
const HANN = Float64Array.from(
  { length: SPECTRUM_FRAME },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / SPECTRUM_FRAME),
);

/**
 * Mean power spectrum of the frames of SPECTRUM_FRAME samples that start at `starts`, Hann window; null when there are
 * none.
 */
export function meanSpectrum(samples: Float32Array, starts: readonly number[]): Float64Array | null {
  if (starts.length === 0) return null;
  const frame = new Float64Array(SPECTRUM_FRAME);
  const power = new Float64Array(BINS);
  const sum = new Float64Array(BINS);
  for (const start of starts) {
    for (let n = 0; n < SPECTRUM_FRAME; n++) frame[n] = samples[start + n]! * HANN[n]!;
    FFT.powerSpectrum(frame, power);
    for (let k = 0; k < BINS; k++) sum[k]! += power[k]!;
  }
  return sum.map((value) => value / starts.length);
}

function smooth(spectrum: Float64Array): Float64Array {
  return spectrum.map((_, bin) => {
    const near = spectrum.subarray(Math.max(0, bin - SMOOTHING_BINS), bin + SMOOTHING_BINS + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}

/** Speech power above the noise, weighted by f^4: see `bandwidthHz`. */
function weightedSpeech(speech: Float64Array, noise: Float64Array | null): Float64Array {
  const least = Math.max(...speech) * DYNAMIC_RANGE;
  const nearby = smooth(speech);
  const floor = noise ? smooth(noise) : new Float64Array(BINS);
  return speech.map((power, bin) => {
    const noiseHere = Math.max(floor[bin]!, least);
    const heard = bin >= FIRST_BIN && nearby[bin]! >= ABOVE_NOISE * noiseHere;
    return heard ? Math.max(0, power - noiseHere) * bin ** 4 : 0;
  });
}

/**
 * Frequency below which 99 % of the speech energy lies, Hz, where energy is first weighted by f^4. Speech falls by
 * about 12 dB an octave, so plain energy ends near 3 kHz in any recording and cannot tell a telephone from a studio;
 * the weight undoes that slope and lets the fricatives of a wide-band recording be seen. Bins less than 3 dB above the
 * noise between the words do not count. Null when nothing rises above the noise.
 */
export function bandwidthHz(speech: Float64Array, noise: Float64Array | null): number | null {
  const weighted = weightedSpeech(speech, noise);
  const total = weighted.reduce((sum, value) => sum + value, 0);
  if (total <= 0) return null;
  let below = 0;
  const bin = weighted.findIndex((value) => {
    below += value;
    return below >= SHARE * total;
  });
  return Math.round(bin * BIN_HZ);
}
