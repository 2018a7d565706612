import type { AuditEntry } from '../audit/entry.js';
import { appendEntry, GENESIS } from '../audit/hash-chain.js';
import type { Stores } from '../store/store.js';
import { sha256 } from './sha256.js';

export type AuditFact = Omit<AuditEntry, 'sequence' | 'outcome'> & Partial<Pick<AuditEntry, 'outcome'>>;

/** Appends to the chain, in the transaction of what is recorded. Returns the entry's hash. */
export const recordAudit = async (tx: Pick<Stores, 'audit'>, fact: AuditFact): Promise<string> => {
  const head = await tx.audit.head();
  const entry: AuditEntry = { outcome: 'success', ...fact, sequence: (head?.entry.sequence ?? 0) + 1 };
  const chained = appendEntry(head?.hash ?? GENESIS, entry, sha256);
  await tx.audit.append(chained);
  return chained.hash;
};

/** The log outlives the speaker's deletion, so it names a speaker by a hash of the caller's id. */
export const speakerSubject = (speakerId: string): AuditEntry['subject'] => ({
  kind: 'speaker',
  id: sha256(Buffer.from(speakerId, 'utf16le')),
});
