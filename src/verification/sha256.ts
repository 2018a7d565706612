import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../audit/canonical-json.js';
import type { Hash } from '../audit/hash-chain.js';

/** SHA-256, lower-case hex. */
export const sha256: Hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** SHA-256 of all that a stream gives. */
export const streamHash = async (stream: AsyncIterable<Uint8Array>): Promise<string> => {
  const hash = createHash('sha256');
  for await (const piece of stream) hash.update(piece);
  return hash.digest('hex');
};

/** Hash of a JSON document, whatever the order of its members. Throws TypeError for what JSON cannot hold. */
export const documentHash = (document: object): string =>
  sha256(Buffer.from(canonicalJson(document as unknown as JsonValue)));
