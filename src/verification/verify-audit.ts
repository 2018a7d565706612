import { type ChainCheck, GENESIS, verifyChain } from '../audit/hash-chain.js';
import type { AuditStore } from '../store/audit-store.js';
import { sha256 } from './sha256.js';

const PAGE = 1000;

/** Checks the whole stored chain, a page at a time; names the first entry that breaks it by its place from 0. */
export const verifyAudit = async (audit: AuditStore): Promise<ChainCheck> => {
  let after = { hash: GENESIS, sequence: 0 };
  for (;;) {
    const entries = await audit.after(after.sequence, PAGE);
    const check = verifyChain(entries, sha256, { after });
    if (!check.intact) return { ...check, index: after.sequence + check.index };
    after = { hash: check.head, sequence: after.sequence + check.entries };
    if (entries.length < PAGE) return { intact: true, head: after.hash, entries: after.sequence };
  }
};
