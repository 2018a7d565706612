/** Kaldi's names: `povey` is a Hann window to the power 0.85, which reaches zero at both ends. */
export type WindowName = 'hamming' | 'povey';

const SHAPES: Readonly<Record<WindowName, (cosine: number) => number>> = {
  hamming: (cosine) => 0.54 - 0.46 * cosine,
  povey: (cosine) => (0.5 - 0.5 * cosine) ** 0.85,
};

/** Weights of `length` samples, at least 2, symmetrical: w[n] of cos(2 pi n / (length - 1)). */
export const analysisWindow = (name: WindowName, length: number): Float64Array =>
  Float64Array.from({ length }, (_, n) => SHAPES[name](Math.cos((2 * Math.PI * n) / (length - 1))));
