import type { Samples } from '../audio/pcm.js';

/** Speech probability per window of a recording, 0 to 1; the last window may reach past the end. */
export interface SpeechProbabilities {
  readonly probabilities: Float32Array;
  readonly windowMs: number;
}

/** Port: where a recording sounds like speech. Each call starts afresh: no state is kept between recordings. */
export interface VoiceActivityDetector {
  detect(samples: Samples): Promise<SpeechProbabilities>;
}
