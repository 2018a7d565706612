import { createRealFft } from '../../audio/fft.js';
import { SAMPLE_RATE_HZ, type Samples } from '../../audio/pcm.js';
import { analysisWindow, type WindowName } from './analysis-window.js';
import type { Features } from './features.js';
import { copyFrame, FRAME_LENGTH, type FrameEdges, firstSampleOf, framesOf } from './frame-grid.js';
import { createMelBanks } from './mel-banks.js';

/** In what the families differ. All of them hear 80 bands from 20 Hz on. */
export interface FbankOptions {
  readonly window: WindowName;
  readonly edges: FrameEdges;
  /** Of zero or less: so far below 8 kHz. */
  readonly highHz: number;
  /** 32,768 for networks that were trained on 16-bit numbers. */
  readonly scale: number;
}

/** Sound to the logarithm of mel energies; samples that follow do not change what earlier `snipped` frames hold. */
export type Fbank = (samples: Samples) => Features;

export const BANDS = 80;
const LOW_HZ = 20;
const FFT_SIZE = 512;
const PRE_EMPHASIS = 0.97;
/** The least energy: std::numeric_limits<float>::epsilon(), of which the logarithm is -15.94. */
const FLOOR = 2 ** -23;

/** Takes the mean away, then x[n] - 0.97 x[n - 1] with x[-1] = x[0], then the window: in that order, as Kaldi does. */
const shapeFrame = (frame: Float64Array, window: Float64Array): void => {
  let sum = 0;
  for (let n = 0; n < FRAME_LENGTH; n++) sum += frame[n]!;
  const mean = sum / FRAME_LENGTH;
  let before = frame[0]! - mean;
  for (let n = 0; n < FRAME_LENGTH; n++) {
    const value = frame[n]! - mean;
    frame[n] = (value - PRE_EMPHASIS * before) * window[n]!;
    before = value;
  }
};

/**
 * Kaldi's log mel filter bank without dither, which would make every run another: 25 ms every 10 ms, power spectrum of 512
 * points. Computed in double precision. The tables are made once; the returned function is not reentrant.
 */
export const createFbank = ({ window: name, edges, highHz, scale }: FbankOptions): Fbank => {
  const window = analysisWindow(name, FRAME_LENGTH);
  const fft = createRealFft(FFT_SIZE);
  const mel = createMelBanks({ bands: BANDS, lowHz: LOW_HZ, highHz, sampleRateHz: SAMPLE_RATE_HZ, fftSize: FFT_SIZE });
  // Behind the frame's samples it stays zero.
  const frame = new Float64Array(FFT_SIZE);
  const power = new Float64Array(FFT_SIZE / 2 + 1);
  const energies = new Float64Array(BANDS);
  return (samples) => {
    const frames = framesOf(samples.length, edges);
    const values = new Float32Array(frames * BANDS);
    for (let at = 0; at < frames; at++) {
      copyFrame(samples, firstSampleOf(at, edges), scale, frame);
      shapeFrame(frame, window);
      fft.powerSpectrum(frame, power);
      mel.apply(power, energies);
      for (let band = 0; band < BANDS; band++) values[at * BANDS + band] = Math.log(Math.max(energies[band]!, FLOOR));
    }
    return { values, frames, dims: BANDS };
  };
};
