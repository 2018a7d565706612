import { createHash } from 'node:crypto';
import { type Header, pack } from 'tar-stream';
import { encodeBzip2 } from '../../../src/model/bzip2/bzip2-encode.fixture.js';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes that do not repeat, the same for the same seed. */
export const noise = (length: number, seed = 1): Buffer => {
  const bytes = Buffer.alloc(length);
  let state = seed >>> 0 || 1;
  for (let at = 0; at < length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state & 0xff;
  }
  return bytes;
};

export type Entry = Partial<Header> & { readonly name: string; readonly content?: Buffer };

/** A tar file of entries that may be of any type and name. */
export const tar = async (entries: readonly Entry[]): Promise<Buffer> => {
  const out = pack();
  for (const { content, ...header } of entries) {
    if (content === undefined) out.entry(header);
    else out.entry(header, content);
  }
  out.finalize();
  const parts: Buffer[] = [];
  for await (const part of out) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

export const tarBz2 = async (entries: readonly Entry[]): Promise<Buffer> => encodeBzip2(await tar(entries));
