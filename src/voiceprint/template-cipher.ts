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

//  A sealed template, version 2, in two parts that are stored apart. Each template has a data key of its own; the master
//  key only wraps data keys, so a new master key needs 32 bytes sealed anew and no voice, and a template without its key
//  is noise.
//
//  key vault | magic "HSVK" | version | key id | nonce | wrapped data key | tag |     AES-256-GCM, master key
//            | 4            | 1       | 8      | 12    | 32               | 16  |
//  database  | magic "HSVT" | version | nonce | sealed vector  | tag |                AES-256-GCM, data key
//            | 4            | 1       | 12    | 4 x dimensions | 16  |
//
//  Authenticated with each part: its header, speaker id, template id, model hash, and which part it is.
//  Version 1 had header (with key id), wrapped key and vector in one piece; it is only read, to be sealed anew.
const MAGIC = Buffer.from('HSVT');
const KEY_MAGIC = Buffer.from('HSVK');
const FIRST_VERSION = 1;
const VERSION = 2;
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DATA_KEY_BYTES = 32;
const ALGORITHM = 'aes-256-gcm';

const KEY_HEADER_BYTES = MAGIC.length + 1 + KEY_ID_BYTES;
const HEADER_BYTES = MAGIC.length + 1;
const WRAPPED_BYTES = NONCE_BYTES + DATA_KEY_BYTES + TAG_BYTES;
const KEY_RECORD_BYTES = KEY_HEADER_BYTES + WRAPPED_BYTES;
const LEAST_BYTES = HEADER_BYTES + NONCE_BYTES + TAG_BYTES;

/** Both are needed to open it. */
export interface SealedVoice {
  readonly sealed: Uint8Array;
  readonly wrappedKey: Uint8Array;
}

/** Tells keys apart without giving them away: a hash of 256 random bits cannot be turned round. */
const keyId = (key: KeyObject): Buffer =>
  createHash('sha256').update('hesheng template key id').update(key.export()).digest().subarray(0, KEY_ID_BYTES);

const HEADER = Buffer.concat([MAGIC, Buffer.from([VERSION])]);
const keyHeader = (key: KeyObject): Buffer => Buffer.concat([KEY_MAGIC, Buffer.from([VERSION]), keyId(key)]);
const firstHeader = (key: KeyObject): Buffer => Buffer.concat([MAGIC, Buffer.from([FIRST_VERSION]), keyId(key)]);

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
export const sealTemplate = (template: Float32Array, context: TemplateContext, masterKey: KeyObject): SealedVoice => {
  const dataKey = randomBytes(DATA_KEY_BYTES);
  const plain = toBytes(template);
  try {
    const sealed = Buffer.concat([HEADER, seal(dataKey, plain, boundTo(HEADER, 'vector', context))]);
    return { sealed: new Uint8Array(sealed), wrappedKey: wrap(dataKey, context, masterKey) };
  } finally {
    dataKey.fill(0);
    plain.fill(0);
  }
};

const wrap = (dataKey: Buffer, context: TemplateContext, masterKey: KeyObject): Uint8Array => {
  const head = keyHeader(masterKey);
  return new Uint8Array(Buffer.concat([head, seal(masterKey, dataKey, boundTo(head, 'key', context))]));
};

const unreadable = (detail: string, cause?: unknown): never => {
  throw new HeshengError('TEMPLATE_UNREADABLE', detail, { cause });
};

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const CHANGED = 'it was changed, or belongs to another speaker, template or model';

const orUnreadable = <T>(work: () => T): T => {
  try {
    return work();
  } catch (cause) {
    return unreadable(CHANGED, cause);
  }
};

const unwrap = (wrappedKey: Uint8Array, context: TemplateContext, masterKey: KeyObject): Buffer => {
  const bytes = asBuffer(wrappedKey);
  const head = keyHeader(masterKey);
  if (bytes.length !== KEY_RECORD_BYTES || !bytes.subarray(0, HEADER_BYTES).equals(head.subarray(0, HEADER_BYTES)))
    unreadable('its key is no wrapped key');
  if (!bytes.subarray(0, KEY_HEADER_BYTES).equals(head)) unreadable('its key was wrapped under another master key');
  return orUnreadable(() => open(masterKey, bytes.subarray(KEY_HEADER_BYTES), boundTo(head, 'key', context)));
};

/** The vector under its data key, which is wiped. */
const openVector = (dataKey: Buffer, body: Buffer, bound: Buffer): Float32Array => {
  try {
    const plain = open(dataKey, body, bound);
    const template = toVector(plain);
    plain.fill(0);
    return template;
  } finally {
    dataKey.fill(0);
  }
};

/**
 * Decrypts a stored template. Throws TEMPLATE_UNREADABLE for another master key, another speaker, template or model, and
 * for any byte that was changed.
 */
export const openTemplate = (
  { sealed, wrappedKey }: SealedVoice,
  context: TemplateContext,
  masterKey: KeyObject,
): Float32Array => {
  const bytes = asBuffer(sealed);
  if (bytes.length < LEAST_BYTES || !bytes.subarray(0, HEADER_BYTES).equals(HEADER))
    unreadable('these are no sealed template of a known version');
  const dataKey = unwrap(wrappedKey, context, masterKey);
  return orUnreadable(() => openVector(dataKey, bytes.subarray(HEADER_BYTES), boundTo(HEADER, 'vector', context)));
};

/** Whether a template was sealed in one piece with its key. */
export const isFirstVersion = (sealed: Uint8Array): boolean =>
  asBuffer(sealed).subarray(0, MAGIC.length).equals(MAGIC) && sealed[MAGIC.length] === FIRST_VERSION;

/** Decrypts a template of version 1. Throws as `openTemplate` does. */
export const openFirstVersion = (sealed: Uint8Array, context: TemplateContext, masterKey: KeyObject): Float32Array => {
  const bytes = asBuffer(sealed);
  const head = firstHeader(masterKey);
  if (!bytes.subarray(0, KEY_HEADER_BYTES).equals(head)) unreadable('it was sealed under another master key');
  return orUnreadable(() => {
    const wrapped = bytes.subarray(KEY_HEADER_BYTES, KEY_RECORD_BYTES);
    const dataKey = open(masterKey, wrapped, boundTo(head, 'key', context));
    return openVector(dataKey, bytes.subarray(KEY_RECORD_BYTES), boundTo(head, 'vector', context));
  });
};
