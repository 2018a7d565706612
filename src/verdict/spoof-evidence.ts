import { type Conclusion, withDoubt } from './with-doubt.js';

/** What one spoof model made of a reading. */
export interface SpoofEvidence {
  readonly id: string;
  readonly sha256: string;
  /** How likely a machine speaks by the model's own account, 0 to 1; null when nobody speaks or it failed. */
  readonly score: number | null;
  /** Code of the error when it failed on the recording. */
  readonly failure: string | null;
}

/** Likelier than not, or no number. */
export const isSuspicious = (score: number): boolean => !(score < 0.5);

/**
 * The judgement of a reading that spoof models heard. One that suspects a machine, or could not listen, takes a pass away;
 * nothing that they say makes a reading better or fails it: none of them is good enough for that (design.md, 2.6).
 */
export const withSpoofs = <T extends Conclusion>(
  judged: T,
  spoofs: readonly SpoofEvidence[],
): T & { readonly spoofs: readonly SpoofEvidence[] } => {
  const suspected = spoofs.some(({ score }) => score !== null && isSuspicious(score));
  const missing = spoofs.some(({ failure }) => failure !== null);
  const first = suspected ? withDoubt(judged, 'SPOOF_SUSPECTED') : judged;
  return { ...(missing ? withDoubt(first, 'SPOOF_NOT_CHECKED') : first), spoofs };
};
