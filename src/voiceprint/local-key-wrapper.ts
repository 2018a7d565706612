import { createHash, type KeyObject } from 'node:crypto';
import { asBuffer, OVERHEAD_BYTES, open, seal, unreadable } from './authenticated-cipher.js';
import type { KeyWrapper } from './key-wrapper.js';

//  magic "HSVK" | version | key id | nonce | wrapped data key | tag      AES-256-GCM, master key
//  4            | 1       | 8      | 12    | 32               | 16
const MAGIC = Buffer.from('HSVK');
const VERSION = 2;
const KEY_ID_BYTES = 8;
const DATA_KEY_BYTES = 32;
const HEADER_BYTES = MAGIC.length + 1 + KEY_ID_BYTES;
const RECORD_BYTES = HEADER_BYTES + DATA_KEY_BYTES + OVERHEAD_BYTES;

/** Tells keys apart without giving them away: a hash of 256 random bits cannot be turned round. */
export const masterKeyId = (key: KeyObject): Buffer =>
  createHash('sha256').update('hesheng template key id').update(key.export()).digest().subarray(0, KEY_ID_BYTES);

/** Wraps under a master key that this process holds. */
export const localKeyWrapper = (key: KeyObject): KeyWrapper => {
  const id = masterKeyId(key);
  const name = `local/${id.toString('hex')}`;
  const header = Buffer.concat([MAGIC, Buffer.from([VERSION]), id]);
  const bound = (context: Uint8Array): Buffer => Buffer.concat([header, context]);
  const isOurs = (wrapped: Uint8Array): boolean =>
    wrapped.length === RECORD_BYTES && asBuffer(wrapped).subarray(0, HEADER_BYTES).equals(header);
  return {
    currentKey: async () => name,
    keyOf: (wrapped) => (isOurs(wrapped) ? name : null),
    wrap: async (dataKey, context) => new Uint8Array(Buffer.concat([header, seal(key, dataKey, bound(context))])),
    unwrap: async (wrapped, context) => {
      if (!isOurs(wrapped)) unreadable('its key was wrapped under another master key, or is no wrapped key');
      return open(key, asBuffer(wrapped).subarray(HEADER_BYTES), bound(context));
    },
  };
};
