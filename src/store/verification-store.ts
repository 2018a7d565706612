import type { Judgement, Verification } from '../verification/verification.js';

type Queued = Extract<Verification, { status: 'queued' | 'processing' | 'expired' }>;
export type Failure = Extract<Verification, { status: 'failed' }>['failure'];

/** How the evaluation of a reading ended. */
export type Outcome =
  | { readonly status: 'completed'; readonly judgement: Judgement; readonly queueMs: number }
  | { readonly status: 'failed'; readonly failure: Failure };

/** Port: readings and their one verdict each. */
export interface VerificationStore {
  insert(verification: Queued): Promise<void>;
  find(id: string): Promise<Verification | null>;
  /** Between queued and processing, as attempts begin and wait for the next. False when it is settled or unknown. */
  mark(id: string, status: 'queued' | 'processing', at: string): Promise<boolean>;
  /** queued or processing -> completed or failed, once. False, and nothing changed, when it is settled or unknown. */
  settle(id: string, outcome: Outcome, at: string, entryHash: string): Promise<boolean>;
}
