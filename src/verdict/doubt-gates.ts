import type { ContentEvidence } from './evidence.js';
import { finding } from './finding.js';
import { type Gate, indicesOf, indicesWhere, wordsAt } from './gate.js';
import type { Thresholds } from './policy.js';
import {
  acousticOpinion,
  agreedPairs,
  decodeOpinion,
  decodeRejects,
  isClauseToken,
  tokenLogPosterior,
  tokenPairs,
} from './witnesses.js';

const disagree = ({ scores, tokens }: ContentEvidence, limits: Thresholds): boolean => {
  const opinions = [acousticOpinion(scores, limits), decodeOpinion(scores, limits)];
  const opposed = opinions.includes('supports') && opinions.includes('contradicts');
  return opposed && agreedPairs(tokens, limits).length === 0;
};

/** One witness supports the clause and the other contradicts it, and at no place do they agree. */
export const disagreement: Gate = ({ content }, limits) =>
  disagree(content, limits)
    ? [finding('WITNESSES_DISAGREE', 'review', indicesWhere(content.tokens, decodeRejects))]
    : [];

const measured = (value: number): boolean => typeof value === 'number' && !Number.isNaN(value);

/** A number that was not measured, or a clause without tokens or sentences, is no evidence. */
const unmeasured = (content: ContentEvidence): boolean => {
  const { tokens, sentences, scores, coverage, accuracy, insertions, familiarity } = content;
  const clause = tokens.filter(isClauseToken);
  const { worstMargin, ...rest } = scores;
  const numbers = [coverage, accuracy, insertions, ...Object.values(rest), ...clause.map(tokenLogPosterior)];
  return (
    clause.length === 0 ||
    sentences.length === 0 ||
    !numbers.every(measured) ||
    ![worstMargin, familiarity.clarity, familiarity.decoyMargin].every((value) => value === null || measured(value))
  );
};

const weakTokens = ({ tokens }: ContentEvidence, limits: Thresholds): readonly number[] =>
  indicesOf(tokenPairs(tokens).filter(({ meanLogPosterior }) => !(meanLogPosterior >= limits.worstPairPass)));

/** Whatever keeps the text from being sure without saying what else was read. */
export const unsureContent: Gate = ({ content }, limits) => {
  const { tokens, sentences, scores } = content;
  const acousticDoubt = acousticOpinion(scores, limits) !== 'supports' && !disagree(content, limits);
  // Substitutions and runs have reasons of their own; scattered single deletions or insertions add up here.
  const costly = scores.editCostPerToken > limits.editPass && !tokens.some(({ op }) => op === 'substitution');
  const unsureSentence = sentences.some(({ outcome }) => outcome === 'unsure');
  if (!acousticDoubt && !costly && !unsureSentence && !unmeasured(content)) return [];
  const weak = weakTokens(content, limits);
  return [finding('CONTENT_UNSURE', 'review', weak, { words: wordsAt(tokens, weak) })];
};
