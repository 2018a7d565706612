import type { SpeakerDecision, SpeakerEvidence } from './decision.js';
import { cosine } from './similarity.js';

/** Whether there is a voice to compare with, and if not, why. */
export type SpeakerState =
  | { readonly kind: 'not_requested' | 'not_enrolled' | 'opted_out' }
  /** The template is out of its validity, or was made by another model than the one loaded. */
  | { readonly kind: 'expired' }
  | {
      readonly kind: 'enrolled';
      readonly template: Float32Array;
      readonly templateId: string;
      /** SHA-256 of the model that made it. */
      readonly voiceModel: string;
    }
  /** In a replay whose template was deleted since: what was decided then stands. */
  | { readonly kind: 'recorded'; readonly evidence: SpeakerEvidence };

/** What the recording gave: unit vector, or null when the network heard nothing. */
export interface HeardVoice {
  readonly voice: Float32Array | null;
  readonly speechMs: number;
  readonly multipleSpeakers: boolean;
}

/** Cosines and ms; the fields of the policy. */
export interface SpeakerThresholds {
  readonly speakerAccept: number;
  readonly speakerReject: number;
  readonly speakerSpeechMsMin: number;
}

const WITHOUT_COMPARISON: Readonly<Record<Exclude<SpeakerState['kind'], 'enrolled' | 'recorded'>, SpeakerDecision>> = {
  not_requested: 'NOT_REQUESTED',
  not_enrolled: 'NOT_ENROLLED',
  opted_out: 'OPTED_OUT',
  expired: 'EXPIRED',
};

/** Accept at or above one threshold, reject below the other; NaN is neither. */
const decideScore = (score: number, limits: SpeakerThresholds, mayReject: boolean): SpeakerDecision => {
  if (score >= limits.speakerAccept) return 'ACCEPT';
  return mayReject && score < limits.speakerReject ? 'REJECT' : 'UNSURE';
};

const decide = (
  state: Exclude<SpeakerState, { kind: 'recorded' }>,
  heard: HeardVoice,
  limits: SpeakerThresholds,
  mayReject: boolean,
): Pick<SpeakerEvidence, 'decision' | 'score'> => {
  if (state.kind !== 'enrolled') return { decision: WITHOUT_COMPARISON[state.kind], score: null };
  const score = heard.voice === null ? null : cosine(heard.voice, state.template);
  if (heard.multipleSpeakers) return { decision: 'MULTIPLE_SPEAKERS', score };
  // Written so that a speech time that is NaN counts as too short.
  if (score === null || !(heard.speechMs >= limits.speakerSpeechMsMin)) return { decision: 'NOT_ENOUGH_SPEECH', score };
  return { decision: decideScore(score, limits, mayReject), score };
};

/**
 * Compares a reading's voice with the enrolled one. In a dialect session (`dialectSupport` is `review_only`) a mismatch is
 * UNSURE: dialect against a Mandarin enrolment costs 1.7 times the errors of another device (3D-Speaker).
 */
export const decideSpeaker = (
  state: SpeakerState,
  heard: HeardVoice,
  limits: SpeakerThresholds,
  dialectSupport: 'validated' | 'review_only',
): SpeakerEvidence =>
  state.kind === 'recorded'
    ? state.evidence
    : {
        ...decide(state, heard, limits, dialectSupport === 'validated'),
        thresholds: { accept: limits.speakerAccept, reject: limits.speakerReject },
      };
