import type { Samples } from '../audio/pcm.js';

export interface VoiceEmbedding {
  /** Unit length. */
  readonly vector: Float32Array;
  /** Speech that the network heard, silence taken out, ms. */
  readonly speechMs: number;
}

/** Port: who speaks, as a direction. The same samples always give the same vector. */
export interface VoiceEmbedder {
  readonly dimensions: number;
  /** Null when there is nothing to hear: no samples or digital silence. */
  embed(samples: Samples): Promise<VoiceEmbedding | null>;
  /** A vector of unit length for each window of 1.6 s (`WINDOW_SAMPLES`), as it is. */
  embedWindows(windows: readonly Samples[]): Promise<readonly Float32Array[]>;
}
