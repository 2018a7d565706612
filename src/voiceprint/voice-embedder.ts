import type { Samples } from '../audio/pcm.js';

export interface VoiceEmbedding {
  /** Unit length. */
  readonly vector: Float32Array;
  /** Speech that the network heard, silence taken out, ms. */
  readonly speechMs: number;
}

/** Port: who speaks in a recording, as a direction. The same samples always give the same vector. */
export interface RecordingEmbedder {
  readonly dimensions: number;
  /** Null when there is nothing to hear: no samples or digital silence. */
  embed(samples: Samples): Promise<VoiceEmbedding | null>;
}

/** Port: the same for windows of speech as well, which tell whether one voice speaks throughout. */
export interface VoiceEmbedder extends RecordingEmbedder {
  /** A vector of unit length for each window of 1.6 s (`WINDOW_SAMPLES`), as it is. */
  embedWindows(windows: readonly Samples[]): Promise<readonly Float32Array[]>;
}
