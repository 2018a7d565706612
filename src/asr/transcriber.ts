import type { Samples } from '../audio/pcm.js';

/** A token as a recogniser wrote it. */
export interface WrittenToken {
  readonly text: string;
  /** When it begins, from the first sample on; null where the family does not tell, or only pretends to. */
  readonly startMs: number | null;
}

/**
 * Port: sound to written tokens, without probabilities. No language model, no inverse text normalisation, no hotwords and no
 * homophone replacer: each could write what the clause says whatever was said.
 */
export interface Transcriber {
  /** Most samples that one call takes. */
  readonly maxSamples: number;
  /** At least one sample, at most `maxSamples`. */
  transcribe(samples: Samples): Promise<readonly WrittenToken[]>;
}
