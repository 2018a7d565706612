import type { Posteriors } from '../align/posteriors.js';
import type { Samples } from '../audio/pcm.js';
import type { SpeechSegment } from '../vad/segments.js';
import type { RecognitionContext } from './recognition-context.js';
import type { WrittenToken } from './transcriber.js';

/** What a recogniser of a pack heard of a recording, never told the clause. */
export interface PackHearing {
  /** On the recording's clock, 50 frames a second; null when the recogniser has no probabilities. */
  readonly posteriors: Posteriors | null;
  /** In speaking order, times from the beginning of the recording. */
  readonly written: readonly WrittenToken[];
}

/** Port: a recogniser of a pack over recordings of any length. The same recording always gives the same answer. */
export interface PackRecognizer {
  hear(samples: Samples, speech: readonly SpeechSegment[], context: RecognitionContext): Promise<PackHearing>;
}
