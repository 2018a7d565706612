import { type Conclusion, withDoubt } from './with-doubt.js';

/** Whether this recording was known before it was posted. */
export interface ReplayEvidence {
  /** `exact`: the same bytes; `near`: the same sound, encoded again, louder, faster or cut. */
  readonly kind: 'none' | 'exact' | 'near';
  /** Where it was known from; null when it was not. */
  readonly earlier: { readonly kind: 'verification' | 'enrolment'; readonly id: string } | null;
  /** -1 to 1, 1 when exact; null for `none`. */
  readonly similarity: number | null;
  /** How much faster than the earlier one it runs. */
  readonly speed: number | null;
  /** Where the earlier one begins in it, below zero when its beginning is missing. */
  readonly offsetMs: number | null;
  /** The same speaker, clause and case: a recording that was sent twice. */
  readonly sameCase: boolean;
}

export const NOT_REPEATED: ReplayEvidence = {
  kind: 'none',
  earlier: null,
  similarity: null,
  speed: null,
  offsetMs: null,
  sameCase: false,
};

/**
 * The judgement of a recording that may have been known before. One from another case, or from an enrolment, is for a person:
 * a pass becomes a review, and whatever else there is stays. A recording that was sent twice for the same is judged as it was.
 */
export const withReplay = <T extends Conclusion>(
  judged: T,
  replay: ReplayEvidence,
): T & { readonly replay: ReplayEvidence } => {
  const known = replay.kind !== 'none' && !replay.sameCase;
  return { ...(known ? withDoubt(judged, 'RECORDING_REPEATED') : judged), replay };
};
