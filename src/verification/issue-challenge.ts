import { CHALLENGE_LENGTHS, drawPhrase, promptOf } from '../challenge/draw-phrase.js';
import { hashedText } from '../challenge/signed-text.js';
import { HeshengError } from '../errors.js';
import type { StoredChallenge } from '../store/challenge-store.js';
import { newestSigner, signerOf } from './challenge-signer.js';
import type { Dependencies } from './dependencies.js';
import { recordAudit } from './record-audit.js';
import { sha256 } from './sha256.js';
import type { Challenge, ChallengeInput } from './use-cases.js';

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;
/** From the giving of a phrase to the arrival of the whole reading. */
const TIME_TO_LIVE = 120 * SECOND;
/** An expired one is known so long, so that it is called expired rather than unknown. */
const KEPT_AFTER = DAY;
/** Whoever could ask again and again would come upon the phrase of an old recording. */
const MOST_PER_CASE_AND_DAY = 30;
const NONCE_BYTES = 16;

type Needs = Pick<Dependencies, 'store' | 'masterKeys' | 'clock' | 'randomBytes' | 'newId'>;

const lengthOf = ({ kind, length }: ChallengeInput): number => {
  const { least, most, usual } = CHALLENGE_LENGTHS[kind];
  if (length !== null && (length < least || length > most)) {
    throw new HeshengError('BAD_REQUEST', `length of ${kind} is ${least} to ${most}.`);
  }
  return length ?? usual;
};

const draw = (needs: Needs, input: ChallengeInput): StoredChallenge & { readonly phrase: string } => {
  const { kind, position, outerBusinessId, speakerId } = input;
  const issued = needs.clock();
  const phrase = drawPhrase(kind, lengthOf(input), needs.randomBytes);
  const nonce = needs.randomBytes(NONCE_BYTES).toString('hex');
  const claims = {
    id: needs.newId('chl'),
    nonce,
    phraseSha256: sha256(Buffer.from(hashedText(nonce, phrase))),
    kind,
    position,
    outerBusinessId,
    speakerId,
    issuedAt: new Date(issued).toISOString(),
    expiresAt: new Date(issued + TIME_TO_LIVE).toISOString(),
  };
  const signature = newestSigner(needs.masterKeys).sign(claims);
  return { ...claims, phrase, signature, usedAt: null, verificationId: null };
};

/**
 * Gives a one-time phrase for a case.
 * @throws HeshengError BAD_REQUEST, CHALLENGE_LIMIT
 */
export const issueChallenge =
  (needs: Needs) =>
  async (input: ChallengeInput, keyId: string): Promise<Challenge> => {
    const drawn = draw(needs, input);
    await needs.store.transaction(async (tx) => {
      await tx.challenges.purgeBefore(new Date(needs.clock() - KEPT_AFTER).toISOString());
      const since = new Date(needs.clock() - DAY).toISOString();
      if ((await tx.challenges.countFor(input.outerBusinessId, since)) >= MOST_PER_CASE_AND_DAY) {
        throw new HeshengError(
          'CHALLENGE_LIMIT',
          `A case gets at most ${MOST_PER_CASE_AND_DAY} challenges in 24 hours.`,
        );
      }
      await tx.challenges.insert(drawn);
      await recordAudit(tx, {
        recordedAt: drawn.issuedAt,
        actor: { kind: 'key', id: keyId },
        action: 'challenge.issued',
        subject: { kind: 'challenge', id: drawn.id },
        detail: {
          kind: drawn.kind,
          position: drawn.position,
          phraseSha256: drawn.phraseSha256,
          expiresAt: drawn.expiresAt,
        },
      });
    });
    const { publicKey } = newestSigner(needs.masterKeys);
    return { ...drawn, prompt: promptOf(drawn.phrase), status: 'open', publicKey };
  };

const statusOf = ({ usedAt, expiresAt }: StoredChallenge, nowMs: number): Challenge['status'] => {
  if (usedAt !== null) return 'used';
  return Date.parse(expiresAt) > nowMs ? 'open' : 'expired';
};

/** What became of a challenge, without its phrase. */
export const findChallenge =
  ({ store, masterKeys, clock }: Pick<Dependencies, 'store' | 'masterKeys' | 'clock'>) =>
  async (id: string): Promise<Challenge> => {
    const found = await store.challenges.find(id);
    if (found === null) throw new HeshengError('CHALLENGE_NOT_FOUND', 'It was never given, or long ago.');
    const { publicKey } = signerOf(masterKeys, found) ?? newestSigner(masterKeys);
    return { ...found, phrase: null, prompt: null, status: statusOf(found, clock()), publicKey };
  };
