import type { ChallengeClaims } from '../challenge/challenge.js';

/** A challenge as it was given. */
export interface StoredChallenge extends ChallengeClaims {
  /** Null once it was used: the verification has it then. */
  readonly phrase: string | null;
  readonly signature: string;
  readonly usedAt: string | null;
  readonly verificationId: string | null;
}

/** Port: one-time phrases. */
export interface ChallengeStore {
  insert(challenge: StoredChallenge): Promise<void>;
  find(id: string): Promise<StoredChallenge | null>;
  /**
   * Spends the challenge on a verification and forgets its phrase, once: false, and nothing changed, when it was used, is
   * unknown, or had expired at `at` (RFC 3339, UTC).
   */
  use(id: string, verificationId: string, at: string): Promise<boolean>;
  /** How many were given for a case since then. */
  countFor(outerBusinessId: string, since: string): Promise<number>;
  /** Forgets those that expired before `at`, used or not. */
  purgeBefore(at: string): Promise<void>;
}
