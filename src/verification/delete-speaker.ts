import { HeshengError } from '../errors.js';
import type { Stores } from '../store/store.js';
import type { KeyVault } from '../voiceprint/key-vault.js';
import type { DeletionReceipt, DestroyedEnrolment } from './deletion-receipt.js';
import { type Dependencies, now } from './dependencies.js';
import { recordAudit, speakerSubject } from './record-audit.js';
import type { Enrolment, Speaker } from './use-cases.js';

const unknown = (): HeshengError => new HeshengError('SPEAKER_NOT_FOUND', 'No speaker is enrolled under this id.');

/** @throws HeshengError SPEAKER_NOT_FOUND */
export const findSpeaker =
  ({ store }: Pick<Dependencies, 'store'>) =>
  async (id: string): Promise<Speaker> => {
    const speaker = await store.speakers.find(id);
    if (speaker === null) throw unknown();
    return speaker;
  };

/** Within the transaction, whose write lock keeps new enrolments away: what is listed is all there is. */
const destroyKeys = async (
  vault: KeyVault,
  enrolments: readonly Enrolment[],
): Promise<readonly DestroyedEnrolment[]> => {
  const destroyed: DestroyedEnrolment[] = [];
  for (const { id } of enrolments) destroyed.push({ id, keySha256: await vault.destroy(id) });
  return destroyed;
};

/**
 * Destroys the key of every template, then removes templates, enrolments with the fingerprints of their
 * recordings, and the speaker; verifications of this speaker
 * stay. Keys go first: when the rest fails the templates are noise, no receipt says otherwise, and a second call ends it.
 * @throws HeshengError SPEAKER_NOT_FOUND
 */
export const deleteSpeaker =
  (deps: Pick<Dependencies, 'store' | 'vault' | 'clock' | 'newId'>) =>
  async (id: string): Promise<DeletionReceipt> => {
    const receipt = await deps.store.transaction(async (tx) => {
      const speaker = await tx.speakers.find(id);
      if (speaker === null) throw unknown();
      const enrolments = await destroyKeys(deps.vault, speaker.enrolments);
      for (const { id: enrolment } of enrolments) await tx.fingerprints.remove({ kind: 'enrolment', id: enrolment });
      await tx.speakers.remove(id);
      return proveDeletion(deps, tx, id, enrolments);
    });
    await deps.store.scrub();
    return receipt;
  };

const proveDeletion = async (
  deps: Pick<Dependencies, 'clock' | 'newId'>,
  tx: Stores,
  speakerId: string,
  enrolments: readonly DestroyedEnrolment[],
): Promise<DeletionReceipt> => {
  const proof = { id: deps.newId('del'), deletedAt: now(deps), enrolments };
  const subject = speakerSubject(speakerId);
  const entryHash = await recordAudit(tx, {
    recordedAt: proof.deletedAt,
    actor: { kind: 'service' },
    action: 'speaker.deleted',
    subject,
    detail: { receiptId: proof.id, enrolments: enrolments.map(({ id, keySha256 }) => ({ id, keySha256 })) },
  });
  const receipt: DeletionReceipt = { ...proof, speakerSha256: subject.id, entryHash };
  await tx.receipts.insert(receipt);
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
