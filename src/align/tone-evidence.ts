import type { TermOutcome, ToneEvidence } from '../verdict/evidence.js';
import type { Thresholds } from '../verdict/policy.js';
import type { ToneOpinion } from './tone-witness.js';

/** Clause tokens, inclusive. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** Words inside or across the edge of a term, and 是 right before a number, which as 十 would belong to it. */
const concerns = ({ place, first, last }: ToneOpinion, range: Range): boolean =>
  (first <= range.last && last >= range.first) || (place.leadsOn && last + 1 === range.first);

const outcomeOf = ({ llr }: ToneOpinion, { toneSaid, toneContradicted }: Thresholds): ToneEvidence['outcome'] => {
  if (llr === null) return 'abstained';
  if (llr >= toneSaid) return 'supported';
  return llr <= toneContradicted ? 'opposed' : 'unsure';
};

/** Worst first; a contrary that was heard tells a reviewer more than one that nobody could hear. */
const RANK: readonly ToneEvidence['outcome'][] = ['opposed', 'unsure', 'abstained', 'supported'];

const worse = (a: ToneOpinion, b: ToneOpinion, limits: Thresholds): ToneOpinion => {
  const rank = RANK.indexOf(outcomeOf(a, limits)) - RANK.indexOf(outcomeOf(b, limits));
  if (rank !== 0) return rank < 0 ? a : b;
  return (a.llr ?? 0) <= (b.llr ?? 0) ? a : b;
};

const toEvidence = (opinion: ToneOpinion, limits: Thresholds): ToneEvidence => ({
  expected: opinion.place.said,
  contrary: opinion.place.contrary,
  llr: opinion.llr,
  outcome: outcomeOf(opinion, limits),
  abstained: opinion.abstained,
});

/** The weakest opinion on a term; null when no word of it has a contrary in tone alone. */
export const toneEvidenceOn = (
  opinions: readonly ToneOpinion[],
  range: Range,
  limits: Thresholds,
): ToneEvidence | null => {
  const [first, ...others] = opinions.filter((opinion) => concerns(opinion, range));
  if (!first) return null;
  const worst = others.reduce((weakest, next) => worse(weakest, next, limits), first);
  return toEvidence(worst, limits);
};

/**
 * The toneless witnesses' outcome with the tone witness's: what they take for said stays so only if the tone supports it.
 * A tone that speaks for the contrary contradicts, which without their agreement is for review, never a fail.
 */
export const outcomeWithTone = (heard: TermOutcome, tone: ToneEvidence | null): TermOutcome => {
  if (heard !== 'said' || tone === null || tone.outcome === 'supported') return heard;
  return tone.outcome === 'opposed' ? 'contradicted' : 'unsure';
};
