import type { Samples } from '../audio/pcm.js';

export interface VoiceEmbedding {
  /** Unit length. */
  readonly vector: Float32Array;
  /** Speech that the network heard, silence taken out, ms. */
  readonly speechMs: number;
  /** Unit length, one for each window of 1.6 s of that speech, in order; the vector is their mean direction. */
  readonly windows: readonly Float32Array[];
}

/** Port: who speaks, as a direction. The same samples always give the same vector. */
export interface VoiceEmbedder {
  readonly dimensions: number;
  /** Null when there is nothing to hear: no samples or digital silence. */
  embed(samples: Samples): Promise<VoiceEmbedding | null>;
}
