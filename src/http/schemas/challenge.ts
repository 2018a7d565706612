import { type Static, Type } from 'typebox';
import { CHALLENGE_KINDS, CHALLENGE_POSITIONS } from '../../challenge/challenge.js';
import type { ChallengeEvidence } from '../../verdict/challenge-evidence.js';
import type { Challenge, ChallengeInput } from '../../verification/use-cases.js';
import { Id, Maybe, roundedOrNull, Sha256, Strict, Text, Time, Word } from './common.js';

export const ChallengeParams = Type.Object({ id: Id('Challenge') }, Strict);

export const ChallengeRequestBody = Type.Object(
  {
    kind: Word(CHALLENGE_KINDS, 'What the phrase is made of'),
    length: Type.Optional(
      Type.Integer({ minimum: 2, maximum: 8, description: '4 to 8 digits, default 6; 2 to 4 words, default 3' }),
    ),
    position: Type.Optional(Word(CHALLENGE_POSITIONS, 'Read before the clause (default) or after it')),
    outer_business_id: Id('The case; a reading must name the same'),
    speaker_id: Type.Optional(Id('The speaker; a reading must name the same, or none if this names none')),
  },
  { ...Strict, $id: 'ChallengeRequest', description: 'For whom a one-time phrase is wanted' },
);

export const ChallengeResource = Type.Object(
  {
    id: Text('chl_...'),
    status: Word(['open', 'used', 'expired'], 'Whether a reading can still be posted with it'),
    kind: Word(CHALLENGE_KINDS, 'What the phrase is made of'),
    position: Word(CHALLENGE_POSITIONS, 'Read before the clause or after it'),
    phrase: Maybe('string', 'In the answer to the request that made it only; null afterwards'),
    prompt: Maybe('string', 'For the customer, Chinese; null afterwards'),
    nonce: Text('Random; goes into phrase_sha256'),
    phrase_sha256: Sha256('Of nonce, line feed and phrase'),
    outer_business_id: Text('The case'),
    speaker_id: Maybe('string', 'The speaker'),
    issued_at: Time('When it was given'),
    expires_at: Time('When a reading must have arrived'),
    verification_id: Maybe('string', 'The reading that it was used for'),
    signature: Text('Ed25519 over the claims, base64url; docs/challenges.md has the text that is signed'),
    public_key: Text('Ed25519, raw, base64url'),
  },
  { ...Strict, $id: 'Challenge', description: 'A one-time phrase that is to be read beside a clause' },
);

export const ChallengeResult = Type.Object(
  {
    id: Text('chl_...'),
    kind: Word(CHALLENGE_KINDS, 'What the phrase is made of'),
    position: Word(CHALLENGE_POSITIONS, 'Read before the clause or after it'),
    phrase: Text('What was to be read'),
    outcome: Word(['read', 'unsure', 'not_read'], 'What both witnesses say of it'),
    heard: Text('Free decode of its part of the recording, toneless pinyin'),
    mean_log_posterior: Maybe('number', 'Of the phrase, per phone, nats'),
    margin: Maybe('number', 'Against the nearest other phrase, nats'),
    start_ms: Maybe('integer', 'Where it was read'),
    end_ms: Maybe('integer', 'Where it ends'),
  },
  { ...Strict, description: 'The one-time phrase, which the content does not hold' },
);

export const challengeResultJson = (evidence: ChallengeEvidence | undefined): Static<typeof ChallengeResult> | null =>
  evidence === undefined
    ? null
    : {
        id: evidence.id,
        kind: evidence.kind,
        position: evidence.position,
        phrase: evidence.phrase,
        outcome: evidence.outcome,
        heard: evidence.heard,
        mean_log_posterior: roundedOrNull(evidence.meanLogPosterior),
        margin: roundedOrNull(evidence.margin),
        start_ms: evidence.startMs === null ? null : Math.round(evidence.startMs),
        end_ms: evidence.endMs === null ? null : Math.round(evidence.endMs),
      };

export const toChallengeInput = (body: Static<typeof ChallengeRequestBody>): ChallengeInput => ({
  kind: body.kind,
  length: body.length ?? null,
  position: body.position ?? 'before',
  outerBusinessId: body.outer_business_id,
  speakerId: body.speaker_id ?? null,
});

export const challengeJson = (challenge: Challenge): Static<typeof ChallengeResource> => ({
  id: challenge.id,
  status: challenge.status,
  kind: challenge.kind,
  position: challenge.position,
  phrase: challenge.phrase,
  prompt: challenge.prompt,
  nonce: challenge.nonce,
  phrase_sha256: challenge.phraseSha256,
  outer_business_id: challenge.outerBusinessId,
  speaker_id: challenge.speakerId,
  issued_at: challenge.issuedAt,
  expires_at: challenge.expiresAt,
  verification_id: challenge.verificationId,
  signature: challenge.signature,
  public_key: challenge.publicKey,
});
