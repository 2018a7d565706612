import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import t from 'tap';
import { DOWNLOAD_LIMITS } from '../../src/model/pack/download.js';
import { type FetchOptions, fetchPack } from '../../src/model/pack/fetch-pack.js';
import { createFileSource } from '../../src/model/pack/file-source.js';
import type { CatalogueEntry } from '../../src/model/pack/pack.js';
import { readPack } from '../../src/model/pack/pack-store.js';
import { noise, sha256, tarBz2 } from './support/archives.js';
import {
  ARCHIVE,
  ARCHIVE_ENTRIES,
  archiveSource,
  FOLDER,
  LABELS,
  NETWORK,
  sampleEntry,
} from './support/sample-pack.js';

const folder = await mkdtemp(join(tmpdir(), 'hesheng-fetch-pack-'));
const store = join(folder, 'packs');
const mirror = join(folder, 'mirror');
await mkdir(mirror);
await writeFile(join(mirror, `${FOLDER}.tar.bz2`), ARCHIVE);
t.teardown(() => rm(folder, { recursive: true }));

const steps = new Set<string>();
const OPTIONS: FetchOptions = {
  store,
  mirror,
  trustOnFirstUse: false,
  open: createFileSource,
  limits: DOWNLOAD_LIMITS,
  show: (step) => void steps.add(step),
};

const fetched = (entry: CatalogueEntry, changes: Partial<FetchOptions> = {}) =>
  fetchPack(entry, { ...OPTIONS, ...changes });

t.test('a pack is taken once, and the work is shown', async (t) => {
  t.match(await fetched(sampleEntry('sample')), { installed: true });
  t.strictSame([...steps].sort(), ['download', 'unpack']);
  t.match(await fetched(sampleEntry('sample')), { installed: false });
});

t.test('what the catalogue has changed replaces what is installed', async (t) => {
  const network = noise(20_000, 5);
  const entries = ARCHIVE_ENTRIES.map((entry) => (entry.content === NETWORK ? { ...entry, content: network } : entry));
  const archive = await tarBz2(entries);
  await writeFile(join(mirror, 'newer.tar.bz2'), archive);
  const source = archiveSource({
    url: 'https://models.invalid/newer.tar.bz2',
    sha256: sha256(archive),
    bytes: archive.length,
  });
  const files = sampleEntry('sample').files.map((file) =>
    file.kind === 'network' ? { ...file, sha256: sha256(network), bytes: network.length } : file,
  );
  t.match(await fetched(sampleEntry('sample', { sources: [source], files })), { installed: true });
  t.equal((await readPack(store, 'sample')).files[0]?.sha256, sha256(network));
});

t.test('a signature is used and not kept', async (t) => {
  const asked: string[] = [];
  const url = `${pathToFileURL(join(mirror, `${FOLDER}.tar.bz2`)).href}?X-Signature=secret`;
  const open = (asking: URL) => {
    asked.push(asking.href);
    return createFileSource(asking);
  };
  await fetched(sampleEntry('signed', { sources: [archiveSource({ url })] }), { mirror: null, open });
  t.ok(asked.every((href) => href.endsWith('?X-Signature=secret')));
  t.notMatch(JSON.stringify(await readPack(store, 'signed')), 'secret');
});

t.test('a source that has nothing, or the wrong thing, leaves the next one its turn', async (t) => {
  const entry = sampleEntry('second', {
    sources: [
      archiveSource({ url: pathToFileURL(join(folder, 'nothing.tar.bz2')).href }),
      { kind: 'files', url: pathToFileURL(join(folder, 'files')).href },
    ],
  });
  const empty = join(folder, 'empty');
  await mkdir(join(empty, 'second'), { recursive: true });
  await writeFile(join(empty, 'nothing.tar.bz2'), Buffer.alloc(ARCHIVE.length));
  await mkdir(join(empty, 'second', 'model.int8.onnx'));
  await mkdir(join(folder, 'files'));
  await writeFile(join(folder, 'files', 'model.int8.onnx'), NETWORK);
  const refused = await fetched(entry, { mirror: empty }).catch((error: unknown) => error);
  t.match(refused, {
    code: 'PACK_MISMATCH',
    detail: /SHA-256.*is no file.*nothing.tar.bz2 is not there.*tokens.txt is not there/s,
  });
  await writeFile(join(folder, 'files', 'tokens.txt'), LABELS);
  t.match(await fetched(entry, { mirror: empty }), { installed: true, pack: { origin: { from: /\/files$/ } } });
});

t.test('an archive whose hash nobody knows is still held to the hashes of its files', async (t) => {
  const source = archiveSource({ url: 'https://models.invalid/hostile.tar.bz2', sha256: null, bytes: null });
  await writeFile(join(mirror, 'hostile.tar.bz2'), await tarBz2([{ name: 'x', type: 'symlink', linkname: '/' }]));
  const entry = sampleEntry('hostile', { sources: [source] });
  await t.rejects(fetched(entry, { open: (url) => createFileSource(url) }), { code: 'ARCHIVE_UNSAFE' });
  await writeFile(join(mirror, 'hostile.tar.bz2'), ARCHIVE);
  t.match(await fetched(entry), { installed: true }, 'and one that was mended is read anew');
});

t.test('no source, no usable mirror and an unusable id are said', async (t) => {
  const entry = sampleEntry('none', { sources: [] });
  await t.rejects(fetched(entry, { mirror: null }), { code: 'PACK_UNREACHABLE', message: /none has no source/ });
  await t.rejects(fetched(entry, { mirror: 'http://[' }), { code: 'PACK_SOURCE_UNSUPPORTED' });
  await t.rejects(fetched(entry, { mirror: 'ftp://host/models' }), { code: 'PACK_SOURCE_UNSUPPORTED' });
  await t.rejects(async () => fetched({ ...entry, id: '../x' }), { code: 'PACK_UNKNOWN' });
  t.notOk((await readdir(store)).includes('none'));
});
