import { CRC_START, combineCrc, updateCrc } from './crc.js';

/** A block as it is written: what is in it need not be possible. */
export interface RawBlock {
  readonly crc: number;
  readonly origin: number;
  /** Bytes that occur, ascending. */
  readonly used: readonly number[];
  /** 0 and 1 are run digits, then move-to-front places from 1, then the end. */
  readonly symbols: readonly number[];
}

export const crcOf = (bytes: Uint8Array): number => ~updateCrc(CRC_START, bytes) >>> 0;

/** Run digits of a length: bijective base two, lowest first. */
export const runDigits = (length: number): number[] => {
  const digits: number[] = [];
  for (let left = length; left > 0; left = (left - 1) >> 1) digits.push((left - 1) & 1);
  return digits;
};

const WORD = 9;

class BitWriter {
  readonly #bits: number[] = [];

  put(value: number, count: number): void {
    for (let at = count - 1; at >= 0; at--) this.#bits.push(Math.floor(value / 2 ** at) % 2);
  }

  bytes(): Buffer {
    const out = Buffer.alloc(Math.ceil(this.#bits.length / 8));
    for (const [at, bit] of this.#bits.entries()) out[at >> 3]! |= bit << (7 - (at & 7));
    return out;
  }
}

const putBlock = (out: BitWriter, { crc, origin, used, symbols }: RawBlock): void => {
  out.put(0x3141_5926_5359, 48);
  out.put(crc, 32);
  out.put(0, 1);
  out.put(origin, 24);
  const ranges = Array.from({ length: 16 }, (_, range) => used.filter((byte) => byte >> 4 === range));
  for (const range of ranges) out.put(range.length > 0 ? 1 : 0, 1);
  for (const range of ranges.filter(({ length }) => length > 0)) {
    for (let low = 0; low < 16; low++) out.put(range.some((byte) => (byte & 15) === low) ? 1 : 0, 1);
  }
  const groups = Math.ceil(symbols.length / 50);
  out.put(2, 3);
  out.put(groups, 15);
  out.put(0, groups);
  // Two equal codes in which every symbol has nine bits.
  for (let code = 0; code < 2; code++) {
    out.put(WORD, 5);
    out.put(0, used.length + 2);
  }
  for (const symbol of symbols) out.put(symbol, WORD);
};

/** A bzip2 file of these blocks, and the checksum of the whole that goes with theirs. */
export const writeBzip2 = (level: number, blocks: readonly RawBlock[]): Buffer => {
  const out = new BitWriter();
  for (const block of blocks) putBlock(out, block);
  out.put(0x1772_4538_5090, 48);
  out.put(
    blocks.reduce((crc, block) => combineCrc(crc, block.crc), 0),
    32,
  );
  return Buffer.concat([Buffer.from(`BZh${level}`), out.bytes()]);
};

const runLengths = (data: Uint8Array): number[] => {
  const out: number[] = [];
  for (let at = 0; at < data.length; ) {
    let length = 1;
    while (length < 255 && data[at + length] === data[at]) length++;
    for (let copy = 0; copy < Math.min(length, 4); copy++) out.push(data[at]!);
    if (length >= 4) out.push(length - 4);
    at += length;
  }
  return out;
};

const transform = (bytes: readonly number[]): { readonly last: readonly number[]; readonly origin: number } => {
  const size = bytes.length;
  const twice = Uint8Array.from([...bytes, ...bytes]);
  const order = Uint32Array.from({ length: size }, (_, at) => at).sort((a, b) => {
    for (let at = 0; at < size; at++) {
      const difference = twice[a + at]! - twice[b + at]!;
      if (difference !== 0) return difference;
    }
    return a - b;
  });
  return { last: Array.from(order, (at) => twice[at + size - 1]!), origin: order.indexOf(0) };
};

const toSymbols = (last: readonly number[], used: readonly number[]): number[] => {
  const list = [...used];
  const symbols: number[] = [];
  let run = 0;
  for (const byte of last) {
    const place = list.indexOf(byte);
    if (place === 0) {
      run++;
      continue;
    }
    symbols.push(...runDigits(run), place + 1);
    run = 0;
    list.unshift(...list.splice(place, 1));
  }
  return [...symbols, ...runDigits(run), used.length + 1];
};

const encodeBlock = (data: Uint8Array): RawBlock => {
  const bytes = runLengths(data);
  const { last, origin } = transform(bytes);
  const used = [...new Set(bytes)].sort((a, b) => a - b);
  return { crc: crcOf(data), origin, used, symbols: toSymbols(last, used) };
};

/** Compresses what a test needs: simple and slow. A block of 64,000 bytes is at most 80,000 after its run lengths. */
export const encodeBzip2 = (data: Uint8Array): Buffer => {
  const blocks: RawBlock[] = [];
  for (let at = 0; at < data.length; at += 64_000) blocks.push(encodeBlock(data.subarray(at, at + 64_000)));
  return writeBzip2(1, blocks);
};

/** A block that is a hundred bytes and expands to 250 zeros for each of `groups` five bytes. */
export const zeroBomb = (groups: number): RawBlock => {
  const zeros = Buffer.alloc(1 << 20);
  let crc = CRC_START;
  for (let left = groups * 250; left > 0; left -= zeros.length) crc = updateCrc(crc, zeros.subarray(0, left));
  // 0 0 0 0 246 over and over: sorted, its rotations end in `groups` times 246 and then in zeros.
  const symbols = [2, ...runDigits(groups - 1), 2, ...runDigits(4 * groups - 1), 3];
  return { crc: ~crc >>> 0, origin: 0, used: [0, 246], symbols };
};
