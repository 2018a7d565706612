import type { ChallengeKind, ChallengePosition } from '../challenge/challenge.js';

/** `not_read`: nothing, or clearly other words, in the place of the phrase. */
export type ChallengeOutcome = 'read' | 'unsure' | 'not_read';

/** What was heard of the phrase that had to be read beside the clause; the clause's own evidence does not hold it. */
export interface ChallengeEvidence {
  readonly id: string;
  readonly kind: ChallengeKind;
  readonly position: ChallengePosition;
  readonly phrase: string;
  readonly outcome: ChallengeOutcome;
  /** Characters of the phrase. */
  readonly tokens: number;
  /** Free decode of its part of the recording, toneless pinyin. */
  readonly heard: string;
  /** Mean per-phone log posterior of the phrase, nats, at most 0. */
  readonly meanLogPosterior: number;
  /** Log-likelihood of the phrase minus that of the nearest other phrase, nats; null when there is none. */
  readonly margin: number | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
}
