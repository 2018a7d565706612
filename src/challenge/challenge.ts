export const CHALLENGE_KINDS = ['digits', 'words'] as const;
export type ChallengeKind = (typeof CHALLENGE_KINDS)[number];

/** Where the phrase is read: before the clause or after it. */
export const CHALLENGE_POSITIONS = ['before', 'after'] as const;
export type ChallengePosition = (typeof CHALLENGE_POSITIONS)[number];

/** The phrase that a reading had to hold beside its clause, as the request of a verification records it. */
export interface SpokenChallenge {
  readonly id: string;
  readonly kind: ChallengeKind;
  readonly phrase: string;
  readonly position: ChallengePosition;
}

/** All that is signed. Whoever has these and the phrase can check the signature without asking the service. */
export interface ChallengeClaims {
  readonly id: string;
  /** 128 random bits, hex: without them the hash of so short a phrase would tell it. */
  readonly nonce: string;
  /** SHA-256 of nonce, line feed and phrase in UTF-8, lower-case hex. */
  readonly phraseSha256: string;
  readonly kind: ChallengeKind;
  readonly position: ChallengePosition;
  readonly outerBusinessId: string;
  readonly speakerId: string | null;
  /** RFC 3339, UTC. */
  readonly issuedAt: string;
  readonly expiresAt: string;
}
