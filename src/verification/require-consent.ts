import { HeshengError } from '../errors.js';
import type { SpeakerStore } from '../store/speaker-store.js';

/**
 * Whether a speaker may be enrolled on a consent.
 * @throws HeshengError SPEAKER_OPTED_OUT; CONSENT_WITHDRAWN for one that a voiceprint was made on before the speaker opted out
 */
export const requireConsent = async (
  speakers: Pick<SpeakerStore, 'find' | 'isWithdrawn'>,
  speakerId: string,
  consentId: string,
): Promise<void> => {
  const speaker = await speakers.find(speakerId);
  if (speaker !== null && speaker.optOut !== null) {
    throw new HeshengError('SPEAKER_OPTED_OUT', 'The speaker opted out; enrol again after they opted in.');
  }
  await requireNewConsent(speakers, speakerId, consentId);
};

/** @throws HeshengError CONSENT_WITHDRAWN */
export const requireNewConsent = async (
  speakers: Pick<SpeakerStore, 'isWithdrawn'>,
  speakerId: string,
  consentId: string,
): Promise<void> => {
  if (!(await speakers.isWithdrawn(speakerId, consentId))) return;
  throw new HeshengError('CONSENT_WITHDRAWN', 'The speaker withdrew this consent; record a new one and send its id.');
};
