import type { ContentEvidence, TermEvidence } from './evidence.js';
import type { Thresholds } from './policy.js';

const lower = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** NaN is no margin. */
const holds = (llr: number | null, limits: Thresholds): boolean => llr === null || llr >= limits.termSaid;

/** Strong evidence against a term in standard Mandarin stays doubt in any accent. */
const isDenied = ({ outcome }: TermEvidence): boolean => outcome === 'missing' || outcome === 'contradicted';

const capped = (term: TermEvidence, standard: TermEvidence, limits: Thresholds): TermEvidence => {
  const doubted = isDenied(standard) || !holds(standard.llr, limits);
  const outcome = term.outcome === 'said' && doubted ? 'unsure' : term.outcome;
  const isLower = standard.llr !== null && !(term.llr !== null && term.llr <= standard.llr);
  const { llr, competitor, competitorKind } = isLower ? standard : term;
  return { ...term, outcome, llr, competitor, competitorKind };
};

/**
 * Evidence in an accent that the reading itself showed, with every margin at most what it is in standard Mandarin: an
 * estimate may explain how words sounded, but not bring a critical term over its near misses. Both must be of the same
 * clause and recording.
 */
export const withCappedTerms = (
  accented: ContentEvidence,
  standard: ContentEvidence,
  limits: Thresholds,
): ContentEvidence => ({
  ...accented,
  criticalTerms: accented.criticalTerms.map((term, at) => {
    const twin = standard.criticalTerms[at];
    return twin ? capped(term, twin, limits) : term;
  }),
  scores: { ...accented.scores, worstMargin: lower(accented.scores.worstMargin, standard.scores.worstMargin) },
});
