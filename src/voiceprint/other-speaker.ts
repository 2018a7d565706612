import type { HeardVoice, SpeakerState } from './decide-speaker.js';
import { cosine } from './similarity.js';

/** What is known of whether the reader is the one enrolled speaker who must not read: the salesperson. */
export type OtherSpeakerDecision =
  | 'NOT_THE_READER'
  | 'MAY_BE_THE_READER'
  | 'NOT_ENOUGH_SPEECH'
  | 'NOT_ENROLLED'
  | 'OPTED_OUT'
  | 'EXPIRED';

export interface OtherSpeakerEvidence {
  readonly decision: OtherSpeakerDecision;
  /** Cosine similarity of the reading and their voiceprint, -1 to 1; null when nothing was compared. */
  readonly score: number | null;
  /** From it on they may be the reader. */
  readonly threshold: number;
  /** Enrolment that was compared with. */
  readonly template: string | null;
}

/** Whether there is a voice to compare with, of somebody who was named. */
export type NamedSpeaker =
  | { readonly kind: 'not_enrolled' | 'opted_out' | 'expired' }
  | Extract<SpeakerState, { readonly kind: 'enrolled' }>;

/** In a replay whose template was deleted since, what was decided then stands. */
export type OtherSpeakerState = NamedSpeaker | { readonly kind: 'recorded'; readonly evidence: OtherSpeakerEvidence };

/** Fields of the policy: the same that make a speaker the reader. */
export interface OtherSpeakerLimits {
  readonly speakerAccept: number;
  readonly speakerReject: number;
  readonly speakerSpeechMsMin: number;
}

const WITHOUT_COMPARISON = { not_enrolled: 'NOT_ENROLLED', opted_out: 'OPTED_OUT', expired: 'EXPIRED' } as const;

/**
 * At ACCEPT level, or more like them than like the expected reader as far as neither is ruled out. Written so that a score
 * that is not a number may be theirs.
 */
const isLikely = (score: number, own: number | null, limits: OtherSpeakerLimits): boolean =>
  !(score < limits.speakerAccept) || (own !== null && score > own && score >= limits.speakerReject);

/**
 * Compares a reading with the voiceprint of somebody who must not have read it. `own`: its score against the expected reader's,
 * null when none was compared. Too little speech to tell is no suspicion.
 */
export const decideOtherSpeaker = (
  state: OtherSpeakerState,
  { voice, speechMs }: Pick<HeardVoice, 'voice' | 'speechMs'>,
  own: number | null,
  limits: OtherSpeakerLimits,
): OtherSpeakerEvidence => {
  if (state.kind === 'recorded') return state.evidence;
  const threshold = limits.speakerAccept;
  if (state.kind !== 'enrolled') {
    return { decision: WITHOUT_COMPARISON[state.kind], score: null, threshold, template: null };
  }
  const compared = { threshold, template: state.templateId };
  if (voice === null) return { decision: 'NOT_ENOUGH_SPEECH', score: null, ...compared };
  const score = cosine(voice, state.template);
  if (!(speechMs >= limits.speakerSpeechMsMin)) return { decision: 'NOT_ENOUGH_SPEECH', score, ...compared };
  return { decision: isLikely(score, own, limits) ? 'MAY_BE_THE_READER' : 'NOT_THE_READER', score, ...compared };
};

/** The decision and its score must tell the same story. */
export const mayBeReader = ({ decision, score, threshold }: OtherSpeakerEvidence): boolean =>
  decision === 'MAY_BE_THE_READER' || (decision === 'NOT_THE_READER' && !(score !== null && score < threshold));
