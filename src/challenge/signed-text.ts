import { canonicalJson } from '../audit/canonical-json.js';
import type { ChallengeClaims } from './challenge.js';

/** The very text that is signed: a name, so that no other signature passes for one of a challenge, and the claims. */
export const signedText = (claims: ChallengeClaims): string =>
  `hesheng-challenge/1\n${canonicalJson({
    id: claims.id,
    nonce: claims.nonce,
    phrase_sha256: claims.phraseSha256,
    kind: claims.kind,
    position: claims.position,
    outer_business_id: claims.outerBusinessId,
    speaker_id: claims.speakerId,
    issued_at: claims.issuedAt,
    expires_at: claims.expiresAt,
  })}`;

/** What is hashed as the phrase. */
export const hashedText = (nonce: string, phrase: string): string => `${nonce}\n${phrase}`;
