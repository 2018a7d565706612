import type { TextComparison } from '../align/text-opinion.js';
import type { Thresholds } from './policy.js';
import { REASON_CODES, type Reason } from './reason.js';
import { reason } from './reasons.js';
import type { VerdictName } from './verdict.js';

/** What a second recogniser makes of the clause that the first one judged. */
export type SecondFinding = 'supports' | 'contradicts' | 'unsure';

/** A second judgement, made as if the accent were validated with that recogniser: what is left is what it heard. */
export const findingOfVerdict = (verdict: VerdictName): SecondFinding =>
  (({ pass: 'supports', review: 'unsure', fail: 'contradicts' }) as const)[verdict];

export const verdictOfFinding = (finding: SecondFinding): VerdictName =>
  (({ supports: 'pass', unsure: 'review', contradicts: 'fail' }) as const)[finding];

/**
 * A text has no probabilities: it supports or contradicts by its edits alone, in critical terms by a single one. One wrong
 * syllable is human, or the recogniser's; two in one place are another word, and such a text supports nothing.
 */
export const findingOfText = (
  { editCostPerToken, criticalWrong, longestWrong }: TextComparison,
  limits: Pick<Thresholds, 'editPass' | 'editFail' | 'deletionRunFail'>,
): SecondFinding => {
  if (criticalWrong > 0 || editCostPerToken > limits.editFail || longestWrong >= limits.deletionRunFail)
    return 'contradicts';
  return editCostPerToken <= limits.editPass && longestWrong <= 1 ? 'supports' : 'unsure';
};

export interface Second {
  readonly finding: SecondFinding;
  /** Whether the policy was validated with it in this accent. */
  readonly validated: boolean;
}

interface Conclusion {
  readonly verdict: VerdictName;
  readonly reasons: readonly Reason[];
}

const asReview = ({ reasons }: Conclusion, code: 'RECOGNISERS_DISAGREE' | 'RECOGNISER_UNAVAILABLE'): Conclusion => ({
  verdict: 'review',
  reasons: [...reasons, reason(code)].toSorted((a, b) => REASON_CODES.indexOf(a.code) - REASON_CODES.indexOf(b.code)),
});

/**
 * The verdict of a reading that several recognisers heard. A second one can only turn a verdict into a review: a pass when it
 * contradicts, or is validated and not sure; a fail when it supports the clause. One that should have listened and could not
 * takes a pass away as well.
 */
export const combineRecognisers = <T extends Conclusion>(first: T, seconds: readonly Second[], missing: number): T => {
  const speaksAgainst = ({ finding, validated }: Second): boolean =>
    first.verdict === 'pass'
      ? finding === 'contradicts' || (validated && finding === 'unsure')
      : finding === 'supports';
  if (first.verdict !== 'review' && seconds.some(speaksAgainst)) {
    return { ...first, ...asReview(first, 'RECOGNISERS_DISAGREE') };
  }
  return first.verdict === 'pass' && missing > 0 ? { ...first, ...asReview(first, 'RECOGNISER_UNAVAILABLE') } : first;
};
