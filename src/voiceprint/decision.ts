import type { VoiceCondition } from './voice-policy.js';
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

/** What a comparison was judged by. */
export interface ComparisonEvidence {
  /** Effective speech that was compared. */
  readonly speechMs: number;
  readonly condition: VoiceCondition;
  /** Least speech of the band whose thresholds were used; null when there is none for this model, condition or so little speech. */
  readonly bandMinSpeechMs: number | null;
  /** Log-likelihood ratio, nats; null when the band is not calibrated. */
  readonly llr: number | null;
  /** What the customer can do, in Chinese; null when nothing of the recording is in the way. */
  readonly advice: string | null;
}

export interface SpeakerEvidence {
  readonly decision: SpeakerDecision;
  /** Cosine similarity, -1 to 1; null when nothing was compared. */
  readonly score: number | null;
  /** Where the enrolled voice reads (A) and where another does (B); absent where all is in the enrolled voice. */
  readonly parts?: readonly VoiceSpan[];
  /** Those in effect: never easier than the policy's own. */
  readonly thresholds: { readonly accept: number; readonly reject: number };
  /** Absent when there was no template to compare with, and in what was judged before it was recorded. */
  readonly comparison?: ComparisonEvidence;
}
