import { HeshengError } from '../errors.js';
import { documentHash } from './sha256.js';
import type { ReceivedAudio, Submission } from './use-cases.js';

/**
 * Hash of all that was asked: two requests are the same when it is the same, whatever the order of their members.
 * @throws HeshengError BAD_REQUEST for text that is not Unicode (a lone surrogate)
 */
export const requestFingerprint = (input: Submission, audio: ReceivedAudio): string => {
  try {
    return documentHash({ input, audioSha256: audio.sha256 });
  } catch (cause) {
    throw new HeshengError('BAD_REQUEST', 'The request holds text that is not valid Unicode.', { cause });
  }
};
