import type { TokenEvidence } from './evidence.js';
import { finding } from './finding.js';
import { type Gate, indicesOf, indicesWhere, wordsAt } from './gate.js';
import type { Thresholds } from './policy.js';
import { acousticOpinion, agreedPairs, decodeOpinion, isClauseToken, tokenLogPosterior } from './witnesses.js';

/** Latin letters and words have no score; where they are most of a clause, nobody heard what was read. */
const mostlyJudged = (tokens: readonly TokenEvidence[]): boolean => {
  const clause = tokens.filter(isClauseToken);
  return 2 * clause.filter(({ score }) => score !== null).length >= clause.length;
};

/** Another text: by both global figures, when they stand for most of it. */
export const wrongText: Gate = ({ content: { scores, tokens } }, limits) =>
  mostlyJudged(tokens) && scores.meanLogPosterior < limits.meanFail && scores.editCostPerToken > limits.editFail
    ? [finding('WRONG_TEXT', 'fail')]
    : [];

/** `missing` was found with both witnesses; their global figures must not contradict that. */
export const missingSentences: Gate = ({ content }, limits) => {
  const agreed =
    acousticOpinion(content.scores, limits) === 'contradicts' && decodeOpinion(content.scores, limits) !== 'supports';
  return content.sentences
    .filter(({ outcome }) => outcome === 'missing')
    .map(({ index }) => finding('SENTENCE_MISSING', agreed ? 'fail' : 'review', [], { sentence: index }));
};

/** Runs of neighbouring clause tokens that the free decode lacks, as indices. */
const deletionRuns = (tokens: readonly TokenEvidence[]): readonly (readonly number[])[] => {
  const runs: number[][] = [[]];
  for (const index of indicesWhere(tokens, isClauseToken)) {
    if (tokens[index]!.op === 'deletion') runs.at(-1)!.push(index);
    else runs.push([]);
  }
  return runs.filter(({ length }) => length > 0);
};

/** Single tokens that the free decode lacks, or heard otherwise, and that the sound does not carry either. */
const rejectedTokens = (
  tokens: readonly TokenEvidence[],
  op: 'deletion' | 'substitution',
  limits: Thresholds,
): readonly number[] =>
  indicesWhere(tokens, (token) => token.op === op && !(tokenLogPosterior(token) >= limits.worstTokenPass));

/** A long run is a fail where the sound, too, lacks two neighbours of it; a single word that both lack is for review. */
export const missingWords: Gate = ({ content: { tokens, scores } }, limits) => {
  const runs = deletionRuns(tokens);
  const silent = new Set(indicesOf(agreedPairs(tokens, limits)));
  const leftOut = runs.filter((run) => run.length >= limits.deletionRunFail && run.some((index) => silent.has(index)));
  if (leftOut.length > 0) {
    return leftOut.map((run) => finding('WORDS_MISSING', 'fail', run, { words: wordsAt(tokens, run) }));
  }
  const long = runs.filter(({ length }) => length > limits.deletionRunPass).flat();
  const lone = rejectedTokens(tokens, 'deletion', limits);
  const missing = scores.longestDeletion > limits.deletionRunPass ? long : lone;
  if (missing === lone && lone.length === 0) return [];
  return [finding('WORDS_MISSING', 'review', missing, { words: wordsAt(tokens, missing) })];
};

/**
 * Two neighbours that both witnesses reject, one of them heard as something else, are a fail. One token alone that both
 * reject, or wrong tokens that add up, are for review.
 */
export const changedWords: Gate = ({ content: { tokens, scores } }, limits) => {
  const changed = ({ indices }: { indices: readonly number[] }) =>
    indices.some((index) => tokens[index]!.op === 'substitution');
  const agreed = indicesOf(agreedPairs(tokens, limits).filter(changed));
  if (agreed.length > 0) return [finding('WORDS_CHANGED', 'fail', agreed, { words: wordsAt(tokens, agreed) })];
  const heardOtherwise = indicesWhere(tokens, ({ op }) => op === 'substitution');
  const doubtful =
    scores.editCostPerToken > limits.editPass && heardOtherwise.length > 0
      ? heardOtherwise
      : rejectedTokens(tokens, 'substitution', limits);
  return doubtful.length > 0
    ? [finding('WORDS_CHANGED', 'review', doubtful, { words: wordsAt(tokens, doubtful) })]
    : [];
};

/** Never a fail: only the free decode can hear what lies between the tokens, and one witness is not enough. */
export const extraSpeech: Gate = ({ content: { tokens, scores } }, limits) =>
  scores.longestInsertion > limits.insertionRunPass
    ? [
        finding(
          'EXTRA_SPEECH',
          'review',
          indicesWhere(tokens, ({ op }) => op === 'insertion'),
        ),
      ]
    : [];
