import type { ContentScores, TokenEvidence } from './evidence.js';
import type { Thresholds } from './policy.js';

/** What one witness says of the clause. Anything not measured is doubt: comparisons with NaN are false. */
export type Opinion = 'supports' | 'doubts' | 'contradicts';

const opinion = (supports: boolean, contradicts: boolean): Opinion => {
  if (contradicts) return 'contradicts';
  return supports ? 'supports' : 'doubts';
};

/** The clause-conditioned score: how well the sound supports this text. Blind to speech between and after the tokens. */
export const acousticOpinion = (scores: ContentScores, limits: Thresholds): Opinion =>
  opinion(
    scores.worstPairLogPosterior >= limits.worstPairPass && scores.meanLogPosterior >= limits.meanPass,
    scores.worstPairLogPosterior < limits.worstPairFail || scores.meanLogPosterior < limits.meanFail,
  );

/** What the free decode needs to speak for the clause. */
export const decodeSupports = (scores: ContentScores, limits: Thresholds): boolean =>
  scores.editCostPerToken <= limits.editPass &&
  scores.longestDeletion <= limits.deletionRunPass &&
  scores.longestInsertion <= limits.insertionRunPass;

/** The free decode, never told the text. */
export const decodeOpinion = (scores: ContentScores, limits: Thresholds): Opinion =>
  opinion(
    decodeSupports(scores, limits),
    scores.editCostPerToken > limits.editFail ||
      scores.longestDeletion >= limits.deletionRunFail ||
      scores.longestInsertion >= limits.insertionRunFail,
  );

/** False for extra syllables: what is left is the clause in reading order. */
export const isClauseToken = ({ op }: TokenEvidence): boolean =>
  op !== 'insertion' && op !== 'repeat' && op !== 'filler';

/** The free decode lacks this token or heard another in its place. */
export const decodeRejects = ({ op }: TokenEvidence): boolean => op === 'substitution' || op === 'deletion';

/** Log posterior per phone, nats; NaN when the token was not scored. */
export const tokenLogPosterior = ({ score }: TokenEvidence): number => (score === null ? Number.NaN : Math.log(score));

/** Indices of two neighbouring clause tokens and the mean of their log posteriors, nats. */
export interface TokenPair {
  readonly indices: readonly [number, number];
  readonly meanLogPosterior: number;
}

/** Every pair of neighbouring clause tokens; extra syllables between two do not part them. */
export const tokenPairs = (tokens: readonly TokenEvidence[]): readonly TokenPair[] => {
  const clause = tokens.flatMap((token, index) =>
    isClauseToken(token) ? [{ index, log: tokenLogPosterior(token) }] : [],
  );
  return clause.slice(1).map(({ index, log }, before) => ({
    indices: [clause[before]!.index, index],
    meanLogPosterior: (clause[before]!.log + log) / 2,
  }));
};

/**
 * Neighbouring tokens that both witnesses reject: strong evidence against the text at this place. Pairs and not runs, so
 * that a better token can only take pairs away.
 */
export const agreedPairs = (tokens: readonly TokenEvidence[], limits: Thresholds): readonly TokenPair[] =>
  tokenPairs(tokens).filter(
    ({ indices: [a, b], meanLogPosterior }) =>
      meanLogPosterior < limits.worstPairFail && decodeRejects(tokens[a]!) && decodeRejects(tokens[b]!),
  );
