import { ANSWER_LEXICON } from '../clause/answer-lexicon.js';
import type { AnswerEvidence } from '../verdict/answer-evidence.js';
import { answerOutcome } from '../verdict/answer-outcome.js';
import type { ContentEvidence } from '../verdict/evidence.js';
import type { Thresholds } from '../verdict/policy.js';
import { spellHeard } from './free-decode.js';
import type { ScoredAnswer } from './score-answer.js';
import { LOWEST_LOG_POSTERIOR } from './token-evidence.js';
import { weakestTone } from './tone-evidence.js';
import { weighScored } from './weigh-content.js';

const NOTHING: ContentEvidence = {
  coverage: 0,
  accuracy: 0,
  insertions: 0,
  heard: '',
  tokens: [],
  criticalTerms: [],
  sentences: [],
  scores: {
    meanLogPosterior: LOWEST_LOG_POSTERIOR,
    worstPairLogPosterior: LOWEST_LOG_POSTERIOR,
    worstMargin: null,
    editCostPerToken: 0,
    longestInsertion: 0,
    longestDeletion: 0,
  },
  familiarity: { clarity: null, decoyMargin: null },
};

/**
 * The account of an answer under a policy's thresholds: what was answered, and the likeliest wording as if it were a clause
 * that was to be read. `speech`: voice activity was found in the recording.
 */
export const weighAnswer = (
  { spec, heard, questionHeard, best, rival, content, tones }: ScoredAnswer,
  speech: boolean,
  thresholds: Thresholds,
): ContentEvidence => {
  const weighed = content === null ? NOTHING : weighScored(content, thresholds);
  const evidence = { ...weighed, heard: heard.map(spellHeard).join(' ') };
  const figures = {
    form: best?.text ?? null,
    polarity: best?.polarity ?? null,
    rival: rival?.text ?? null,
    llr: best && rival ? best.total - rival.total : null,
    freeLlr: best ? best.total / best.phones : null,
  };
  const tone = weakestTone(tones.opinions, thresholds);
  const outcome = answerOutcome({ ...figures, tone, expected: spec.expected }, evidence, speech, thresholds);
  const answer: AnswerEvidence = {
    outcome,
    expected: spec.expected,
    ...figures,
    startMs: evidence.sentences[0]?.startMs ?? null,
    endMs: evidence.sentences[0]?.endMs ?? null,
    questionHeard,
    soundsLike: tones.soundsLike,
    tone,
    lexicon: ANSWER_LEXICON,
  };
  return { ...evidence, answer };
};
