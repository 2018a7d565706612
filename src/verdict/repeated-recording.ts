import { REASON_CODES, type Reason } from './reason.js';
import { reason } from './reasons.js';
import type { VerdictName } from './verdict.js';

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

interface Conclusion {
  readonly verdict: VerdictName;
  readonly reasons: readonly Reason[];
}

/** After the reasons of a fail, which weighs more; among those of a review in the order of the list. */
const withReason = ({ verdict, reasons }: Conclusion): readonly Reason[] => {
  const all = [...reasons, reason('RECORDING_REPEATED')];
  return verdict === 'fail' ? all : all.toSorted((a, b) => REASON_CODES.indexOf(a.code) - REASON_CODES.indexOf(b.code));
};

/**
 * The judgement of a recording that may have been known before. One from another case, or from an enrolment, is for a person:
 * a pass becomes a review, and whatever else there is stays. A recording that was sent twice for the same is judged as it was.
 */
export const withReplay = <T extends Conclusion>(
  judged: T,
  replay: ReplayEvidence,
): T & { readonly replay: ReplayEvidence } => {
  if (replay.kind === 'none' || replay.sameCase) return { ...judged, replay };
  const verdict = judged.verdict === 'pass' ? 'review' : judged.verdict;
  return { ...judged, verdict, reasons: withReason(judged), replay };
};
