import type { SpeakerDecision } from '../voiceprint/decision.js';
import type { VoiceSpan } from '../voiceprint/voice-spans.js';
import type { Check } from './check.js';
import { finding, type ReasonParams } from './finding.js';
import type { Gate } from './gate.js';
import type { ReasonCode } from './reason.js';

const SPEAKER_REASONS: Readonly<
  Record<Exclude<SpeakerDecision, 'ACCEPT' | 'REJECT' | 'NOT_REQUESTED' | 'MULTIPLE_SPEAKERS'>, ReasonCode>
> = {
  UNSURE: 'SPEAKER_UNSURE',
  NOT_ENOUGH_SPEECH: 'SPEAKER_NOT_ENOUGH_SPEECH',
  NOT_ENROLLED: 'SPEAKER_NOT_ENROLLED',
  OPTED_OUT: 'SPEAKER_OPTED_OUT',
  EXPIRED: 'SPEAKER_EXPIRED',
};

/** The check of the recording has said so already. */
const saidByCheck = (checks: readonly Check[]): boolean =>
  checks.some(({ name, outcome }) => name === 'voice_consistency' && outcome !== 'pass');

/** Where the other voice is first heard. */
const placeOf = (parts: readonly VoiceSpan[]): ReasonParams => {
  const other = parts.find(({ voice }) => voice === 'B');
  return other ? { atMs: other.startMs } : {};
};

/** The decision and its score must tell the same story, by this policy's thresholds and by those in effect; otherwise the voice is unsure. */
export const sameSpeaker: Gate = ({ speaker: { decision, score, thresholds, parts = [] }, checks }, limits) => {
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
  if (decision === 'MULTIPLE_SPEAKERS') return [finding('MULTIPLE_SPEAKERS', 'review', [], placeOf(parts))];
  return [finding(SPEAKER_REASONS[decision] ?? 'SPEAKER_UNSURE', 'review')];
};
