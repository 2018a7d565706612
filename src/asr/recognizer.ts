import type { Posteriors } from '../align/posteriors.js';
import type { Samples } from '../audio/pcm.js';

/**
 * Port: sound to frame-wise label probabilities, told nothing of the clause. The same samples always give the same
 * numbers.
 */
export interface Recognizer {
  /** Most samples that one call takes. */
  readonly maxSamples: number;
  readonly labels: number;
  readonly frameMs: number;
  /** One row per begun frame: ceil(samples / samples per frame). At least one sample, at most `maxSamples`. */
  recognise(samples: Samples): Promise<Posteriors>;
}
