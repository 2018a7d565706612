import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';
import type { ChallengeClaims } from '../challenge/challenge.js';
import { signedText } from '../challenge/signed-text.js';
import type { MasterKeys } from '../voiceprint/master-key.js';

const SEED_BYTES = 32;
/** PKCS #8 of an Ed25519 private key up to its 32 bytes (RFC 8410, section 7). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PURPOSE = 'hesheng challenge signing key 1';

/** Signs what the service gives out, so that others can prove that it did, and that nobody has changed it since. */
export interface ChallengeSigner {
  /** Ed25519, raw, base64url. */
  readonly publicKey: string;
  /** base64url. */
  sign(claims: ChallengeClaims): string;
  verify(claims: ChallengeClaims, signature: string): boolean;
}

/** The signing key is made of the master key by HKDF-SHA256 and never stored. */
export const createChallengeSigner = (masterKey: KeyObject): ChallengeSigner => {
  const seed = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), PURPOSE, SEED_BYTES));
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
  seed.fill(0);
  const publicKey = createPublicKey(key);
  return {
    publicKey: publicKey.export({ format: 'jwk' }).x!,
    sign: (claims) => sign(null, Buffer.from(signedText(claims)), key).toString('base64url'),
    verify: (claims, signature) =>
      verify(null, Buffer.from(signedText(claims)), publicKey, Buffer.from(signature, 'base64url')),
  };
};

/** Signs with the newest key. */
export const newestSigner = ([newest]: MasterKeys): ChallengeSigner => createChallengeSigner(newest);

/** Who signed it, by one of the keys: an earlier one may, which was exchanged since. Null when nobody did. */
export const signerOf = (
  masterKeys: MasterKeys,
  signed: ChallengeClaims & { readonly signature: string },
): ChallengeSigner | null =>
  masterKeys.map(createChallengeSigner).find((signer) => signer.verify(signed, signed.signature)) ?? null;
