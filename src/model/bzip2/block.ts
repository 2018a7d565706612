import type { BitReader } from './bit-reader.js';
import { corrupt } from './corrupt.js';
import { CRC_START, updateCrc } from './crc.js';
import { buildCode, decodeSymbol, type HuffmanCode, readLengths } from './huffman.js';

const GROUP = 50;
/** Beyond any block, so that a run's weight never grows past what 32 bits hold and wraps to something harmless. */
const MAX_RUN = 1 << 21;
const CHUNK = 1 << 20;

/** A block before the last steps: the transformed bytes, linked in their order. */
export interface Block {
  readonly crc: number;
  readonly start: number;
  readonly count: number;
  /** Low 8 bits: a byte; above: index of the next. */
  readonly links: Uint32Array;
}

const readUsedBytes = (bits: BitReader): Uint8Array => {
  const ranges = bits.read(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range++) {
    if ((ranges & (0x8000 >> range)) === 0) continue;
    const map = bits.read(16);
    for (let at = 0; at < 16; at++) if ((map & (0x8000 >> at)) !== 0) used.push(range * 16 + at);
  }
  if (used.length === 0) throw corrupt('a block uses no bytes');
  return Uint8Array.from(used);
};

/** Moves the entry at `at` to the front and returns it. */
const toFront = (list: Uint8Array, at: number): number => {
  const value = list[at]!;
  list.copyWithin(1, 0, at);
  list[0] = value;
  return value;
};

const readSelectors = (bits: BitReader, codes: number): Uint8Array => {
  const selectors = new Uint8Array(bits.read(15));
  const order = Uint8Array.from({ length: codes }, (_, at) => at);
  for (let group = 0; group < selectors.length; group++) {
    let at = 0;
    while (bits.read(1) === 1) if (++at >= codes) throw corrupt('a selector names no code');
    selectors[group] = toFront(order, at);
  }
  if (selectors.length === 0) throw corrupt('a block has no selectors');
  return selectors;
};

const readCodes = (bits: BitReader, count: number, symbols: number): readonly HuffmanCode[] =>
  Array.from({ length: count }, () => buildCode(readLengths(bits, symbols)));

/** The symbols of a block, run lengths and move-to-front undone. */
const readBytes = (bits: BitReader, links: Uint32Array, counts: Uint32Array): number => {
  const used = readUsedBytes(bits);
  const codeCount = bits.read(3);
  if (codeCount < 2 || codeCount > 6) throw corrupt('a block has an impossible number of codes');
  const selectors = readSelectors(bits, codeCount);
  const codes = readCodes(bits, codeCount, used.length + 2);
  const end = used.length + 1;
  const order = used.slice();
  let count = 0;
  let run = 0;
  let weight = 1;
  for (let symbols = 0; ; symbols++) {
    const group = Math.floor(symbols / GROUP);
    if (group >= selectors.length) throw corrupt('a block has too few selectors');
    const symbol = decodeSymbol(bits, codes[selectors[group]!]!);
    if (symbol <= 1) {
      if (weight > MAX_RUN) throw corrupt('a run is longer than a block');
      run += weight << symbol;
      weight <<= 1;
      continue;
    }
    if (run > 0) {
      const byte = order[0]!;
      if (count + run > links.length) throw corrupt('a block is longer than its size');
      counts[byte]! += run;
      links.fill(byte, count, count + run);
      count += run;
      run = 0;
      weight = 1;
    }
    if (symbol === end) return count;
    if (count >= links.length) throw corrupt('a block is longer than its size');
    const byte = toFront(order, symbol - 1);
    counts[byte]!++;
    links[count++] = byte;
  }
};

/** Links every byte with the next one of the original (inverse Burrows-Wheeler transform). */
const link = (links: Uint32Array, count: number, counts: Uint32Array): void => {
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const here = counts[byte]!;
    counts[byte] = sum;
    sum += here;
  }
  for (let at = 0; at < count; at++) {
    const place = counts[links[at]! & 0xff]!++;
    links[place] = links[place]! | (at << 8);
  }
};

/** Reads a block behind its magic number; `links` is working space of the stream's block size and is overwritten. */
export const readBlock = (bits: BitReader, links: Uint32Array): Block => {
  const crc = bits.readWord();
  if (bits.read(1) === 1) throw corrupt('a block is of the obsolete randomised kind');
  const origin = bits.read(24);
  const counts = new Uint32Array(256);
  const count = readBytes(bits, links, counts);
  if (bits.overrun) throw corrupt('it ends within a block');
  if (origin >= count) throw corrupt('a block starts outside of itself');
  link(links, count, counts);
  return { crc, start: links[origin]! >>> 8, count, links };
};

/** The bytes of a block in pieces of at most a mebibyte, so that a bomb never stands in memory. */
export function* expandBlock({ crc, start, count, links }: Block): Generator<Buffer> {
  let state = CRC_START;
  let chunk = Buffer.allocUnsafe(CHUNK);
  let filled = 0;
  let at = start;
  let before = -1;
  let equal = 0;
  for (let left = count; left > 0; left--) {
    const entry = links[at]!;
    const byte = entry & 0xff;
    at = entry >>> 8;
    // After four equal bytes stands how often more that byte follows.
    let copies = 1;
    let value = byte;
    if (equal === 4) {
      copies = byte;
      value = before;
      equal = 0;
    } else {
      equal = byte === before && equal > 0 ? equal + 1 : 1;
      before = byte;
    }
    if (filled + copies > CHUNK) {
      const full = chunk.subarray(0, filled);
      state = updateCrc(state, full);
      yield full;
      chunk = Buffer.allocUnsafe(CHUNK);
      filled = 0;
    }
    chunk.fill(value, filled, filled + copies);
    filled += copies;
  }
  const rest = chunk.subarray(0, filled);
  state = updateCrc(state, rest);
  if (~state >>> 0 !== crc) throw corrupt('the checksum of a block is wrong');
  if (filled > 0) yield rest;
}
