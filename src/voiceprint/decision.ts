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
  readonly thresholds: { readonly accept: number; readonly reject: number };
}
