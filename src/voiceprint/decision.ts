import type { VoiceSpan } from './voice-spans.js';

export type SpeakerDecision =
  | 'ACCEPT'
  | 'REJECT'
  | 'UNSURE'
  | 'NOT_ENOUGH_SPEECH'
  | 'NOT_ENROLLED'
  | 'NOT_REQUESTED'
  | 'OPTED_OUT'
  | 'EXPIRED'
  | 'MULTIPLE_SPEAKERS';

export interface SpeakerEvidence {
  readonly decision: SpeakerDecision;
  /** Cosine similarity, -1 to 1; null when nothing was compared. */
  readonly score: number | null;
  /** Where the enrolled voice reads (A) and where another does (B); absent where all is in the enrolled voice. */
  readonly parts?: readonly VoiceSpan[];
  readonly thresholds: { readonly accept: number; readonly reject: number };
}
