import { type KeyObject, randomBytes } from 'node:crypto';
import { canonicalJson } from '../audit/canonical-json.js';
import { asBuffer, OVERHEAD_BYTES, open, seal, unreadable } from './authenticated-cipher.js';
import type { KeyWrapper } from './key-wrapper.js';
import { masterKeyId } from './local-key-wrapper.js';

/** What a template belongs to. Sealed under one context, it opens under no other. */
export interface TemplateContext {
  readonly speakerId: string;
  readonly templateId: string;
  /** Of the voice model's file, lower-case hex: similarities between models mean nothing. */
  readonly modelSha256: string;
}

//  A sealed template, version 2, in two parts that are stored apart. Each template has a data key of its own; a master
//  key only wraps data keys (`KeyWrapper`), so a new master key needs 32 bytes sealed anew and no voice, and a template
//  without its key is noise.
//
//  database  | magic "HSVT" | version | nonce | sealed vector  | tag |                AES-256-GCM, data key
//            | 4            | 1       | 12    | 4 x dimensions | 16  |
//
//  Authenticated with each part: its header, speaker id, template id, model hash, and which part it is.
//  Version 1 had header (with key id), wrapped key and vector in one piece; it is only read, to be sealed anew.
const MAGIC = Buffer.from('HSVT');
const FIRST_VERSION = 1;
const VERSION = 2;
const DATA_KEY_BYTES = 32;

const HEADER = Buffer.concat([MAGIC, Buffer.from([VERSION])]);
const FIRST_HEADER = Buffer.concat([MAGIC, Buffer.from([FIRST_VERSION])]);

/** Both are needed to open it. */
export interface SealedVoice {
  readonly sealed: Uint8Array;
  readonly wrappedKey: Uint8Array;
}

const bound = (part: 'key' | 'vector', { speakerId, templateId, modelSha256 }: TemplateContext): Buffer =>
  Buffer.from(canonicalJson({ part, speakerId, templateId, modelSha256 }));
const boundTo = (head: Buffer, part: 'key' | 'vector', context: TemplateContext): Buffer =>
  Buffer.concat([head, bound(part, context)]);

/** What the wrapping of a template's data key is bound to. */
export const dataKeyContext = (context: TemplateContext): Buffer => bound('key', context);

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

/**
 * Encrypts a template for storage. Sealing the same one twice gives different bytes.
 * @throws HeshengError KEY_SERVICE_UNAVAILABLE
 */
export const sealTemplate = async (
  template: Float32Array,
  context: TemplateContext,
  keys: KeyWrapper,
): Promise<SealedVoice> => {
  const dataKey = randomBytes(DATA_KEY_BYTES);
  const plain = toBytes(template);
  try {
    const sealed = Buffer.concat([HEADER, seal(dataKey, plain, boundTo(HEADER, 'vector', context))]);
    return { sealed: new Uint8Array(sealed), wrappedKey: await keys.wrap(dataKey, dataKeyContext(context)) };
  } finally {
    dataKey.fill(0);
    plain.fill(0);
  }
};

/** The vector under its data key, which is wiped. */
const openVector = (dataKey: Buffer, body: Buffer, context: Buffer): Float32Array => {
  try {
    const plain = open(dataKey, body, context);
    const template = toVector(plain);
    plain.fill(0);
    return template;
  } finally {
    dataKey.fill(0);
  }
};

/**
 * Decrypts a stored template.
 * @throws HeshengError TEMPLATE_UNREADABLE for another master key, another speaker, template or model, and for any byte that
 * was changed; KEY_SERVICE_UNAVAILABLE
 */
export const openTemplate = async (
  { sealed, wrappedKey }: SealedVoice,
  context: TemplateContext,
  keys: KeyWrapper,
): Promise<Float32Array> => {
  const bytes = asBuffer(sealed);
  if (bytes.length < HEADER.length + OVERHEAD_BYTES || !bytes.subarray(0, HEADER.length).equals(HEADER))
    unreadable('these are no sealed template of a known version');
  const dataKey = await keys.unwrap(wrappedKey, dataKeyContext(context));
  return openVector(dataKey, bytes.subarray(HEADER.length), boundTo(HEADER, 'vector', context));
};

/** Whether a template was sealed in one piece with its key. */
export const isFirstVersion = (sealed: Uint8Array): boolean =>
  asBuffer(sealed).subarray(0, FIRST_HEADER.length).equals(FIRST_HEADER);

/** Decrypts a template of version 1 under the one of these keys that sealed it. Throws as `openTemplate` does. */
export const openFirstVersion = (
  sealed: Uint8Array,
  context: TemplateContext,
  masterKeys: readonly KeyObject[],
): Float32Array => {
  const bytes = asBuffer(sealed);
  for (const masterKey of masterKeys) {
    const head = Buffer.concat([FIRST_HEADER, masterKeyId(masterKey)]);
    if (!bytes.subarray(0, head.length).equals(head)) continue;
    const vectorAt = head.length + DATA_KEY_BYTES + OVERHEAD_BYTES;
    const dataKey = open(masterKey, bytes.subarray(head.length, vectorAt), boundTo(head, 'key', context));
    return openVector(dataKey, bytes.subarray(vectorAt), boundTo(head, 'vector', context));
  }
  return unreadable('it was sealed under another master key');
};
