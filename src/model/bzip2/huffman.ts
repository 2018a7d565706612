import type { BitReader } from './bit-reader.js';
import { corrupt } from './corrupt.js';

const MAX_BITS = 20;

/** A canonical Huffman code: for each length, the first 20-bit pattern beyond it and where its symbols lie. */
export interface HuffmanCode {
  readonly shortest: number;
  readonly limits: Int32Array;
  readonly offsets: Int32Array;
  readonly symbols: Uint16Array;
}

/** Code lengths, 1 to 20, as differences to the one before. */
export const readLengths = (bits: BitReader, symbols: number): Uint8Array => {
  const lengths = new Uint8Array(symbols);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbols; symbol++) {
    while (bits.read(1) === 1) length += bits.read(1) === 1 ? -1 : 1;
    if (length < 1 || length > MAX_BITS) throw corrupt('a code length is out of range');
    if (bits.overrun) throw corrupt('it ends within a block');
    lengths[symbol] = length;
  }
  return lengths;
};

export const buildCode = (lengths: Uint8Array): HuffmanCode => {
  const counts = new Int32Array(MAX_BITS + 2);
  for (const length of lengths) counts[length]!++;
  const limits = new Int32Array(MAX_BITS + 2);
  const offsets = new Int32Array(MAX_BITS + 2);
  const symbols = new Uint16Array(lengths.length);
  let code = 0;
  let placed = 0;
  for (let length = 1; length <= MAX_BITS; length++) {
    // Symbols of this length have the codes code .. code + count - 1: offsets maps a code to its place among `symbols`.
    offsets[length] = placed - code;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === length) symbols[placed++] = symbol;
    }
    code += counts[length]!;
    if (code > 1 << length) throw corrupt('a code has more words than fit');
    limits[length] = code << (MAX_BITS - length);
    code <<= 1;
  }
  const shortest = lengths.reduce((least, length) => Math.min(least, length), MAX_BITS);
  return { shortest, limits, offsets, symbols };
};

/** Takes one symbol. */
export const decodeSymbol = (bits: BitReader, { shortest, limits, offsets, symbols }: HuffmanCode): number => {
  const ahead = bits.peek(MAX_BITS);
  let length = shortest;
  while (length <= MAX_BITS && ahead >= limits[length]!) length++;
  if (length > MAX_BITS) throw corrupt('a code word is not in its code');
  bits.skip(length);
  return symbols[offsets[length]! + (ahead >>> (MAX_BITS - length))]!;
};
