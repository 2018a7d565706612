import { ALIGNER } from '../align/aligner.js';
import { TONE_MODEL_NAME } from '../align/tone-model.js';
import { qualityChecks } from '../audio/quality-checks.js';
import type { ClauseKind } from '../clause/clause.js';
import { NORMALISER } from '../text/to-spoken-form.js';
import { TONE_CONTRARIES_VERSION } from '../text/tone-contraries.js';
import type { Check } from '../verdict/check.js';
import { EMBEDDED, effectiveThresholds, supportOf } from '../verdict/effective-thresholds.js';
import type { ContentEvidence } from '../verdict/evidence.js';
import { jointChecks } from '../verdict/joint-checks.js';
import { JUDGE, judge } from '../verdict/judge.js';
import { judgeAnswer } from '../verdict/judge-answer.js';
import type { Policy, Thresholds } from '../verdict/policy.js';
import { speechRateCheck } from '../verdict/speech-rate.js';
import { voiceConsistencyCheck } from '../verdict/voice-consistency-check.js';
import { isClauseToken } from '../verdict/witnesses.js';
import { decideSpeaker, type SpeakerState } from '../voiceprint/decide-speaker.js';
import { withParts } from '../voiceprint/enrolled-part.js';
import { type ChosenProfile, withUnfamiliar } from './choose-profile.js';
import type { HeardReading } from './hear-reading.js';
import { type ScoredChallenge, weighChallenge } from './score-challenge.js';
import { documentHash } from './sha256.js';
import type { Judgement } from './verification.js';

const allChecks = (
  { audio, quality, analysis }: HeardReading,
  spoken: number,
  thresholds: Thresholds,
): readonly Check[] => [
  ...qualityChecks(quality, thresholds, { truncated: audio.truncated }),
  speechRateCheck(spoken, quality.effectiveSpeechMs, thresholds),
  voiceConsistencyCheck(analysis.voiceConsistency, analysis.voiceSpans, thresholds),
  ...jointChecks(analysis.joints, audio.codec, thresholds),
];

const heardVoice = ({ analysis: { voice, voiceSpeechMs }, quality: { snrDb, bandwidthHz } }: HeardReading) => ({
  voice,
  speechMs: voiceSpeechMs,
  snrDb,
  bandwidthHz,
});
const isSecondVoice = ({ name, outcome }: Check): boolean => name === 'voice_consistency' && outcome !== 'pass';

const JUDGES = { reading: judge, answer: judgeAnswer } as const satisfies Record<ClauseKind, typeof judge>;

/** A hearing of a clause kind, scored, with the accent that it is judged in. */
export interface Hearing {
  readonly kind: ClauseKind;
  readonly heard: HeardReading;
  readonly dialect: ChosenProfile['dialect'];
  /** What was said, as the thresholds in effect weigh it. */
  readonly weigh: (thresholds: Thresholds) => ContentEvidence;
  /** The phrase that was to be read beside the clause. */
  readonly challenge?: ScoredChallenge | null;
}

/** The judgement of a scored hearing: checks, content, speaker and verdict under a policy. */
export const judgeHearing = (
  { kind, heard, dialect: chosen, weigh, challenge: phrase = null }: Hearing,
  policy: Policy,
  speakerState: SpeakerState,
): Omit<Judgement, 'timingMs'> => {
  const thresholds = effectiveThresholds(policy, kind, chosen.label);
  const recogniser = heard.pack ?? EMBEDDED;
  const dialect = { ...chosen, support: supportOf(policy, chosen.label, recogniser) };
  const content = weigh(thresholds);
  const challenge = phrase && weighChallenge(phrase, thresholds);
  const spoken = content.tokens.filter(isClauseToken).length + (challenge?.tokens ?? 0);
  const checks = allChecks(heard, spoken, thresholds);
  const multipleSpeakers = checks.some(isSecondVoice);
  const voice = { ...heardVoice(heard), multipleSpeakers };
  const decided = decideSpeaker(speakerState, voice, {
    limits: thresholds,
    voice: policy.voice,
    dialect: dialect.support === 'review_only' || dialect.label !== 'mandarin',
  });
  const speaker = withParts(decided, speakerState, heard.analysis.voiceStretches, thresholds.voiceConsistencyMin);
  const { verdict, reasons } = JUDGES[kind](
    { checks, content, speaker, dialect, recording: heard.audio, ...(challenge ? { challenge } : {}) },
    { thresholds },
  );
  const known = withUnfamiliar(chosen, reasons);
  return {
    verdict,
    reasons,
    policy: { id: policy.id, version: policy.version, sha256: documentHash(policy), thresholds: { ...thresholds } },
    checks,
    content,
    dialect: { ...known, support: supportOf(policy, known.label, recogniser) },
    speaker,
    ...(multipleSpeakers ? { voices: heard.analysis.voiceSpans } : {}),
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
    hearing: heard.hearing,
    toneModel: TONE_MODEL_NAME,
    toneContraries: TONE_CONTRARIES_VERSION,
    speakerTemplate: speakerState.kind === 'enrolled' ? speakerState.templateId : null,
    ...(challenge ? { challenge } : {}),
  };
};
