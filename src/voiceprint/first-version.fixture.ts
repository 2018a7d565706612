import { createCipheriv, createHash, type KeyObject, randomBytes } from 'node:crypto';
import { canonicalJson } from '../audit/canonical-json.js';
import type { TemplateContext } from './template-cipher.js';

/** Seals as installations did before keys were kept apart: header, wrapped key and vector in one piece. */
export const sealFirstVersion = (
  template: Float32Array,
  context: TemplateContext,
  masterKey: KeyObject,
): Uint8Array => {
  const hash = createHash('sha256').update('hesheng template key id').update(masterKey.export());
  const head = Buffer.concat([Buffer.from('HSVT'), Buffer.from([1]), hash.digest().subarray(0, 8)]);
  const seal = (key: KeyObject | Buffer, plain: Uint8Array, part: 'key' | 'vector'): Buffer => {
    const nonce = randomBytes(12);
    const bound = Buffer.concat([head, Buffer.from(canonicalJson({ part, ...context }))]);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(bound);
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  const dataKey = randomBytes(32);
  const plain = new Uint8Array(template.buffer, template.byteOffset, template.byteLength);
  return new Uint8Array(Buffer.concat([head, seal(masterKey, dataKey, 'key'), seal(dataKey, plain, 'vector')]));
};
