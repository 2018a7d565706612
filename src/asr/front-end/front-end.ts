import type { Samples } from '../../audio/pcm.js';
import { BANDS, createFbank, type FbankOptions } from './fbank.js';
import type { Features } from './features.js';
import { type Normalisation, normaliseFeatures } from './normalise-features.js';
import { type Stacking, stackFrames } from './stack-frames.js';

export interface FrontEndOptions {
  readonly fbank: FbankOptions;
  readonly stacking: Stacking | null;
  readonly normalisation: Normalisation | null;
}

/** What stands between sound and a network. */
export interface FrontEnd {
  /** Numbers in a row. */
  readonly dims: number;
  compute(samples: Samples): Features;
}

/** Mel energies, stacked, then normalised. */
export const createFrontEnd = ({ fbank: options, stacking, normalisation }: FrontEndOptions): FrontEnd => {
  const fbank = createFbank(options);
  return {
    dims: BANDS * (stacking?.size ?? 1),
    compute: (samples) => {
      const energies = fbank(samples);
      const stacked = stacking === null ? energies : stackFrames(energies, stacking);
      return normalisation === null ? stacked : normaliseFeatures(stacked, normalisation);
    },
  };
};
