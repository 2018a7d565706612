import { toLattice } from '../align/clause-lattice.js';
import type { ClauseLattice } from '../align/clause-token.js';
import { blankOutside, maskSilence } from '../align/mask-silence.js';
import { isReversed, partSound } from '../align/part-sound.js';
import type { Posteriors } from '../align/posteriors.js';
import { type ScoredAnswer, scoreAnswer } from '../align/score-answer.js';
import { type ScoredContent, scoreContent } from '../align/weigh-content.js';
import type { AnswerSpec } from '../clause/answer.js';
import { findCriticalTerms } from '../clause/critical-terms.js';
import type { AccentProfile } from '../text/accent-profile.js';
import type { SpokenForm } from '../text/spoken-form.js';
import { toSpokenForm } from '../text/to-spoken-form.js';
import { type ChosenProfile, chooseProfile } from './choose-profile.js';
import { type EstimatedAccent, scoreEstimated } from './estimated-accent.js';
import type { HeardReading } from './hear-reading.js';
import { challengeLattice, type ScoredChallenge, scoreChallenge } from './score-challenge.js';
import type { VerificationRequest } from './verification.js';

export type JudgedRequest = Pick<
  VerificationRequest,
  'clauseText' | 'criticalTerms' | 'dialectHint' | 'previousText' | 'answer' | 'challenge'
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
  /** The phrase that was to be read beside the clause. */
  readonly challenge: ScoredChallenge | null;
}

interface Parts {
  readonly clause: Posteriors;
  readonly phrase: Posteriors | null;
}

/**
 * The sound of the clause and that of the phrase that was to be read before or after it. A phrase in the other place is extra
 * speech beside the clause, for a person to hear.
 */
const partsOf = (posteriors: Posteriors, clause: ClauseLattice, phrase: ClauseLattice, isBefore: boolean): Parts => {
  const [one, two] = isBefore ? [phrase, clause] : [clause, phrase];
  if (isReversed(posteriors, one, two)) return { clause: posteriors, phrase: blankOutside(posteriors, 0, 0) };
  const { first, second } = partSound(posteriors, one, two);
  return isBefore ? { clause: second, phrase: first } : { clause: first, phrase: second };
};

const soundOf = (
  posteriors: Posteriors,
  { challenge, criticalTerms }: JudgedRequest,
  form: SpokenForm,
  profile: AccentProfile,
): Parts => {
  if (challenge === undefined) return { clause: posteriors, phrase: null };
  const lattice = toLattice(form, findCriticalTerms(form, criticalTerms), profile);
  return partsOf(posteriors, lattice, challengeLattice(challenge, profile), challenge.position === 'before');
};

export const scoreReading = (heard: HeardReading, request: JudgedRequest): ScoredReading => {
  const form = toSpokenForm(request.clauseText);
  const { profile, dialect } = chooseProfile(request.dialectHint, request.dialectSource);
  const sound = soundOf(maskSilence(heard.analysis.posteriors, heard.analysis.speech), request, form, profile);
  const input = {
    form,
    terms: findCriticalTerms(form, request.criticalTerms),
    profile,
    posteriors: sound.clause,
    previous: request.previousText ? toSpokenForm(request.previousText) : null,
    pitch: heard.analysis.pitch,
  };
  const content = scoreContent(input);
  const { challenge } = request;
  return {
    heard,
    content,
    dialect,
    estimated: request.dialectHint === null ? scoreEstimated(input, content) : null,
    challenge: challenge && sound.phrase ? scoreChallenge(challenge, profile, sound.phrase) : null,
  };
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
