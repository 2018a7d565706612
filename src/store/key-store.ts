import type { ApiKey } from '../verification/use-cases.js';

/** Port: API keys, of whose tokens only the hash is kept. */
export interface KeyStore {
  insert(key: ApiKey, tokenHash: string): Promise<void>;
  find(id: string): Promise<{ readonly key: ApiKey; readonly tokenHash: string } | null>;
  /** False when there is no such key; the time of a first revocation stays. */
  revoke(id: string, at: string): Promise<boolean>;
  /** Oldest first, revoked ones too. */
  list(): Promise<readonly ApiKey[]>;
}
