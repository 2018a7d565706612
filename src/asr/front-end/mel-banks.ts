export interface MelOptions {
  readonly bands: number;
  readonly lowHz: number;
  /** Of zero or less: so far below half the sample rate, as Kaldi counts. */
  readonly highHz: number;
  readonly sampleRateHz: number;
  readonly fftSize: number;
}

export interface MelBanks {
  /** Reads a power spectrum (fftSize / 2 + 1 places); writes the energy of each band. */
  apply(power: Float64Array, bands: Float64Array): void;
}

const mel = (hz: number): number => 1127 * Math.log(1 + hz / 700);

const edgesOf = ({ bands, lowHz, highHz, sampleRateHz }: MelOptions) => {
  const nyquist = sampleRateHz / 2;
  const high = highHz > 0 ? highHz : nyquist + highHz;
  if (lowHz < 0 || high > nyquist || high <= lowHz) throw new RangeError(`${lowHz} to ${high} Hz is no band of ours`);
  return { low: mel(lowHz), step: (mel(high) - mel(lowHz)) / (bands + 1) };
};

/** Height of the triangle over 0 to 2 whose top, 1, is at 1. */
const triangle = (place: number): number => Math.max(0, Math.min(place, 2 - place));

/**
 * Triangles of equal width on the mel scale that overlap by half, as HTK and Kaldi have them: a weight depends on the mel
 * value of the bin's middle, and the bin at half the sample rate counts for nothing. Throws RangeError when a band is so
 * narrow that it holds no bin.
 */
export const createMelBanks = (options: MelOptions): MelBanks => {
  const { low, step } = edgesOf(options);
  const { bands, fftSize, sampleRateHz } = options;
  const bins = Float64Array.from(
    { length: fftSize / 2 },
    (_, bin) => (mel((bin * sampleRateHz) / fftSize) - low) / step,
  );
  // Weights of all bands in one row: band b has those from starts[b] to starts[b + 1], for bins from firsts[b] on.
  const firsts = new Int32Array(bands);
  const starts = new Int32Array(bands + 1);
  const weights: number[] = [];
  for (let band = 0; band < bands; band++) {
    firsts[band] = bins.findIndex((place) => place > band);
    for (let bin = firsts[band]!; bin < bins.length && bins[bin]! < band + 2; bin++) {
      weights.push(triangle(bins[bin]! - band));
    }
    starts[band + 1] = weights.length;
    if (starts[band] === starts[band + 1]) throw new RangeError(`${bands} bands are too many: band ${band} is empty`);
  }
  const row = Float64Array.from(weights);
  return {
    apply: (power, out) => {
      for (let band = 0; band < bands; band++) {
        let energy = 0;
        const end = starts[band + 1]!;
        for (let at = starts[band]!, bin = firsts[band]!; at < end; at++, bin++) energy += row[at]! * power[bin]!;
        out[band] = energy;
      }
    },
  };
};
