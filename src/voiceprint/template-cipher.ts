import { createCipheriv, createDecipheriv, createHash, type KeyObject, randomBytes } from 'node:crypto';
import { canonicalJson } from '../audit/canonical-json.js';
import { HeshengError } from '../errors.js';

/** What a template belongs to. Sealed under one context, it opens under no other. */
export interface TemplateContext {
  readonly speakerId: string;
  readonly templateId: string;
  /** Of the voice model's file, lower-case hex: similarities between models mean nothing. */
  readonly modelSha256: string;
}

//  A sealed template, version 1. Each template has a data key of its own; the master key only wraps data keys, so a new
//  master key needs 32 bytes sealed anew and no voice.
//
//  | magic "HSVT" | version | key id | nonce | wrapped data key | tag | nonce | sealed vector   | tag |
//  | 4            | 1       | 8      | 12    | 32               | 16  | 12    | 4 x dimensions  | 16  |
//  |<---- header: authenticated ---->|<- AES-256-GCM, master key ->|<- AES-256-GCM, data key -------->|
//
//  Authenticated with both parts: header, speaker id, template id, model hash, and which part it is.
const MAGIC = Buffer.from('HSVT');
const VERSION = 1;
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DATA_KEY_BYTES = 32;
const ALGORITHM = 'aes-256-gcm';

const HEADER_BYTES = MAGIC.length + 1 + KEY_ID_BYTES;
const WRAPPED_BYTES = NONCE_BYTES + DATA_KEY_BYTES + TAG_BYTES;
const LEAST_BYTES = HEADER_BYTES + WRAPPED_BYTES + NONCE_BYTES + TAG_BYTES;

/** Tells keys apart without giving them away: a hash of 256 random bits cannot be turned round. */
const keyId = (key: KeyObject): Buffer =>
  createHash('sha256').update('hesheng template key id').update(key.export()).digest().subarray(0, KEY_ID_BYTES);

const header = (key: KeyObject): Buffer => Buffer.concat([MAGIC, Buffer.from([VERSION]), keyId(key)]);

const boundTo = (head: Buffer, part: 'key' | 'vector', { speakerId, templateId, modelSha256 }: TemplateContext) =>
  Buffer.concat([head, Buffer.from(canonicalJson({ part, speakerId, templateId, modelSha256 }))]);

const seal = (key: KeyObject | Buffer, plain: Uint8Array, bound: Buffer): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** Throws when one bit of `sealed` or `bound` is not as it was sealed, or the key is another. */
const open = (key: KeyObject | Buffer, sealed: Buffer, bound: Buffer): Buffer => {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(bound)
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
};

/** Little-endian whatever the machine. */
const toBytes = (vector: Float32Array): Buffer => {
  const bytes = Buffer.alloc(4 * vector.length);
  vector.forEach((value, index) => {
    bytes.writeFloatLE(value, 4 * index);
  });
  return bytes;
};

const toVector = (bytes: Buffer): Float32Array =>
  Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index));

/** Encrypts a template for storage. Sealing the same one twice gives different bytes. */
export const sealTemplate = (template: Float32Array, context: TemplateContext, masterKey: KeyObject): Uint8Array => {
  const dataKey = randomBytes(DATA_KEY_BYTES);
  const plain = toBytes(template);
  const head = header(masterKey);
  try {
    const wrapped = seal(masterKey, dataKey, boundTo(head, 'key', context));
    return new Uint8Array(Buffer.concat([head, wrapped, seal(dataKey, plain, boundTo(head, 'vector', context))]));
  } finally {
    dataKey.fill(0);
    plain.fill(0);
  }
};

const unreadable = (detail: string, cause?: unknown): never => {
  throw new HeshengError('TEMPLATE_UNREADABLE', detail, { cause });
};

const readHeader = (bytes: Buffer, masterKey: KeyObject): Buffer => {
  const head = bytes.subarray(0, HEADER_BYTES);
  if (bytes.length < LEAST_BYTES || !head.subarray(0, MAGIC.length).equals(MAGIC))
    unreadable('these are no sealed template');
  if (head[MAGIC.length] !== VERSION) unreadable(`version ${head[MAGIC.length]} of sealed templates is not known`);
  if (!head.equals(header(masterKey))) unreadable('it was sealed under another master key');
  return head;
};

/**
 * Decrypts a stored template. Throws TEMPLATE_UNREADABLE for another master key, another speaker, template or model, and
 * for any byte that was changed.
 */
export const openTemplate = (sealed: Uint8Array, context: TemplateContext, masterKey: KeyObject): Float32Array => {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const head = readHeader(bytes, masterKey);
  const wrapped = bytes.subarray(HEADER_BYTES, HEADER_BYTES + WRAPPED_BYTES);
  const body = bytes.subarray(HEADER_BYTES + WRAPPED_BYTES);
  try {
    const dataKey = open(masterKey, wrapped, boundTo(head, 'key', context));
    const plain = open(dataKey, body, boundTo(head, 'vector', context));
    dataKey.fill(0);
    const template = toVector(plain);
    plain.fill(0);
    return template;
  } catch (cause) {
    return unreadable('it was changed, or belongs to another speaker, template or model', cause);
  }
};
