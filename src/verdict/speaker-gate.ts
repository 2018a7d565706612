import type { SpeakerDecision } from '../voiceprint/decision.js';
import type { Check } from './check.js';
import { finding } from './finding.js';
import type { Gate } from './gate.js';
import type { ReasonCode } from './reason.js';

const SPEAKER_REASONS: Readonly<Record<Exclude<SpeakerDecision, 'ACCEPT' | 'REJECT' | 'NOT_REQUESTED'>, ReasonCode>> = {
  UNSURE: 'SPEAKER_UNSURE',
  NOT_ENOUGH_SPEECH: 'SPEAKER_NOT_ENOUGH_SPEECH',
  NOT_ENROLLED: 'SPEAKER_NOT_ENROLLED',
  OPTED_OUT: 'SPEAKER_OPTED_OUT',
  EXPIRED: 'SPEAKER_EXPIRED',
  MULTIPLE_SPEAKERS: 'MULTIPLE_SPEAKERS',
};

/** The check of the recording has said so already. */
const saidByCheck = (checks: readonly Check[]): boolean =>
  checks.some(({ name, outcome }) => name === 'voice_consistency' && outcome !== 'pass');

/** The decision and its score must tell the same story, by this policy's thresholds and by those in effect; otherwise the voice is unsure. */
export const sameSpeaker: Gate = ({ speaker: { decision, score, thresholds }, checks }, limits) => {
  if (decision === 'NOT_REQUESTED') return [];
  if (decision === 'MULTIPLE_SPEAKERS' && saidByCheck(checks)) return [];
  const unsure = [finding('SPEAKER_UNSURE', 'review')];
  if (decision === 'ACCEPT') {
    return score !== null && score >= Math.max(limits.speakerAccept, thresholds.accept) ? [] : unsure;
  }
  if (decision === 'REJECT') {
    return score !== null && score < Math.min(limits.speakerReject, thresholds.reject)
      ? [finding('SPEAKER_MISMATCH', 'fail')]
      : unsure;
  }
  return [finding(SPEAKER_REASONS[decision] ?? 'SPEAKER_UNSURE', 'review')];
};
