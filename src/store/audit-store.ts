import type { ChainedEntry } from '../audit/hash-chain.js';

/** Port: the hash chain of everything that must be provable later. */
export interface AuditStore {
  /** The newest entry. Within a transaction nobody else appends until it ends. */
  head(): Promise<ChainedEntry | null>;
  /** Rejects an entry whose sequence number is taken. */
  append(entry: ChainedEntry): Promise<void>;
  /** At most `limit` entries after a sequence number, in order. */
  after(sequence: number, limit: number): Promise<readonly ChainedEntry[]>;
  /** The entries about one resource, in order. */
  about(subjectId: string): Promise<readonly ChainedEntry[]>;
}
