import type { SentenceEvidence, TokenEvidence } from './evidence.js';
import type { Thresholds } from './policy.js';
import { isClauseToken, tokenLogPosterior, tokenPairs } from './witnesses.js';

/** Share of a sentence's tokens that the free decode must lack for the sentence to be missing. */
const MISSING_SHARE = 0.8;
/** Repeated syllables from which a sentence counts as begun anew rather than stammered. */
const REREAD_SYLLABLES = 2;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Longest run of deletions. */
const longestGap = (tokens: readonly TokenEvidence[]): number => {
  let longest = 0;
  let run = 0;
  for (const { op } of tokens) {
    run = op === 'deletion' ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
};

/**
 * Outcome of one sentence from its tokens in order, extra syllables among them. `missing` when both witnesses lack it,
 * `read` or `reread` when its pairs are supported and no run is lacking, else `unsure`.
 */
export const sentenceOutcome = (tokens: readonly TokenEvidence[], limits: Thresholds): SentenceEvidence['outcome'] => {
  const clause = tokens.filter(isClauseToken);
  const logs = clause.map(tokenLogPosterior);
  const lacking = clause.filter(({ op }) => op === 'deletion').length / clause.length;
  if (lacking >= MISSING_SHARE && mean(logs) < limits.meanFail) return 'missing';
  const weakest = clause.length === 1 ? logs : tokenPairs(tokens).map(({ meanLogPosterior }) => meanLogPosterior);
  const supported = clause.length > 0 && weakest.every((log) => log >= limits.worstPairPass);
  if (!supported || longestGap(clause) > limits.deletionRunPass) return 'unsure';
  return tokens.filter(({ op }) => op === 'repeat').length >= REREAD_SYLLABLES ? 'reread' : 'read';
};
