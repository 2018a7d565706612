import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { createSampleBench } from './support/sample-bench.js';
import { ARCHIVE, archiveSource, FOLDER, NETWORK, sampleEntry } from './support/sample-pack.js';

// Every command is a process of its own.
t.setTimeout(300_000);

const single = { kind: 'files', url: 'https://models.invalid/folder' } as const;
const bench = await createSampleBench([
  sampleEntry('sample'),
  sampleEntry('by-file', { sources: [single] }),
  sampleEntry('changed', { sources: [archiveSource({ url: 'https://models.invalid/changed.tar.bz2' })] }),
  sampleEntry('hash-unknown', {
    files: sampleEntry('x').files.map((file) => ({ ...file, sha256: null, bytes: null })),
    sources: [archiveSource({ sha256: null, bytes: null })],
  }),
]);
const { server, mirror, filesOf, packOf } = bench;
t.teardown(bench.close);

t.test('a pack is fetched from the mirror, listed, verified, mended and removed', async (t) => {
  t.match(await bench.models(['fetch', 'sample'], mirror), {
    code: 0,
    err: '',
    out: /^sample {2}installed from http:/,
  });
  t.strictSame(filesOf('sample'), ['model.int8.onnx', 'pack.json', 'tokens.txt']);
  t.match(packOf('sample').origin, { from: `${server.url}/${FOLDER}.tar.bz2`, trustedOnFirstUse: [] });
  t.strictSame(readdirSync(join(bench.store, '.staging', 'sample')), [], 'nothing is left of the work');

  t.match((await bench.models(['list'])).out, /asr +sample +paraformer +0\.1 MiB +MIT +yes +- +complete/);
  t.match((await bench.models(['available'])).out, /sample .*installed/);
  t.match(await bench.models(['verify', 'sample']), { code: 0, out: 'sample  ok\n' });

  const asked = server.requests.length;
  t.match(await bench.models(['fetch', 'sample'], mirror), { code: 0, out: /is installed and whole/ });
  t.equal(server.requests.length, asked, 'what is whole is not fetched');

  writeFileSync(join(bench.store, 'sample', 'tokens.txt'), 'short');
  writeFileSync(join(bench.store, 'sample', 'model.int8.onnx'), Buffer.alloc(NETWORK.length));
  writeFileSync(join(bench.store, 'sample', 'strange'), '');
  t.match((await bench.models(['list'])).out, /sample .*DAMAGED/);
  const faults = await bench.models(['verify']);
  t.match(faults, { code: 1, err: /^PACK_DAMAGED: sample: model.int8.onnx does not have its SHA-256/ });
  for (const fault of [/tokens.txt has 5 bytes/, /strange is not in pack.json/]) t.match(faults.err, fault);
  t.match(await bench.models(['fetch', 'sample'], mirror), { code: 0, out: /installed from/ });
  t.match(await bench.models(['verify', 'sample']), { code: 0 });

  t.match(await bench.models(['remove', 'sample']), { code: 0, out: 'sample  removed\n' });
  t.strictSame(readdirSync(bench.store), ['.staging']);
  t.match(await bench.models(['remove', 'sample']), { code: 1, err: /^PACK_UNKNOWN/ });
});

t.test('single files come from a mirror too, and a folder is one', async (t) => {
  t.match(await bench.models(['fetch', 'by-file'], mirror), { code: 0, out: /installed from .*\/by-file/ });
  t.ok(readFileSync(join(bench.store, 'by-file', 'model.int8.onnx')).equals(NETWORK));
  const disk = join(bench.folder, 'disk');
  mkdirSync(disk);
  writeFileSync(join(disk, `${FOLDER}.tar.bz2`), ARCHIVE);
  t.match(await bench.models(['fetch', 'sample'], { HESHENG_MODEL_MIRROR: disk }), { code: 0, out: /from file:/ });
  // The store of one machine is a mirror for another.
  const copy = join(bench.folder, 'copy');
  cpSync(bench.store, copy, { recursive: true });
  rmSync(join(bench.store, 'by-file'), { recursive: true });
  t.match(await bench.models(['fetch', 'by-file'], { HESHENG_MODEL_MIRROR: `file://${copy}` }), { code: 0 });
});

t.test('what is not as the catalogue says is refused and nothing is installed', async (t) => {
  const { code, err } = await bench.models(['fetch', 'changed'], mirror);
  t.equal(code, 1);
  t.match(err, /^PACK_MISMATCH: changed was not what it should be:\n.*does not have its SHA-256/);
  t.notOk(readdirSync(bench.store).includes('changed'));
  const left = readdirSync(join(bench.store, '.staging', 'changed'), { recursive: true, withFileTypes: true });
  const sizes = left
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.json'))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  t.ok(
    sizes.every((size) => size === 0),
    'no byte of it stays',
  );
});

t.test('an unknown hash is taken only on demand, and recorded', async (t) => {
  const refused = await bench.models(['fetch', 'hash-unknown'], mirror);
  t.match(refused, {
    code: 1,
    err: /^PACK_HASH_UNKNOWN: .*nobody published a hash of model.int8.onnx, tokens.txt.*--trust-on-first-use/s,
  });
  const taken = await bench.models(['fetch', 'hash-unknown', '--trust-on-first-use'], mirror);
  t.match(taken, { code: 0, out: /trusted: tokens.txt [0-9a-f]{64}/ });
  const { files, origin } = packOf('hash-unknown');
  t.strictSame(files, sampleEntry('x').files);
  t.strictSame(origin.trustedOnFirstUse, ['model.int8.onnx', 'tokens.txt']);
});
