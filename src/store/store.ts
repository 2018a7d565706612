import type { JobQueue } from '../jobs/job-queue.js';
import type { ActivationStore } from './activation-store.js';
import type { AuditStore } from './audit-store.js';
import type { ChallengeStore } from './challenge-store.js';
import type { ClauseStore } from './clause-store.js';
import type { FingerprintStore } from './fingerprint-store.js';
import type { IdempotencyStore } from './idempotency-store.js';
import type { KeyStore } from './key-store.js';
import type { ReceiptStore } from './receipt-store.js';
import type { ShadowStore } from './shadow-store.js';
import type { SpeakerStore } from './speaker-store.js';
import type { VerificationStore } from './verification-store.js';

/** Everything that one transaction can change together; the queue too, so no reading is without its job. */
export interface Stores {
  readonly verifications: VerificationStore;
  readonly clauses: ClauseStore;
  readonly speakers: SpeakerStore;
  readonly keys: KeyStore;
  readonly idempotency: IdempotencyStore;
  readonly audit: AuditStore;
  readonly jobs: JobQueue;
  readonly activations: ActivationStore;
  readonly shadows: ShadowStore;
  readonly receipts: ReceiptStore;
  readonly fingerprints: FingerprintStore;
  readonly challenges: ChallengeStore;
}

/** Port: durable state. Outside a transaction every call is one of its own. */
export interface Store extends Stores {
  /**
   * All of `work` or, when it rejects, nothing. Once it resolves the changes survive a power cut. Transactions that write
   * run one after another, so `work` awaits nothing but `tx`: a call on the store itself in there would wait for ever.
   */
  transaction<T>(work: (tx: Stores) => Promise<T>): Promise<T>;
  /** Writes deleted bytes over in every file of the store, logs of changes included. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}
