import { HeshengError } from '../errors.js';
import type { DeletionReceipt } from './deletion-receipt.js';
import type { Dependencies } from './dependencies.js';
import { eraseVoiceprints } from './erase-voiceprints.js';
import { requireSpeaker } from './find-speaker.js';

/**
 * Destroys the key of every template, then removes templates, enrolments with the fingerprints of their
 * recordings, and the speaker with whether they opted out; verifications of this speaker stay.
 * @throws HeshengError SPEAKER_NOT_FOUND
 */
export const deleteSpeaker =
  (deps: Pick<Dependencies, 'store' | 'vault' | 'clock' | 'newId'>) =>
  async (id: string): Promise<DeletionReceipt> => {
    const receipt = await deps.store.transaction(async (tx) => {
      const { enrolments } = requireSpeaker(await tx.speakers.find(id));
      const erased = await eraseVoiceprints(deps, tx, id, enrolments, 'deletion');
      await tx.speakers.remove(id);
      return erased;
    });
    await deps.store.scrub();
    return receipt;
  };

/** @throws HeshengError NOT_FOUND */
export const findReceipt =
  ({ store }: Pick<Dependencies, 'store'>) =>
  async (id: string): Promise<DeletionReceipt> => {
    const receipt = await store.receipts.find(id);
    if (receipt === null) throw new HeshengError('NOT_FOUND', 'There is no deletion receipt with this id.');
    return receipt;
  };
