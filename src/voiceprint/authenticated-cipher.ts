import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { HeshengError } from '../errors.js';

//  nonce | sealed bytes | tag      AES-256-GCM
//  12    | as the plain | 16
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHM = 'aes-256-gcm';

/** By how much the sealed bytes are longer. */
export const OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

export const unreadable = (detail: string, cause?: unknown): never => {
  throw new HeshengError('TEMPLATE_UNREADABLE', detail, { cause });
};

export const CHANGED = 'it was changed, or belongs to another speaker, template or model';

export const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const seal = (key: KeyObject | Buffer, plain: Uint8Array, bound: Uint8Array): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** @throws HeshengError TEMPLATE_UNREADABLE when one bit of `sealed` or `bound` is not as it was, or the key is another. */
export const open = (key: KeyObject | Buffer, sealed: Buffer, bound: Uint8Array): Buffer => {
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(bound)
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    return unreadable(CHANGED, cause);
  }
};
