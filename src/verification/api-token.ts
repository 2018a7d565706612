import { timingSafeEqual } from 'node:crypto';
import { sha256 } from './sha256.js';

const SECRET_BYTES = 32;
const TOKEN = /^hsk_([0-9A-HJKMNP-TV-Z]{26})_[A-Za-z0-9_-]{43}$/;

/**
 * `hsk_` + the digits of the key's id + `_` + 32 random bytes in base64url. The secret has 256 random bits, so a plain hash
 * of the token is as good as a slow one.
 */
export const makeToken = (keyId: string, randomBytes: (size: number) => Buffer): string =>
  `hsk_${keyId.replace(/^key_/, '')}_${randomBytes(SECRET_BYTES).toString('base64url')}`;

/** Id of the key that a token claims to be; null when it is no token. */
export const keyIdOf = (token: string): string | null => {
  const digits = TOKEN.exec(token)?.[1];
  return digits === undefined ? null : `key_${digits}`;
};

export const tokenHash = (token: string): string => sha256(Buffer.from(token, 'latin1'));

/** Compares hashes in constant time. */
export const isToken = (token: string, hash: string): boolean => {
  const [given, kept] = [Buffer.from(tokenHash(token), 'hex'), Buffer.from(hash, 'hex')];
  return given.length === kept.length && timingSafeEqual(given, kept);
};
