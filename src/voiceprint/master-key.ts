import { createSecretKey, type KeyObject } from 'node:crypto';
import { HeshengError } from '../errors.js';

const KEY_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const ADVICE = 'make one with: openssl rand -base64 32';

const refuse = (fault: string): never => {
  throw new HeshengError('CONFIG_INVALID', `the master key ${fault}; ${ADVICE}`);
};

/** The first one wraps, the others only unwrap what they wrapped. */
export type MasterKeys = readonly [KeyObject, ...KeyObject[]];

/** One key, or several with white space between, the newest first. Throws as `parseMasterKey` does. */
export const parseMasterKeys = (text: string): MasterKeys => {
  const [newest = '', ...older] = text.trim().split(/\s+/);
  return [parseMasterKey(newest), ...older.map(parseMasterKey)];
};

/**
 * Reads a key that wraps template keys: base64 of 32 random bytes, white space around it ignored. Throws
 * CONFIG_INVALID; no message holds any part of the key.
 */
export const parseMasterKey = (base64: string): KeyObject => {
  const text = base64.trim();
  if (text === '') refuse('is empty');
  if (!BASE64.test(text)) refuse('is not base64');
  const bytes = Buffer.from(text, 'base64');
  // Rejects what the lenient decoder drops: a wrong length, stray padding, bits beyond the last byte.
  if (bytes.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, '')) refuse('is not base64');
  if (bytes.length !== KEY_BYTES) refuse(`has ${bytes.length} bytes instead of ${KEY_BYTES}`);
  if (bytes.every((byte) => byte === bytes[0])) refuse('is one byte repeated');
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
};
