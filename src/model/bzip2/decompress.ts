import { BitReader } from './bit-reader.js';
import { expandBlock, readBlock } from './block.js';
import { ByteWindow } from './byte-window.js';
import { corrupt } from './corrupt.js';
import { combineCrc } from './crc.js';

const UNIT = 100_000;
const HEADER_BYTES = 4;
/** Of 10 (magic, checksum), and one for bits that began earlier. */
const TRAILER_BYTES = 11;
/**
 * Most compressed bytes of a block of `size` bytes: at most 20 bits for each byte and the end, 32,768 selectors of at most 6
 * bits, and less than 8 KiB of tables (length steps that go up and down for ever end with the window).
 */
const blockBytes = (size: number): number => Math.ceil((size * 20) / 8) + 32_768 + 64 * 1_024;

/** Block size of a stream, 100,000 to 900,000 bytes. */
const readHeader = (bytes: Uint8Array): number => {
  const level = (bytes[3] ?? 0) - 0x30;
  if (Buffer.from(bytes.subarray(0, 3)).toString('latin1') !== 'BZh' || level < 1 || level > 9) {
    throw corrupt('it does not begin as one');
  }
  return level * UNIT;
};

const BLOCK_MAGIC = [0x314159, 0x265359] as const;
const END_MAGIC = [0x177245, 0x385090] as const;

const nextIsBlock = (bits: BitReader): boolean => {
  const [high, low] = [bits.read(24), bits.read(24)];
  if (high === BLOCK_MAGIC[0] && low === BLOCK_MAGIC[1]) return true;
  if (high === END_MAGIC[0] && low === END_MAGIC[1]) return false;
  throw corrupt(bits.overrun ? 'it ends too soon' : 'a block has no magic number');
};

/** One stream of a file that may have several behind one another. */
async function* decompressStream(window: ByteWindow): AsyncGenerator<Buffer> {
  const size = readHeader(await window.fill(HEADER_BYTES));
  window.drop(HEADER_BYTES);
  const links = new Uint32Array(size);
  let crc = 0;
  // Blocks do not end on byte borders: `taken` bits of the window's first byte belong to the block before.
  let taken = 0;
  for (;;) {
    const bits = new BitReader(await window.fill(blockBytes(size) + TRAILER_BYTES), 0);
    if (taken > 0) bits.read(taken);
    const block = nextIsBlock(bits) ? readBlock(bits, links) : null;
    if (block === null) {
      const expected = bits.readWord();
      if (bits.overrun) throw corrupt('it ends too soon');
      if (expected !== crc) throw corrupt('the checksum of the whole is wrong');
      window.drop(bits.nextByte);
      return;
    }
    crc = combineCrc(crc, block.crc);
    taken = bits.takenOfByte;
    window.drop(bits.nextByte - (taken > 0 ? 1 : 0));
    yield* expandBlock(block);
  }
}

/**
 * Decompresses bzip2, one block at a time and only when the consumer asks: no more than a block, its working space and a
 * mebibyte of output stand in memory, whatever the input. Several streams behind one another are one file.
 * @throws HeshengError ARCHIVE_UNSAFE when anything of it is damaged, checksums too
 */
export async function* decompressBzip2(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const window = new ByteWindow(source);
  do yield* decompressStream(window);
  while ((await window.fill(1)).length > 0);
}
