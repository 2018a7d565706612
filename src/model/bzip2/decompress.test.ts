import fc from 'fast-check';
import t from 'tap';
import { crcOf, encodeBzip2, type RawBlock, runDigits, writeBzip2, zeroBomb } from './bzip2-encode.fixture.js';
import { decompressBzip2 } from './decompress.js';

const inPieces = async function* (bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
};

const decompress = async (bytes: Uint8Array, size = bytes.length || 1): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of decompressBzip2(inPieces(bytes, size))) parts.push(part);
  return Buffer.concat(parts);
};

const refused = { code: 'ARCHIVE_UNSAFE' };

/** Made by bzip2 1.0.8 with -1: four blocks. */
const REAL = Buffer.from(
  'QlpoMTFBWSZTWX7TwVIAJw3VmQAQQAAAQALBCABIAEBAAwAgAJAgAABSqaADTyIEt4gSxECXPKQJcJAliIEukgS6JAlmIEsxAl9ECX0QJZiBLMQJfmKCskyms1Nb6boAnDer' +
    'MgAggAAAgAWCEACQAICABgBAASBAAAClUADJ7ECXCQJaxAlzECXEQJdRAljyIEvEQJZSBLaIEsRAlhIEspAllIEvzFBWSZTWTYHtGkAgi9VmQAQQAAAQALBCABIAEBAAwAgA' +
    'JAgAABSqDQDTxIEsRAlqkCXEQJYSBLmIEuogS6ogSzECWuYgS+SBL6IEsxAlmIEvzFBWSZTWbyqjZwAABTVmcAQQAAAQALBCABIAEBAA4AACCAAVFDTTAAFSpoNBo2pUtYmC' +
    '5rOS86O5XklFGTJRRkwXckU4UJCAjDyr',
  'base64',
);
const REAL_CONTENT = Buffer.concat([Buffer.from('Hesheng 核声\n'.repeat(20_000)), Buffer.alloc(1_000)]);

t.test('a file of bzip2 itself is read, in pieces of any size', async (t) => {
  for (const size of [1, 7, REAL.length]) t.ok((await decompress(REAL, size)).equals(REAL_CONTENT), `${size} bytes`);
});

t.test('several files behind one another are one', async (t) => {
  const twice = Buffer.concat([REAL, REAL]);
  t.ok((await decompress(twice)).equals(Buffer.concat([REAL_CONTENT, REAL_CONTENT])));
});

t.test('a file of nothing is empty', async (t) => {
  t.equal((await decompress(writeBzip2(9, []))).length, 0);
});

t.test('what was compressed comes back', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 2_000 }),
    fc
      .array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 600 })), { minLength: 1, maxLength: 20 })
      .map((runs) => Uint8Array.from(runs.flatMap(([byte, length]) => Array<number>(length).fill(byte)))),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (data) => (await decompress(encodeBzip2(data))).equals(data)),
    { numRuns: 60 },
  );
});

t.test('a file cut anywhere is refused', async (t) => {
  for (let end = 0; end < REAL.length; end++) await t.rejects(decompress(REAL.subarray(0, end)), refused, `${end}`);
});

t.test('a changed bit is refused wherever it is, or changes nothing', async (t) => {
  let read = 0;
  for (let at = 0; at < REAL.length; at++) {
    const changed = Buffer.from(REAL);
    changed[at]! ^= 1 << (at & 7);
    const result = await decompress(changed).catch((error: unknown) => error);
    if (Buffer.isBuffer(result)) t.ok(result.equals(REAL_CONTENT), `byte ${at}`);
    else t.match(result, refused, `byte ${at}`);
    if (Buffer.isBuffer(result)) read++;
  }
  // Bits that say nothing: padding at the end, the block size as long as it is enough.
  t.ok(read < 10, `${read} changes without effect`);
});

t.test('any bytes at all end in an answer or a refusal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (tail) => {
      const start = REAL.subarray(0, 40);
      const result = await decompress(Buffer.concat([start, tail])).catch((error: unknown) => error);
      return (
        Buffer.isBuffer(result) || (result instanceof Error && 'code' in result && result.code === 'ARCHIVE_UNSAFE')
      );
    }),
    { numRuns: 300 },
  );
});

const block = (changes: Partial<RawBlock>): RawBlock => ({
  crc: crcOf(Buffer.from('a')),
  origin: 0,
  used: [97],
  symbols: [0, 2],
  ...changes,
});

t.test('a run that outgrows 32 bits is refused and does not wrap to a short one', async (t) => {
  t.ok((await decompress(writeBzip2(9, [block({})]))).equals(Buffer.from('a')), 'the plain block is one');
  for (const digits of [20, 22, 31, 32, 33, 64]) {
    await t.rejects(
      decompress(writeBzip2(9, [block({ symbols: [...Array(digits).fill(0), 2] })])),
      refused,
      `${digits}`,
    );
  }
});

t.test('impossible blocks are refused', async (t) => {
  const impossible: Record<string, RawBlock> = {
    'more bytes than the block size': block({ symbols: [...runDigits(100_001), 2] }),
    'a literal beyond the block size': block({ used: [97, 98], symbols: [...runDigits(100_000), 2, 3] }),
    'a start behind the end': block({ origin: 1 }),
    'a wrong checksum': block({ crc: 1 }),
    'no end': block({ symbols: [0] }),
    'no bytes at all': block({ symbols: [2] }),
    'no bytes in use': block({ used: [], symbols: [1] }),
  };
  for (const [name, raw] of Object.entries(impossible))
    await t.rejects(decompress(writeBzip2(1, [raw])), refused, name);
});

t.test('a bomb comes out in pieces, and only as far as it is asked for', async (t) => {
  const bomb = writeBzip2(1, Array<RawBlock>(40).fill(zeroBomb(20_000)));
  t.ok(bomb.length < 10_000, `${bomb.length} bytes hold 200,000,000`);
  let bytes = 0;
  for await (const part of decompressBzip2(inPieces(bomb, 512))) {
    t.ok(part.length <= 1 << 20);
    bytes += part.length;
    if (bytes > 20_000_000) break;
  }
  t.ok(bytes < 22_000_000);
});
