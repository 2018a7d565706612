import { weighAnswer } from '../align/weigh-answer.js';
import { weighScored } from '../align/weigh-content.js';
import { withCappedTerms } from '../verdict/capped-terms.js';
import type { ContentEvidence } from '../verdict/evidence.js';
import type { Policy, Thresholds } from '../verdict/policy.js';
import type { ReasonCode } from '../verdict/reason.js';
import { supportsAnswers } from '../verdict/supports-answers.js';
import type { SpeakerState } from '../voiceprint/decide-speaker.js';
import type { HeardReading } from './hear-reading.js';
import { judgeHearing } from './judge-hearing.js';
import { type JudgedRequest, type ScoredReading, type ScoredReply, scoreReading, scoreReply } from './score-reading.js';
import type { Judgement } from './verification.js';

type ScoreOnce = Omit<ScoredReading, 'estimated'>;

/** `standard`: the same reading as standard Mandarin, when the accent was only estimated. */
const judgeOnce = (
  { heard, content, dialect, challenge }: ScoreOnce,
  policy: Policy,
  speakerState: SpeakerState,
  standard: ContentEvidence | null = null,
): Omit<Judgement, 'timingMs'> => {
  const weigh = (thresholds: Thresholds) => {
    const weighed = weighScored(content, thresholds);
    return standard ? withCappedTerms(weighed, standard, thresholds) : weighed;
  };
  return judgeHearing({ kind: 'reading', heard, dialect, weigh, challenge }, policy, speakerState);
};

const CHALLENGE_REASONS: readonly ReasonCode[] = ['CHALLENGE_NOT_READ', 'CHALLENGE_UNSURE'];

/** Nothing speaks against the clause itself: no accent is asked for, whatever became of the challenge. */
const needsNoAccent = ({ reasons }: Pick<Judgement, 'reasons'>): boolean =>
  reasons.every(({ code }) => CHALLENGE_REASONS.includes(code));

/**
 * Judges a scored reading under a policy; quick, so that benches can try many policies on one score. A reading that
 * passes as standard Mandarin needs no accent; another is judged in the accent that it shows, and passes only if the
 * policy has validated that.
 */
export const judgeScored = (
  { estimated, ...plain }: ScoredReading,
  policy: Policy,
  speakerState: SpeakerState,
): Omit<Judgement, 'timingMs'> => {
  const standard = judgeOnce(plain, policy, speakerState);
  if (estimated === null || needsNoAccent(standard)) return standard;
  return judgeOnce({ ...plain, ...estimated }, policy, speakerState, standard.content);
};

/** A policy without thresholds for answers can call none of them clear; silence it can tell. */
const withUnclearAnswer = (content: ContentEvidence): ContentEvidence =>
  content.answer === undefined || content.answer.outcome === 'silence'
    ? content
    : { ...content, answer: { ...content.answer, outcome: 'unclear' } };

/** Judges a scored answer under a policy; quick likewise. */
export const judgeReply = (
  { heard, answer, dialect }: ScoredReply,
  policy: Policy,
  speakerState: SpeakerState,
): Omit<Judgement, 'timingMs'> => {
  const speech = heard.analysis.speech.length > 0;
  const weigh = (thresholds: Thresholds) => {
    const content = weighAnswer(answer, speech, thresholds);
    return supportsAnswers(policy) ? content : withUnclearAnswer(content);
  };
  return judgeHearing({ kind: 'answer', heard, dialect, weigh }, policy, speakerState);
};

/**
 * Judges what was heard against a clause under a policy. Pure but for the stopwatch: the same hearing, request, policy
 * and speaker give the same judgement.
 */
export const judgeReading = (
  heard: HeardReading,
  request: JudgedRequest,
  policy: Policy,
  speakerState: SpeakerState,
  stopwatch: () => number,
): Omit<Judgement, 'timingMs'> & { readonly alignMs: number } => {
  const begun = stopwatch();
  const judgement = request.answer
    ? judgeReply(scoreReply(heard, request, request.answer), policy, speakerState)
    : judgeScored(scoreReading(heard, request), policy, speakerState);
  return { ...judgement, alignMs: Math.round(stopwatch() - begun) };
};
