import type { SpokenChallenge } from '../challenge/challenge.js';
import { hashedText } from '../challenge/signed-text.js';
import { HeshengError } from '../errors.js';
import type { StoredChallenge } from '../store/challenge-store.js';
import type { Stores } from '../store/store.js';
import { signerOf } from './challenge-signer.js';
import type { Dependencies } from './dependencies.js';
import { recordAudit } from './record-audit.js';
import { sha256 } from './sha256.js';
import type { Submission } from './use-cases.js';
import type { VerificationRequest } from './verification.js';

const requireMatch = (
  found: StoredChallenge,
  { outerBusinessId, speakerId }: Pick<Submission, 'outerBusinessId' | 'speakerId'>,
  isAnswer: boolean,
): void => {
  const fault = (detail: string): never => {
    throw new HeshengError('CHALLENGE_MISMATCH', detail);
  };
  if (isAnswer) fault('Only a clause that is read takes a challenge, not an answer.');
  if (found.outerBusinessId !== outerBusinessId) fault('It was given for another outer_business_id.');
  if (found.speakerId !== speakerId) fault('It was given for another speaker_id, or for none.');
};

/** Nobody has touched the row: claims and phrase are those that were signed. */
const requireGenuine = (found: StoredChallenge, masterKeys: Dependencies['masterKeys']): void => {
  const { phrase, nonce, phraseSha256 } = found;
  const isOwn = signerOf(masterKeys, found) !== null;
  const isPhrase = phrase === null || sha256(Buffer.from(hashedText(nonce, phrase))) === phraseSha256;
  if (isOwn && isPhrase) return;
  throw new HeshengError('CHALLENGE_INVALID', 'Its signature does not hold; ask for another one.');
};

const refuse = ({ usedAt }: StoredChallenge): never => {
  throw usedAt === null
    ? new HeshengError('CHALLENGE_EXPIRED', 'The reading arrived too late; ask for another one.')
    : new HeshengError('CHALLENGE_USED', 'Another reading was accepted with it; ask for another one.');
};

/**
 * The challenge of a submission, to be spent in the transaction that accepts the reading.
 * @throws HeshengError CHALLENGE_NOT_FOUND, CHALLENGE_INVALID, CHALLENGE_MISMATCH
 */
export const findGiven = async (
  { store, masterKeys }: Pick<Dependencies, 'store' | 'masterKeys'>,
  id: string,
  input: Pick<Submission, 'outerBusinessId' | 'speakerId'>,
  { answer }: Pick<VerificationRequest, 'answer'>,
): Promise<StoredChallenge> => {
  const found = await store.challenges.find(id);
  if (found === null) throw new HeshengError('CHALLENGE_NOT_FOUND', 'It was never given, or long ago.');
  requireGenuine(found, masterKeys);
  requireMatch(found, input, answer !== undefined);
  return found;
};

/**
 * Spends the challenge on a verification. Expiry is measured here, by the service's own clock, when the whole reading has
 * arrived.
 * @throws HeshengError CHALLENGE_USED, CHALLENGE_EXPIRED
 */
export const spendChallenge = async (
  tx: Stores,
  given: StoredChallenge,
  spent: { readonly verificationId: string; readonly at: string; readonly keyId: string },
): Promise<SpokenChallenge> => {
  const { id, kind, position, phrase, phraseSha256 } = given;
  const { verificationId, at, keyId } = spent;
  if (phrase === null || !(await tx.challenges.use(id, verificationId, at))) {
    return refuse((await tx.challenges.find(id)) ?? given);
  }
  await recordAudit(tx, {
    recordedAt: at,
    actor: { kind: 'key', id: keyId },
    action: 'challenge.used',
    subject: { kind: 'challenge', id },
    detail: { verificationId, phraseSha256 },
  });
  return { id, kind, phrase, position };
};
