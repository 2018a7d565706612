import { HeshengError } from '../errors.js';
import type { Dependencies } from './dependencies.js';
import type { AudioDownload } from './use-cases.js';
import type { Verification } from './verification.js';

/** @throws HeshengError NOT_FOUND */
export const findVerification =
  ({ store }: Pick<Dependencies, 'store'>) =>
  async (id: string): Promise<Verification> => {
    const verification = await store.verifications.find(id);
    if (verification === null) throw new HeshengError('NOT_FOUND', 'There is no verification with this id.');
    return verification;
  };

/**
 * The original recording of a verification.
 * @throws HeshengError NOT_FOUND or AUDIO_GONE
 */
export const openAudio =
  ({ store, blobs }: Pick<Dependencies, 'store' | 'blobs'>) =>
  async (id: string): Promise<AudioDownload> => {
    const { audio } = await findVerification({ store })(id);
    const blob = await blobs.open(audio.sha256);
    if (blob === null) throw new HeshengError('AUDIO_GONE', 'The recording is no longer stored.');
    return { ...blob, contentType: audio.contentType, sha256: audio.sha256 };
  };
