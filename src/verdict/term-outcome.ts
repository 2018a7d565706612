import type { TermOutcome, TokenOp } from './evidence.js';
import type { Thresholds } from './policy.js';

/** What both witnesses measured of one critical term. */
export interface TermMeasurement {
  /** Margin over the strongest near miss in this place, nats; null when there is none. */
  readonly llr: number | null;
  /** Worst mean of two neighbouring tokens' per-phone log posterior that touches the term, nats. */
  readonly worstLogPosterior: number;
  /** Ops of the free decode for the term's tokens and for extra syllables inside or right beside it. */
  readonly heardOps: readonly TokenOp[];
  /** What the free decode heard is at least as near to a near miss as to the clause, and the sound does not exclude that one. */
  readonly heardRival: boolean;
}

const share = (ops: readonly TokenOp[], wanted: readonly TokenOp[]): number =>
  ops.length === 0 ? 0 : ops.filter((op) => wanted.includes(op)).length / ops.length;

/**
 * Outcome of a critical term. `said` needs the sound (posterior and margin) and a free decode that heard no near miss
 * which the sound leaves open; without a near miss to compare, the decode must have heard every token. `contradicted`
 * needs a strong margin against the term and a decode that heard something else; `missing` that both lack it. All else is
 * `unsure`.
 */
export const termOutcome = (
  { llr, worstLogPosterior, heardOps, heardRival }: TermMeasurement,
  limits: Thresholds,
): TermOutcome => {
  const clause = heardOps.filter((op) => op !== 'insertion' && op !== 'repeat' && op !== 'filler');
  const rejected = share(clause, ['deletion', 'substitution']);
  const other = rejected > 0 || heardOps.includes('insertion');
  // Words that were not said at all contradict nothing, whatever their near misses score.
  if (share(clause, ['deletion']) === 1 && worstLogPosterior < limits.worstPairFail) return 'missing';
  if (llr !== null && llr <= limits.termContradicted && other) return 'contradicted';
  const sound = worstLogPosterior >= limits.worstPairPass && (llr === null || llr >= limits.termSaid);
  const heard = llr === null ? rejected === 0 : share(clause, ['deletion']) < 0.5 && !heardRival;
  return sound && heard && clause.length > 0 ? 'said' : 'unsure';
};
