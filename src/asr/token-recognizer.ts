import type { Samples } from '../audio/pcm.js';
import type { TokenTable } from './token-table.js';

/** Frame-wise log-probabilities over a recogniser's own tokens: natural logarithm, row-major [frames x tokens]. */
export interface TokenPosteriors {
  readonly logProbs: Float32Array;
  readonly frames: number;
  readonly tokens: number;
  /** Row k covers the sound from k * frameMs on: 40 or 60 ms in the families there are. */
  readonly frameMs: number;
}

/**
 * Port: sound to frame-wise probabilities of characters and word pieces, told nothing of the clause. The same samples always
 * give the same numbers.
 */
export interface TokenRecognizer {
  /** Most samples that one call takes. */
  readonly maxSamples: number;
  readonly table: TokenTable;
  /** At least one sample, at most `maxSamples`; too few for one frame give no rows. */
  recognise(samples: Samples): Promise<TokenPosteriors>;
}
