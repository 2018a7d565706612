import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { serve, startFileServer } from './support/file-server.js';
import { createBench } from './support/hesheng.js';
import { startProxy } from './support/proxy.js';
import { ARCHIVE, archiveSource, FOLDER, LABELS, NETWORK, sampleEntry } from './support/sample-pack.js';

// Every command is a process of its own.
t.setTimeout(240_000);

const wrong = Buffer.from(ARCHIVE);
wrong[100]! ^= 1;
const single = { kind: 'files', url: 'https://models.invalid/folder' } as const;
const unknown = sampleEntry('hash-unknown', {
  files: sampleEntry('x').files.map((file) => ({ ...file, sha256: null, bytes: null })),
  sources: [archiveSource({ sha256: null, bytes: null })],
});
const bench = createBench([
  sampleEntry('sample'),
  sampleEntry('by-file', { sources: [single] }),
  sampleEntry('changed', { sources: [archiveSource({ url: 'https://models.invalid/changed.tar.bz2' })] }),
  unknown,
  sampleEntry('in-bucket', { sources: [{ kind: 'files', url: 's3://bucket/folder' }] }),
  sampleEntry('signed-off', {
    licence: { spdx: null, name: 'Own', text: null, production: 'sign-off', note: 'Ask the maker.' },
    warnings: ['At most 30 s.'],
  }),
]);
const served: Record<string, Buffer> = {
  [`/${FOLDER}.tar.bz2`]: ARCHIVE,
  '/changed.tar.bz2': wrong,
  '/by-file/model.int8.onnx': NETWORK,
  '/by-file/tokens.txt': LABELS,
};
const server = await startFileServer((request, response) => {
  const body = served[request.url ?? ''];
  if (body === undefined) response.writeHead(404).end();
  else serve(request, response, { body, etag: '"1"' });
});
const mirror = { HESHENG_MODEL_MIRROR: server.url };
t.teardown(async () => {
  await server.close();
  bench.remove();
});

const filesOf = (id: string): readonly string[] => readdirSync(join(bench.store, id)).sort();
const packOf = (id: string) => JSON.parse(readFileSync(join(bench.store, id, 'pack.json'), 'utf8'));

t.test('a pack is fetched from the mirror, listed, verified, mended and removed', async (t) => {
  t.match(await bench.models(['fetch', 'sample'], mirror), {
    code: 0,
    err: '',
    out: /^sample {2}installed from http:/,
  });
  t.strictSame(filesOf('sample'), ['model.int8.onnx', 'pack.json', 'tokens.txt']);
  t.match(packOf('sample').origin, { from: `${server.url}/${FOLDER}.tar.bz2`, trustedOnFirstUse: [] });
  t.strictSame(readdirSync(join(bench.store, '.staging', 'sample')), [], 'nothing is left of the work');

  t.match((await bench.models(['list'])).out, /asr +sample +paraformer +0\.1 MiB +MIT +yes +pack +complete/);
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

t.test('without a network the message says who did not answer and what to do', async (t) => {
  const { code, err } = await bench.models(['fetch', 'signed-off'], { HESHENG_MODEL_MIRROR: 'http://127.0.0.1:9' });
  t.equal(code, 1);
  t.match(err, /127\.0\.0\.1:9 cannot be reached \(ECONNREFUSED\)/);
  t.match(err, /models\.invalid cannot be reached/);
  for (const advice of ['HESHENG_MODEL_MIRROR', 'HTTPS_PROXY', 'hesheng models add']) t.match(err, advice);
  t.match(
    err,
    /signed-off: licence, production: sign-off. Ask the maker.\nsigned-off: At most 30 s.\n/,
    'warnings come first',
  );
});

t.test('a bucket is refused with what to give instead', async (t) => {
  const bucket = await bench.models(['fetch', 'in-bucket']);
  t.match(bucket, { code: 1, err: /^PACK_SOURCE_UNSUPPORTED: .*presigned/s });
  t.match(
    await bench.models(['fetch', 'sample'], { HESHENG_MODEL_MIRROR: 's3://bucket' }),
    { code: 0 },
    'it is installed',
  );
  t.match(await bench.models(['fetch', 'changed'], { HESHENG_MODEL_MIRROR: 's3://bucket' }), {
    code: 1,
    err: /^PACK_SOURCE_UNSUPPORTED/,
  });
});

t.test('a proxy is the way out when the environment says so, and not for hosts that it excepts', async (t) => {
  const proxy = await startProxy(new URL(server.url).host);
  t.teardown(() => proxy.close());
  const away = { HESHENG_MODEL_MIRROR: 'http://mirror.invalid', HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
  await bench.models(['remove', 'by-file']);
  t.match(await bench.models(['fetch', 'by-file'], away), { code: 0, out: /from http:\/\/mirror.invalid\/by-file/ });
  t.ok(proxy.asked.includes('mirror.invalid:80'), proxy.asked.join());
  const before = proxy.asked.length;
  await bench.models(['remove', 'by-file']);
  t.match(await bench.models(['fetch', 'by-file'], { ...away, ...mirror, NO_PROXY: '127.0.0.1' }), { code: 0 });
  t.equal(proxy.asked.length, before);
});

t.test('two processes do not install the same pack; a lock that nobody holds is none', async (t) => {
  await bench.models(['remove', 'by-file']);
  const staging = join(bench.store, '.staging', 'by-file');
  const lock = join(staging, 'lock');
  mkdirSync(staging, { recursive: true });
  writeFileSync(lock, `${hostname()} ${process.pid} held-by-this-test`);
  t.match(await bench.models(['fetch', 'by-file'], mirror), { code: 1, err: /^PACK_BUSY/ });
  t.notOk(readdirSync(bench.store).includes('by-file'));
  writeFileSync(lock, `${hostname()} 999999999 gone`);
  t.match(await bench.models(['fetch', 'by-file'], mirror), { code: 0 });
  t.strictSame(readdirSync(staging), []);
});

t.test('unknown and embedded ids, and unusable catalogues, are refused', async (t) => {
  t.match(await bench.models(['fetch', 'nothing']), { code: 1, err: /^PACK_UNKNOWN: .*hesheng models available/ });
  t.match(await bench.models(['verify', 'nothing']), { code: 1, err: /^PACK_UNKNOWN/ });
  for (const id of ['../sample', '.staging', '/etc']) {
    t.match(await bench.models(['remove', id]), { code: 1, err: /^PACK_UNKNOWN/ }, id);
  }
  t.match(await bench.models(['remove', 'silero-vad-5']), { code: 1, err: /^PACK_IN_USE/ });
  writeFileSync(join(bench.folder, 'bad.json'), '[{"id":7}]');
  for (const name of ['bad.json', 'none.json']) {
    const env = { HESHENG_MODEL_CATALOGUE: join(bench.folder, name) };
    t.match(await bench.models(['available'], env), { code: 1, err: /^PACK_INVALID: the catalogue/ }, name);
  }
  mkdirSync(join(bench.store, 'strange'));
  t.match((await bench.models(['list'])).out, /\? +strange .*DAMAGED: strange is not installed/);
  t.match(await bench.models(['remove', 'strange']), { code: 0 }, 'a folder that is no pack can be removed as well');
});

t.test('the shipped catalogue is listed with its licence marks', async (t) => {
  const { code, out } = await bench.models(['available'], {
    HESHENG_MODEL_CATALOGUE: join(process.cwd(), 'models', 'catalogue.json'),
  });
  t.equal(code, 0);
  t.match(out, /telespeech-ctc-zh-2024-06-04 .*sign-off/);
  t.match(out, /zipformer-ctc-zh-2025-07-03 .* no /);
  t.match(out, /wenet-yue-2025-09-10 .*yue,zh,en +cantonese +Apache-2.0 +yes/);
});
