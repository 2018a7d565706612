import type { StoredAnswer } from '../verification/use-cases.js';

/** Whose repetition it is: the same Idempotency-Key of two API keys is two requests. */
export interface IdempotencyCaller {
  readonly keyId: string;
  readonly idempotencyKey: string;
}

/** What a request with an Idempotency-Key made. `answer` is null until the answer was sent. */
export interface IdempotencyRecord {
  /** Hash of the request: another one under the same key is a fault of the caller. */
  readonly fingerprint: string;
  readonly verificationId: string;
  readonly answer: StoredAnswer | null;
}

/** Port: requests that can be repeated without being done twice. */
export interface IdempotencyStore {
  find(caller: IdempotencyCaller): Promise<IdempotencyRecord | null>;
  /** False, and nothing changed, when the caller's key is taken. */
  insert(caller: IdempotencyCaller, record: IdempotencyRecord, at: string): Promise<boolean>;
  /** Keeps the first answer; false when there is one already or no such record. */
  remember(caller: IdempotencyCaller, answer: StoredAnswer): Promise<boolean>;
  /** Forgets records made before `at` (RFC 3339). */
  purgeBefore(at: string): Promise<void>;
}
