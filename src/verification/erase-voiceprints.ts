import type { StoredEnrolment } from '../store/speaker-store.js';
import type { Stores } from '../store/store.js';
import type { KeyVault } from '../voiceprint/key-vault.js';
import type { DeletionReceipt, DestroyedEnrolment } from './deletion-receipt.js';
import { type Dependencies, now } from './dependencies.js';
import { recordAudit, speakerSubject } from './record-audit.js';

const OCCASIONS = { deletion: 'speaker.deleted', opt_out: 'speaker.opted_out' } as const;

/** Within the transaction, whose write lock keeps new enrolments away: what is listed is all there is. */
const destroyKeys = async (
  vault: KeyVault,
  enrolments: readonly StoredEnrolment[],
): Promise<readonly DestroyedEnrolment[]> => {
  const destroyed: DestroyedEnrolment[] = [];
  for (const { id } of enrolments) destroyed.push({ id, keySha256: await vault.destroy(id) });
  return destroyed;
};

/**
 * Destroys the keys of these enrolments' templates and removes the fingerprints of their recordings; records a receipt and
 * an audit entry. Keys go first: when the rest fails the templates are noise, no receipt says otherwise, and a second call
 * ends it.
 */
export const eraseVoiceprints = async (
  deps: Pick<Dependencies, 'vault' | 'clock' | 'newId'>,
  tx: Stores,
  speakerId: string,
  enrolments: readonly StoredEnrolment[],
  occasion: keyof typeof OCCASIONS,
): Promise<DeletionReceipt> => {
  const destroyed = await destroyKeys(deps.vault, enrolments);
  for (const { id } of destroyed) await tx.fingerprints.remove({ kind: 'enrolment', id });
  const proof = { id: deps.newId('del'), deletedAt: now(deps), occasion, enrolments: destroyed };
  const subject = speakerSubject(speakerId);
  const entryHash = await recordAudit(tx, {
    recordedAt: proof.deletedAt,
    actor: { kind: 'service' },
    action: OCCASIONS[occasion],
    subject,
    detail: { receiptId: proof.id, enrolments: destroyed.map(({ id, keySha256 }) => ({ id, keySha256 })) },
  });
  const receipt: DeletionReceipt = { ...proof, speakerSha256: subject.id, entryHash };
  await tx.receipts.insert(receipt);
  return receipt;
};
