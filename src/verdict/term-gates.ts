import type { TermEvidence, TokenEvidence } from './evidence.js';
import { type Finding, finding } from './finding.js';
import type { Gate } from './gate.js';
import type { Thresholds } from './policy.js';
import { decodeRejects, isClauseToken, tokenLogPosterior } from './witnesses.js';

const termIndices = ({ tokens: [first, last] }: TermEvidence): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);

/** The free decode hears other sounds in the term, or an extra syllable inside or right beside it. */
const decodeDiffers = ({ tokens: [first, last] }: TermEvidence, tokens: readonly TokenEvidence[]): boolean =>
  tokens.some((token, index) => {
    const reach = token.op === 'insertion' ? 1 : 0;
    const differs = decodeRejects(token) || token.op === 'insertion';
    return differs && index >= first - reach && index <= last + reach;
  });

/** Both witnesses lack the whole term. */
const bothLack = (term: TermEvidence, tokens: readonly TokenEvidence[], limits: Thresholds): boolean => {
  const own = termIndices(term)
    .flatMap((index) => tokens[index] ?? [])
    .filter(isClauseToken);
  const mean = own.reduce((sum, token) => sum + tokenLogPosterior(token), 0) / own.length;
  return own.every(({ op }) => op === 'deletion') && mean < limits.worstPairFail;
};

const judgeTerm = (term: TermEvidence, tokens: readonly TokenEvidence[], limits: Thresholds): readonly Finding[] => {
  const found = (code: Finding['code'], strong: boolean) => [
    finding(code, strong ? 'fail' : 'review', termIndices(term), { words: term.text }),
  ];
  switch (term.outcome) {
    case 'said':
      return term.llr === null || term.llr >= limits.termSaid ? [] : found('CRITICAL_TERM_UNSURE', false);
    case 'missing':
      return found('CRITICAL_TERM_MISSING', bothLack(term, tokens, limits));
    case 'contradicted': {
      const strong = term.llr !== null && term.llr <= limits.termContradicted && decodeDiffers(term, tokens);
      return found('CRITICAL_TERM_CONTRADICTED', strong);
    }
    default:
      return found('CRITICAL_TERM_UNSURE', false);
  }
};

/** Every critical term must be said, with margin. */
export const criticalTerms: Gate = ({ content: { criticalTerms: terms, tokens } }, limits) =>
  terms.flatMap((term) => judgeTerm(term, tokens, limits));

/** No near miss anywhere in the clause, inside a term or not, may come close: an added 不 belongs to no term. */
export const nearMisses: Gate = ({ content: { criticalTerms: terms, scores } }, limits) => {
  const { worstMargin } = scores;
  if (worstMargin === null || worstMargin >= limits.termSaid) return [];
  const blamed = terms.some(({ outcome, llr }) => outcome !== 'said' || (llr !== null && !(llr >= limits.termSaid)));
  return blamed ? [] : [finding('CRITICAL_TERM_UNSURE', 'review')];
};
