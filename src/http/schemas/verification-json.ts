import { kindOf } from '../../clause/clause.js';
import { ERRORS } from '../../errors.js';
import type { Check } from '../../verdict/check.js';
import type { Judgement, Verification, VerificationRequest } from '../../verification/verification.js';
import type { SpeakerEvidence } from '../../voiceprint/decision.js';
import { answerSpecJson } from './answer.js';
import { challengeResultJson } from './challenge.js';
import { roundedOrNull, snakeKeys } from './common.js';
import { contentJson } from './content.js';
import { modelJson } from './model.js';
import { recognitionJson } from './recognition.js';
import { repetitionJson } from './repetition.js';
import type { VerificationJson } from './verification.js';

const requestJson = (request: VerificationRequest): VerificationJson['request'] => ({
  clause_id: request.clauseId,
  clause_version: request.clauseVersion,
  clause_text: request.clauseText,
  critical_terms: [...request.criticalTerms],
  clause_kind: kindOf(request),
  answer: answerSpecJson(request.answer),
  previous_clause_text: request.previousText ?? null,
  challenge_id: request.challenge?.id ?? null,
  outer_business_id: request.outerBusinessId,
  speaker_id: request.speakerId,
  other_speaker_id: request.otherSpeakerId ?? null,
  consent_id: request.consentId,
  dialect_hint: request.dialectHint,
  attempt_no: request.attemptNo,
  supersedes: request.supersedes,
  policy_id: request.policyId,
});

export const checkJson = (check: Check): VerificationJson['checks'][number] => ({
  name: check.name,
  value: roundedOrNull(check.value),
  qualified_range: [...check.qualifiedRange],
  outcome: check.outcome,
  advice: check.advice,
  at_ms: check.atMs ?? null,
});

const reasonJson = (reason: Judgement['reasons'][number]): VerificationJson['reasons'][number] => ({
  code: reason.code,
  message: reason.message,
  customer_message: reason.customerMessage,
  tokens: [...reason.tokens],
});

const recordingJson = (recording: Judgement['recording']): VerificationJson['recording'] => ({
  container: recording.container,
  codec: recording.codec,
  sample_rate_hz: recording.sampleRateHz,
  channel: { index: recording.channel.index, of: recording.channel.of, reason: recording.channel.reason },
  duration_ms: Math.round(recording.durationMs),
});

const voiceSpanJson = (span: NonNullable<Judgement['voices']>[number]): VerificationJson['voices'][number] => ({
  start_ms: Math.round(span.startMs),
  end_ms: Math.round(span.endMs),
  voice: span.voice,
  likeness: roundedOrNull(span.likeness),
});

const timingJson = (timing: Judgement['timingMs'], queueMs: number): VerificationJson['timing_ms'] => ({
  queue: Math.round(queueMs),
  decode: Math.round(timing.decode),
  vad: Math.round(timing.vad),
  asr: Math.round(timing.asr),
  voice: Math.round(timing.voice),
  align: Math.round(timing.align),
  total: Math.round(timing.total),
});

type Judged = Pick<
  VerificationJson,
  | 'verdict'
  | 'reasons'
  | 'policy'
  | 'checks'
  | 'content'
  | 'dialect'
  | 'recognition'
  | 'replay'
  | 'challenge'
  | 'speaker'
  | 'other_speaker'
  | 'voices'
  | 'spoofs'
  | 'recording'
  | 'models'
  | 'timing_ms'
>;

const NOT_JUDGED: Judged = {
  verdict: null,
  reasons: [],
  policy: null,
  checks: [],
  content: null,
  dialect: null,
  recognition: null,
  replay: null,
  challenge: null,
  speaker: null,
  other_speaker: null,
  voices: [],
  spoofs: [],
  recording: null,
  models: [],
  timing_ms: null,
};

const speakerJson = ({
  decision,
  score,
  thresholds,
  comparison,
  parts = [],
}: SpeakerEvidence): VerificationJson['speaker'] => ({
  decision,
  score: roundedOrNull(score),
  parts: parts.map(voiceSpanJson),
  thresholds,
  condition: comparison?.condition ?? null,
  speech_ms: roundedOrNull(comparison?.speechMs ?? null),
  band_min_speech_ms: comparison?.bandMinSpeechMs ?? null,
  llr: roundedOrNull(comparison?.llr ?? null),
  advice: comparison?.advice ?? null,
});

const judgedJson = (judgement: Judgement, queueMs: number): Judged => ({
  verdict: judgement.verdict,
  reasons: judgement.reasons.map(reasonJson),
  policy: {
    id: judgement.policy.id,
    version: judgement.policy.version,
    sha256: judgement.policy.sha256,
    thresholds: snakeKeys(judgement.policy.thresholds),
  },
  checks: judgement.checks.map(checkJson),
  content: contentJson(judgement.content, judgement.recognition),
  dialect: {
    label: judgement.dialect.label,
    source: judgement.dialect.source,
    confidence: roundedOrNull(judgement.dialect.confidence ?? null),
    support: judgement.dialect.support,
    profile_version: judgement.dialect.profileVersion,
  },
  recognition: recognitionJson(judgement.recognition),
  replay: repetitionJson(judgement.replay),
  challenge: challengeResultJson(judgement.challenge),
  speaker: speakerJson(judgement.speaker),
  other_speaker: judgement.otherSpeaker
    ? { ...judgement.otherSpeaker, score: roundedOrNull(judgement.otherSpeaker.score) }
    : null,
  voices: (judgement.voices ?? []).map(voiceSpanJson),
  spoofs: (judgement.spoofs ?? []).map(({ score, ...spoof }) => ({ ...spoof, score: roundedOrNull(score) })),
  recording: recordingJson(judgement.recording),
  models: judgement.models.map(modelJson),
  timing_ms: timingJson(judgement.timingMs, queueMs),
});

const failureJson = ({ code, detail }: { code: keyof typeof ERRORS; detail: string }): VerificationJson['failure'] => ({
  code,
  title: ERRORS[code].title,
  detail,
  retry: ERRORS[code].retry,
});

/** The resource as callers see it. A verification that is not completed has no verdict and no evidence of one. */
export const verificationJson = (verification: Verification): VerificationJson => {
  const completed = verification.status === 'completed' ? verification : null;
  const judged = completed ? judgedJson(completed.judgement, completed.queueMs) : NOT_JUDGED;
  return {
    id: verification.id,
    status: verification.status,
    verdict: judged.verdict,
    reasons: judged.reasons,
    failure: verification.status === 'failed' ? failureJson(verification.failure) : null,
    policy: judged.policy,
    checks: judged.checks,
    content: judged.content,
    dialect: judged.dialect,
    recognition: judged.recognition,
    replay: judged.replay,
    challenge: judged.challenge,
    speaker: judged.speaker,
    other_speaker: judged.other_speaker,
    voices: judged.voices,
    spoofs: judged.spoofs,
    recording: judged.recording,
    models: judged.models,
    evidence: {
      audio_sha256: verification.audio.sha256,
      entry_hash: verification.entryHash,
      normaliser: completed?.judgement.normaliser ?? null,
      aligner: completed?.judgement.aligner ?? null,
      judge: completed?.judgement.judge ?? null,
      decoder: completed?.judgement.decoder ?? null,
      // Judgements stored before these were recorded have none.
      hearing: completed?.judgement.hearing ?? null,
      tone_model: completed?.judgement.toneModel ?? null,
      tone_contraries: completed?.judgement.toneContraries ?? null,
      speaker_template: completed?.judgement.speakerTemplate ?? null,
    },
    request: requestJson(verification.request),
    timing_ms: judged.timing_ms,
    created_at: verification.createdAt,
    updated_at: verification.updatedAt,
  };
};
