import { open } from 'node:fs/promises';
import { HeshengError } from '../../errors.js';

export const notOnnx = (fault: string): HeshengError =>
  new HeshengError('PACK_INVALID', `the file is no ONNX model: ${fault}`);

const WINDOW = 64 * 1_024;
/** Far more than any network has: a file made of empty fields must not keep us busy. */
const MAX_FIELDS = 5_000_000;
/** Names and metadata are short; the longest known (means and deviations of features) have some kilobytes. */
const MAX_TEXT = 1 << 20;

/** A field of a protobuf message: a number, or a range of the file. Fixed-size numbers are passed over. */
export type WireField =
  | { readonly id: number; readonly value: number }
  | { readonly id: number; readonly start: number; readonly end: number };

/** Bytes that can be read at any place: a file's, or those in memory. */
export interface WireSource {
  readonly bytes: number;
  /** Fills `target` from place `at` on as far as there is something; returns how many bytes that were. */
  read(target: Buffer, at: number): Promise<number>;
  close(): Promise<void>;
}

/** Random access with one window in memory: the size of a file does not matter. */
export interface WireReader {
  readonly bytes: number;
  /** Fields of the message in a range. Rejects with PACK_INVALID when the range is not one. */
  fields(start: number, end: number): AsyncGenerator<WireField>;
  text(start: number, end: number): Promise<string>;
  close(): Promise<void>;
}

type ByteAt = (at: number) => number | Promise<number>;

/** A varint and where it ends. Beyond 2^53 the value is only roughly right, which every use refuses or does not need. */
const readVarint = async (byteAt: ByteAt, start: number, end: number): Promise<readonly [number, number]> => {
  let value = 0;
  for (let at = start, scale = 1; at < end && at < start + 10; at++, scale *= 128) {
    const byte = await byteAt(at);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return [value, at + 1];
  }
  throw notOnnx('a number does not end');
};

/** A file as a source; faults of the file system as they are. */
export const openFileSource = async (path: string): Promise<WireSource> => {
  const handle = await open(path, 'r');
  const { size: bytes } = await handle.stat();
  return {
    bytes,
    read: async (target, at) => (await handle.read(target, 0, target.length, at)).bytesRead,
    close: () => handle.close(),
  };
};

export const memorySource = (content: Uint8Array): WireSource => ({
  bytes: content.length,
  read: async (target, at) => {
    const part = content.subarray(at, at + target.length);
    target.set(part);
    return part.length;
  },
  close: async () => {},
});

/** Reads messages of a source; closing it closes the source. */
export const createWireReader = ({ bytes, read, close }: WireSource): WireReader => {
  const window = Buffer.alloc(WINDOW);
  let windowStart = 0;
  let windowEnd = 0;
  let visited = 0;

  const load = async (at: number): Promise<number> => {
    const bytesRead = await read(window, at);
    windowStart = at;
    windowEnd = at + bytesRead;
    if (bytesRead === 0) throw notOnnx('it ends too soon');
    return window[0]!;
  };
  const byteAt: ByteAt = (at) => (at >= windowStart && at < windowEnd ? window[at - windowStart]! : load(at));

  const fieldAt = async (
    at: number,
    end: number,
  ): Promise<{ readonly field: WireField | null; readonly next: number }> => {
    const [tag, behindTag] = await readVarint(byteAt, at, end);
    const id = Math.floor(tag / 8);
    if (id < 1 || id >= 2 ** 29) throw notOnnx('a field has no number');
    if (tag % 8 === 0) {
      const [value, next] = await readVarint(byteAt, behindTag, end);
      return { field: { id, value }, next };
    }
    if (tag % 8 === 1) return { field: null, next: behindTag + 8 };
    if (tag % 8 === 5) return { field: null, next: behindTag + 4 };
    if (tag % 8 !== 2) throw notOnnx('a field is of no known kind');
    const [length, start] = await readVarint(byteAt, behindTag, end);
    return { field: { id, start, end: start + length }, next: start + length };
  };

  return {
    bytes,
    async *fields(start, end) {
      for (let at = start; at < end; ) {
        if (++visited > MAX_FIELDS) throw notOnnx('it has too many fields');
        const { field, next } = await fieldAt(at, end);
        if (next > end) throw notOnnx('a field is longer than what it is in');
        if (field !== null) yield field;
        at = next;
      }
    },
    text: async (start, end) => {
      if (end - start > MAX_TEXT) throw notOnnx('a text is too long');
      const buffer = Buffer.alloc(end - start);
      if ((await read(buffer, start)) < buffer.length) throw notOnnx('it ends too soon');
      return buffer.toString('utf8');
    },
    close,
  };
};
