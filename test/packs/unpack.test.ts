import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { encodeBzip2, writeBzip2, zeroBomb } from '../../src/model/bzip2/bzip2-encode.fixture.js';
import { createEntryWatch } from '../../src/model/pack/archive-entry.js';
import { unpackArchive } from '../../src/model/pack/unpack-archive.js';
import { type Entry, noise, sha256, tar, tarBz2 } from './support/archives.js';
import { ARCHIVE, ARCHIVE_ENTRIES, FOLDER, NETWORK, sampleEntry } from './support/sample-pack.js';

const folder = await mkdtemp(join(tmpdir(), 'hesheng-unpack-'));
t.teardown(() => rm(folder, { recursive: true }));
let runs = 0;

/** Unpacks into a folder of its own; gives what came or the fault, and everything that lies about afterwards. */
const unpack = async (archive: Buffer, changes: Partial<Parameters<typeof unpackArchive>[0]> = {}) => {
  const place = join(folder, `run-${runs++}`);
  const target = join(place, 'files');
  await mkdir(target, { recursive: true });
  await writeFile(join(place, 'archive'), archive);
  const { files } = sampleEntry('sample');
  const result = await unpackArchive({
    archive: join(place, 'archive'),
    folder: FOLDER,
    files,
    target,
    onBytes: () => undefined,
    ...changes,
  }).catch((error: unknown) => error);
  return { result, target, found: (await readdir(place, { recursive: true })).sort() };
};

t.test('only the wanted files are kept, with their hashes', async (t) => {
  const { result, target, found } = await unpack(ARCHIVE);
  t.strictSame(result, sampleEntry('sample').files);
  t.strictSame(found, ['archive', 'files', 'files/model.int8.onnx', 'files/tokens.txt']);
  t.ok((await readFile(join(target, 'model.int8.onnx'))).equals(NETWORK));
});

t.test('unknown hashes and sizes are filled in', async (t) => {
  const { files } = sampleEntry('sample');
  const { result } = await unpack(ARCHIVE, { files: files.map((file) => ({ ...file, sha256: null, bytes: null })) });
  t.strictSame(result, files);
});

const link: Entry = { name: `${FOLDER}/tokens.txt`, type: 'symlink', linkname: '/etc/passwd' };
const hostile: Record<string, readonly Entry[]> = {
  'an absolute path': [{ name: '/hesheng-hostile', content: Buffer.from('x') }],
  'a path outside': [{ name: `${FOLDER}/../../../hostile`, content: Buffer.from('x') }],
  'a hidden way outside': [{ name: `${FOLDER}/./a/../../b`, content: Buffer.from('x') }],
  'a path of another system': [{ name: `${FOLDER}\\..\\x`, content: Buffer.from('x') }],
  'a drive': [{ name: 'C:/x', content: Buffer.from('x') }],
  'a symbolic link': [link],
  'a symbolic link nobody wants': [{ ...link, name: 'elsewhere' }],
  'a hard link': [{ name: `${FOLDER}/tokens.txt`, type: 'link', linkname: '/etc/passwd' }],
  'a device': [{ name: `${FOLDER}/tokens.txt`, type: 'character-device', devmajor: 1, devminor: 3 }],
  'a pipe': [{ name: `${FOLDER}/tokens.txt`, type: 'fifo' }],
  'a file twice': [...ARCHIVE_ENTRIES, { name: `${FOLDER}/tokens.txt`, content: Buffer.from('x') }],
  'a file twice in other letters': [...ARCHIVE_ENTRIES, { name: `${FOLDER}/TOKENS.txt`, content: Buffer.from('x') }],
  'a link behind good files': [...ARCHIVE_ENTRIES, { ...link, name: 'last' }],
};

for (const [name, entries] of Object.entries(hostile)) {
  t.test(`an archive with ${name} is refused`, async (t) => {
    const { result, found } = await unpack(await tarBz2(entries));
    t.match(result, { code: 'ARCHIVE_UNSAFE' });
    t.ok(
      found.every((path) => ['archive', 'files', 'files/model.int8.onnx', 'files/tokens.txt'].includes(path)),
      String(found),
    );
  });
}

t.test('files that are not as the pack says are a mismatch', async (t) => {
  const swap = (name: string, content: Buffer) =>
    tarBz2(
      ARCHIVE_ENTRIES.map((entry) => (entry.name === `${FOLDER}/${name}` ? { name: entry.name, content } : entry)),
    );
  const other = Buffer.from(NETWORK);
  other[9]! ^= 1;
  for (const content of [other, NETWORK.subarray(1), Buffer.alloc(0)]) {
    t.match((await unpack(await swap('model.int8.onnx', content))).result, { code: 'PACK_MISMATCH' });
  }
  const missing = await unpack(await tarBz2(ARCHIVE_ENTRIES.slice(0, 3)));
  t.match(missing.result, { code: 'ARCHIVE_UNSAFE', message: /has no tokens.txt/ });
});

t.test('too many entries and too many bytes are refused', async (t) => {
  const { result } = await unpack(ARCHIVE, { limits: { maxEntries: 4, maxBytes: 1e9 } });
  t.match(result, { code: 'ARCHIVE_UNSAFE', message: /more than 4 entries/ });
  const large = await unpack(ARCHIVE, { limits: { maxEntries: 100, maxBytes: 50_000 } });
  t.match(large.result, { code: 'ARCHIVE_UNSAFE', message: /more than 50000 bytes/ });
});

t.test('a bomb is refused where it passes the limit', async (t) => {
  let most = 0;
  const { result } = await unpack(writeBzip2(1, Array(40).fill(zeroBomb(20_000))), {
    limits: { maxEntries: 100, maxBytes: 10_000_000 },
    onBytes: (done) => {
      most = done;
    },
  });
  t.match(result, { code: 'ARCHIVE_UNSAFE' });
  t.ok(most <= 10_000_000);
});

t.test('the claims of entries count too, whatever follows them', async (t) => {
  const watch = createEntryWatch({ maxEntries: 10, maxBytes: 1_000 });
  t.equal(watch({ name: 'a', type: 'file', bytes: 900 }), 'a');
  t.throws(() => watch({ name: 'b', type: 'file', bytes: 101 }), { code: 'ARCHIVE_UNSAFE' });
  t.throws(() => createEntryWatch()({ name: 'a', type: 'file', bytes: Number.NaN }), { code: 'ARCHIVE_UNSAFE' });
  t.throws(() => createEntryWatch()({ name: './', type: 'file', bytes: 1 }), { code: 'ARCHIVE_UNSAFE' });
});

t.test('a name that is taken is below the archive', async (t) => {
  const parts = fc.array(fc.constantFrom('..', '.', '/', '\\', 'a', 'b', '\0', 'C:', ' '), { maxLength: 8 });
  fc.assert(
    fc.property(parts, fc.constantFrom('', '/'), (names, glue) => {
      let name: string | null = null;
      try {
        name = createEntryWatch()({ name: names.join(glue), type: 'file', bytes: 1 });
      } catch {
        return true;
      }
      return name !== null && !name.startsWith('/') && !name.split('/').some((part) => ['..', '.', ''].includes(part));
    }),
    { numRuns: 1_000 },
  );
  t.pass('1,000 names');
});

t.test('a damaged archive is refused', async (t) => {
  const whole = await tar(ARCHIVE_ENTRIES);
  const damaged: Record<string, Buffer> = {
    'not compressed': whole,
    'cut within bzip2': ARCHIVE.subarray(0, ARCHIVE.length / 2),
    'cut within a file': encodeBzip2(whole.subarray(0, 30_000)),
    'cut within a header': encodeBzip2(whole.subarray(0, 700)),
    'no tar': encodeBzip2(noise(2_000)),
    'a header with a wrong checksum': encodeBzip2(
      Buffer.concat([whole.subarray(0, 100), Buffer.from('9'), whole.subarray(101)]),
    ),
    nothing: Buffer.alloc(0),
    'an empty tar': encodeBzip2(Buffer.alloc(1_024)),
  };
  for (const [name, archive] of Object.entries(damaged)) {
    t.match((await unpack(archive)).result, { code: 'ARCHIVE_UNSAFE' }, name);
  }
});

t.test('the sample is what its entry says', async (t) => {
  t.equal(sha256(NETWORK), sampleEntry('sample').files[0]?.sha256);
});
