import { createRealFft } from './fft.js';

/** What a frame may be: unvoiced, or periodic with one of these frequencies. */
export interface FrameCandidates {
  /** Largest deviation from the frame's mean. */
  readonly peak: number;
  /** Candidates found, at most MOST_CANDIDATES; the first `count` places of the buffers. */
  readonly count: number;
}

export interface CandidateFinder {
  /** Samples that one frame spans. */
  readonly window: number;
  readonly hz: Float64Array;
  readonly strength: Float64Array;
  /** Looks at the `window` samples from `from`, zero outside the signal; the results stay in `hz` and `strength` until the next call. */
  find(signal: Float32Array, from: number): FrameCandidates;
}

export const MOST_CANDIDATES = 8;
const FLOOR_HZ = 60;
const CEILING_HZ = 500;
/** Long enough for 2.7 periods of the lowest voice, short enough for a tone that falls an octave in 150 ms. */
const WINDOW_MS = 45;
const FFT_SIZE = 512;
/** Below it a peak is noise, whatever the path would like. */
const MIN_STRENGTH = 0.2;

/** Hann window that is the same from both ends. */
export const hann = (length: number): Float64Array =>
  Float64Array.from({ length }, (_, k) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (k + 0.5)) / length));

/** Place and height of the parabola through three neighbours, the middle one highest. */
const parabola = (left: number, middle: number, right: number) => {
  const curve = left - 2 * middle + right;
  const offset = curve === 0 ? 0 : (0.5 * (left - right)) / curve;
  return { offset, height: middle - 0.25 * (left - right) * offset };
};

/**
 * Autocorrelation of the windowed frame divided by that of the window (Boersma 1993, "Accurate short-term analysis of the
 * fundamental frequency"): r(lag) is then about 1 at every multiple of the period, however long the lag.
 */
export function createCandidateFinder(sampleRateHz: number): CandidateFinder {
  const window = Math.round((WINDOW_MS * sampleRateHz) / 1000);
  const minLag = Math.floor(sampleRateHz / CEILING_HZ);
  const maxLag = Math.ceil(sampleRateHz / FLOOR_HZ);
  // Lags wrap round an FFT that is shorter than window and longest lag together.
  if (window + maxLag > FFT_SIZE) throw new RangeError('the sample rate is too high for the FFT');
  const fft = createRealFft(FFT_SIZE);
  const weights = hann(window);
  const frame = new Float64Array(FFT_SIZE);
  const power = new Float64Array(FFT_SIZE / 2 + 1);
  const lags = new Float64Array(FFT_SIZE / 2 + 1);
  const autocorrelate = (): void => {
    fft.powerSpectrum(frame, power);
    fft.evenTransform(power, lags);
  };
  frame.set(weights);
  autocorrelate();
  const ofWindow = lags.map((value) => value / lags[0]!);
  const hz = new Float64Array(MOST_CANDIDATES);
  const strength = new Float64Array(MOST_CANDIDATES);

  const load = (signal: Float32Array, from: number): number => {
    const whole = from >= 0 && from + window <= signal.length;
    for (let k = 0; k < window; k++) frame[k] = whole ? signal[from + k]! : (signal[from + k] ?? 0);
    let mean = 0;
    for (let k = 0; k < window; k++) mean += frame[k]!;
    mean /= window;
    let peak = 0;
    for (let k = 0; k < window; k++) {
      const value = frame[k]! - mean;
      peak = Math.max(peak, Math.abs(value));
      frame[k] = value * weights[k]!;
    }
    return peak;
  };

  /** Keeps the strongest; a new one replaces the weakest of a full set. */
  const keep = (count: number, newHz: number, newStrength: number): number => {
    if (count < MOST_CANDIDATES) {
      hz[count] = newHz;
      strength[count] = newStrength;
      return count + 1;
    }
    let weakest = 0;
    for (let k = 1; k < count; k++) if (strength[k]! < strength[weakest]!) weakest = k;
    if (newStrength > strength[weakest]!) {
      hz[weakest] = newHz;
      strength[weakest] = newStrength;
    }
    return count;
  };

  return {
    window,
    hz,
    strength,
    find(signal, from) {
      const peak = load(signal, from);
      if (!(peak > 0)) return { peak: 0, count: 0 };
      autocorrelate();
      const all = lags[0]!;
      for (let lag = minLag - 1; lag <= maxLag + 1; lag++) lags[lag] = lags[lag]! / (all * ofWindow[lag]!);
      let count = 0;
      for (let lag = minLag; lag <= maxLag; lag++) {
        const middle = lags[lag]!;
        if (middle < MIN_STRENGTH || middle <= lags[lag - 1]! || middle < lags[lag + 1]!) continue;
        const { offset, height } = parabola(lags[lag - 1]!, middle, lags[lag + 1]!);
        // A height above 1 is an artefact of noise divided by little at long lags.
        count = keep(count, sampleRateHz / (lag + offset), height > 1 ? 1 / height : height);
      }
      return { peak, count };
    },
  };
}
