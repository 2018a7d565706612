import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { startProxy } from './support/proxy.js';
import { createSampleBench } from './support/sample-bench.js';
import { sampleEntry } from './support/sample-pack.js';

// Every command is a process of its own.
t.setTimeout(300_000);

const bench = await createSampleBench([
  sampleEntry('by-file', { sources: [{ kind: 'files', url: 'https://models.invalid/folder' }] }),
  sampleEntry('signed-off', {
    licence: { spdx: null, name: 'Own', text: null, production: 'sign-off', note: 'Ask the maker.' },
    warnings: ['At most 30 s.'],
  }),
]);
const { server, mirror } = bench;
t.teardown(bench.close);

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

t.test('a proxy is the way out when the environment says so, and not for hosts that it excepts', async (t) => {
  const proxy = await startProxy(new URL(server.url).host);
  t.teardown(() => proxy.close());
  const away = { HESHENG_MODEL_MIRROR: 'http://mirror.invalid', HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
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
    HESHENG_MODEL_CATALOGUE: join(INSTALLATION_DIR, 'models', 'catalogue.json'),
  });
  t.equal(code, 0);
  t.match(out, /telespeech-ctc-zh-2024-06-04 .*sign-off/);
  t.match(out, /zipformer-ctc-zh-2025-07-03 .* no /);
  t.match(out, /wenet-yue-2025-09-10 .*yue,zh,en +cantonese +Apache-2.0 +yes/);
});
