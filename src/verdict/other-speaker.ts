import { mayBeReader, type OtherSpeakerEvidence } from '../voiceprint/other-speaker.js';
import { type Conclusion, withDoubt } from './with-doubt.js';

/**
 * The judgement of a reading that one enrolled speaker, the salesperson, must not have read. One whose voice may be theirs is
 * for a person: a pass becomes a review, and whatever else there is stays. Somebody who cannot be compared is no doubt.
 */
export const withOtherSpeaker = <T extends Conclusion>(
  judged: T,
  otherSpeaker: OtherSpeakerEvidence,
): T & { readonly otherSpeaker: OtherSpeakerEvidence } => ({
  ...(mayBeReader(otherSpeaker) ? withDoubt(judged, 'OTHER_SPEAKER_READS') : judged),
  otherSpeaker,
});
