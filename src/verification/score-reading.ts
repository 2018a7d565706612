import { maskSilence } from '../align/mask-silence.js';
import { type ScoredAnswer, scoreAnswer } from '../align/score-answer.js';
import { type ScoredContent, scoreContent } from '../align/weigh-content.js';
import type { AnswerSpec } from '../clause/answer.js';
import { findCriticalTerms } from '../clause/critical-terms.js';
import { toSpokenForm } from '../text/to-spoken-form.js';
import { type ChosenProfile, chooseProfile } from './choose-profile.js';
import { type EstimatedAccent, scoreEstimated } from './estimated-accent.js';
import type { HeardReading } from './hear-reading.js';
import type { VerificationRequest } from './verification.js';

export type JudgedRequest = Pick<
  VerificationRequest,
  'clauseText' | 'criticalTerms' | 'dialectHint' | 'previousText' | 'answer'
> & {
  /** Where the hint comes from; the caller when absent. */
  readonly dialectSource?: 'hint' | 'speaker' | 'language';
};

/** What was heard, scored against a clause; no policy enters. */
export interface ScoredReading {
  readonly heard: HeardReading;
  readonly content: ScoredContent;
  readonly dialect: ChosenProfile['dialect'];
  /** The same in the accent that the reading shows, when nobody named one. */
  readonly estimated: EstimatedAccent | null;
}

export const scoreReading = (heard: HeardReading, request: JudgedRequest): ScoredReading => {
  const form = toSpokenForm(request.clauseText);
  const { profile, dialect } = chooseProfile(request.dialectHint, request.dialectSource);
  const input = {
    form,
    terms: findCriticalTerms(form, request.criticalTerms),
    profile,
    posteriors: maskSilence(heard.analysis.posteriors, heard.analysis.speech),
    previous: request.previousText ? toSpokenForm(request.previousText) : null,
    pitch: heard.analysis.pitch,
  };
  const content = scoreContent(input);
  return { heard, content, dialect, estimated: request.dialectHint === null ? scoreEstimated(input, content) : null };
};

/** The answer that was heard to a question; no policy enters. */
export interface ScoredReply {
  readonly heard: HeardReading;
  readonly answer: ScoredAnswer;
  readonly dialect: ChosenProfile['dialect'];
}

export const scoreReply = (heard: HeardReading, request: JudgedRequest, spec: AnswerSpec): ScoredReply => {
  const { profile, dialect } = chooseProfile(request.dialectHint, request.dialectSource);
  const { posteriors, speech, pitch } = heard.analysis;
  const question = toSpokenForm(request.clauseText);
  return {
    heard,
    answer: scoreAnswer({ spec, question, profile, posteriors: maskSilence(posteriors, speech), pitch }),
    dialect,
  };
};
