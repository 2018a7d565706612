import { ALIGNER } from '../align/aligner.js';
import { maskSilence } from '../align/mask-silence.js';
import { type ScoredAnswer, scoreAnswer } from '../align/score-answer.js';
import { weighAnswer } from '../align/weigh-answer.js';
import { type ScoredContent, scoreContent, weighScored } from '../align/weigh-content.js';
import { qualityChecks } from '../audio/quality-checks.js';
import type { AnswerSpec } from '../clause/answer.js';
import type { ClauseKind } from '../clause/clause.js';
import { findCriticalTerms } from '../clause/critical-terms.js';
import type { AccentProfile } from '../text/accent-profile.js';
import { accentProfile } from '../text/accent-profile-list.js';
import { NORMALISER, toSpokenForm } from '../text/to-spoken-form.js';
import { withCappedTerms } from '../verdict/capped-terms.js';
import type { Check } from '../verdict/check.js';
import { effectiveThresholds, supportOf } from '../verdict/effective-thresholds.js';
import type { ContentEvidence } from '../verdict/evidence.js';
import { JUDGE, judge } from '../verdict/judge.js';
import { judgeAnswer } from '../verdict/judge-answer.js';
import type { Policy, Thresholds } from '../verdict/policy.js';
import { speechRateCheck } from '../verdict/speech-rate.js';
import { voiceConsistencyCheck } from '../verdict/voice-consistency-check.js';
import { isClauseToken } from '../verdict/witnesses.js';
import { decideSpeaker, type SpeakerState } from '../voiceprint/decide-speaker.js';
import { type EstimatedAccent, scoreEstimated } from './estimated-accent.js';
import type { HeardReading } from './hear-reading.js';
import { documentHash } from './sha256.js';
import type { DialectEvidence, Judgement, VerificationRequest } from './verification.js';

const STANDARD = 'mandarin';
const UNKNOWN = 'unknown';

interface ChosenProfile {
  readonly profile: AccentProfile;
  readonly dialect: Omit<DialectEvidence, 'support'>;
}

/** The accent profile behind a label of evidence: an unknown dialect is judged as standard Mandarin. */
export const profileOfLabel = (label: string): AccentProfile | null =>
  accentProfile(label === UNKNOWN ? STANDARD : label);

/** The accent profile that the caller names. An unknown name is judged as standard Mandarin and supported by no policy. */
export const chooseProfile = (hint: string | null): ChosenProfile => {
  const named = hint === null ? null : accentProfile(hint);
  const profile = named ?? accentProfile(STANDARD)!;
  const known = hint === null || named !== null;
  return {
    profile,
    dialect: {
      label: known ? profile.id : UNKNOWN,
      source: hint === null ? 'default' : 'hint',
      confidence: null,
      profileVersion: profile.version,
    },
  };
};

const allChecks = (
  { audio, quality, analysis }: HeardReading,
  content: ContentEvidence,
  thresholds: Thresholds,
): readonly Check[] => [
  ...qualityChecks(quality, thresholds, { truncated: audio.truncated }),
  speechRateCheck(content.tokens.filter(isClauseToken).length, quality.effectiveSpeechMs, thresholds),
  voiceConsistencyCheck(analysis.voiceConsistency, thresholds),
];

const heardVoice = ({ analysis: { voice, voiceSpeechMs } }: HeardReading) => ({ voice, speechMs: voiceSpeechMs });
const isSecondVoice = ({ name, outcome }: Check): boolean => name === 'voice_consistency' && outcome !== 'pass';

export type JudgedRequest = Pick<
  VerificationRequest,
  'clauseText' | 'criticalTerms' | 'dialectHint' | 'previousText' | 'answer'
>;

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
  const { profile, dialect } = chooseProfile(request.dialectHint);
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
  const { profile, dialect } = chooseProfile(request.dialectHint);
  const { posteriors, speech } = heard.analysis;
  const question = toSpokenForm(request.clauseText);
  return {
    heard,
    answer: scoreAnswer({ spec, question, profile, posteriors: maskSilence(posteriors, speech) }),
    dialect,
  };
};

const JUDGES = { reading: judge, answer: judgeAnswer } as const satisfies Record<ClauseKind, typeof judge>;

interface Hearing {
  readonly kind: ClauseKind;
  readonly heard: HeardReading;
  readonly dialect: ChosenProfile['dialect'];
  /** What was said, as the thresholds in effect weigh it. */
  readonly weigh: (thresholds: Thresholds) => ContentEvidence;
}

const judgeHearing = (
  { kind, heard, dialect: chosen, weigh }: Hearing,
  policy: Policy,
  speakerState: SpeakerState,
): Omit<Judgement, 'timingMs'> => {
  const thresholds = effectiveThresholds(policy, kind, chosen.label);
  const dialect = { ...chosen, support: supportOf(policy, chosen.label) };
  const content = weigh(thresholds);
  const checks = allChecks(heard, content, thresholds);
  const voice = { ...heardVoice(heard), multipleSpeakers: checks.some(isSecondVoice) };
  const speaker = decideSpeaker(speakerState, voice, thresholds, dialect.support);
  const { verdict, reasons } = JUDGES[kind](
    { checks, content, speaker, dialect, recording: heard.audio },
    { thresholds },
  );
  return {
    verdict,
    reasons,
    policy: { id: policy.id, version: policy.version, sha256: documentHash(policy), thresholds: { ...thresholds } },
    checks,
    content,
    dialect,
    speaker,
    recording: {
      container: heard.audio.container,
      codec: heard.audio.codec,
      sampleRateHz: heard.audio.sourceSampleRateHz,
      channel: heard.audio.channel,
      durationMs: heard.audio.durationMs,
    },
    models: heard.models,
    normaliser: NORMALISER,
    aligner: ALIGNER,
    judge: JUDGE,
    decoder: heard.audio.decoder,
    speakerTemplate: speakerState.kind === 'enrolled' ? speakerState.templateId : null,
  };
};

type ScoreOnce = Omit<ScoredReading, 'estimated'>;

/** `standard`: the same reading as standard Mandarin, when the accent was only estimated. */
const judgeOnce = (
  { heard, content, dialect }: ScoreOnce,
  policy: Policy,
  speakerState: SpeakerState,
  standard: ContentEvidence | null = null,
): Omit<Judgement, 'timingMs'> => {
  const weigh = (thresholds: Thresholds) => {
    const weighed = weighScored(content, thresholds);
    return standard ? withCappedTerms(weighed, standard, thresholds) : weighed;
  };
  return judgeHearing({ kind: 'reading', heard, dialect, weigh }, policy, speakerState);
};

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
  if (estimated === null || standard.verdict === 'pass') return standard;
  return judgeOnce({ ...plain, ...estimated }, policy, speakerState, standard.content);
};

/** Judges a scored answer under a policy; quick likewise. */
export const judgeReply = (
  { heard, answer, dialect }: ScoredReply,
  policy: Policy,
  speakerState: SpeakerState,
): Omit<Judgement, 'timingMs'> => {
  const speech = heard.analysis.speech.length > 0;
  const weigh = (thresholds: Thresholds) => weighAnswer(answer, speech, thresholds);
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
