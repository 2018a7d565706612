import type { TermOutcome } from '../verdict/evidence.js';
import type { Thresholds } from '../verdict/policy.js';
import type { ToneEvidence } from '../verdict/tone-evidence.js';
import type { ToneOpinion } from './tone-witness.js';

/** Clause tokens, inclusive. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** Words inside or across the edge of a term, and 是 right before a number, which as 十 would belong to it. */
const concerns = ({ place, first, last }: ToneOpinion, range: Range): boolean =>
  (first <= range.last && last >= range.first) || (place.leadsOn && last + 1 === range.first);

/** One word against one that differs from it in tone alone. */
interface WordTone extends Pick<ToneOpinion, 'llr' | 'abstained'> {
  readonly expected: string;
  readonly contrary: string;
}

const outcomeOf = (
  { llr }: Pick<ToneOpinion, 'llr'>,
  { toneSaid, toneContradicted }: Thresholds,
): ToneEvidence['outcome'] => {
  if (llr === null) return 'abstained';
  if (llr >= toneSaid) return 'supported';
  return llr <= toneContradicted ? 'opposed' : 'unsure';
};

/** Worst first; a contrary that was heard tells a reviewer more than one that nobody could hear. */
const RANK: readonly ToneEvidence['outcome'][] = ['opposed', 'unsure', 'abstained', 'supported'];

const worse = (a: WordTone, b: WordTone, limits: Thresholds): WordTone => {
  const rank = RANK.indexOf(outcomeOf(a, limits)) - RANK.indexOf(outcomeOf(b, limits));
  if (rank !== 0) return rank < 0 ? a : b;
  return (a.llr ?? 0) <= (b.llr ?? 0) ? a : b;
};

/** The weakest word against what it may have been; null when there is none. */
export const weakestTone = (words: readonly WordTone[], limits: Thresholds): ToneEvidence | null => {
  const [first, ...others] = words;
  if (!first) return null;
  const { expected, contrary, llr, abstained } = others.reduce((weakest, next) => worse(weakest, next, limits), first);
  return { expected, contrary, llr, outcome: outcomeOf({ llr }, limits), abstained };
};

/** The weakest opinion on a term; null when no word of it has a contrary in tone alone. */
export const toneEvidenceOn = (
  opinions: readonly ToneOpinion[],
  range: Range,
  limits: Thresholds,
): ToneEvidence | null =>
  weakestTone(
    opinions
      .filter((opinion) => concerns(opinion, range))
      .map(({ place, llr, abstained }) => ({ expected: place.said, contrary: place.contrary, llr, abstained })),
    limits,
  );

/**
 * The toneless witnesses' outcome with the tone witness's: what they take for said stays so only if the tone supports it.
 * A tone that speaks for the contrary contradicts, which without their agreement is for review, never a fail.
 */
export const outcomeWithTone = (heard: TermOutcome, tone: ToneEvidence | null): TermOutcome => {
  if (heard !== 'said' || tone === null || tone.outcome === 'supported') return heard;
  return tone.outcome === 'opposed' ? 'contradicted' : 'unsure';
};
