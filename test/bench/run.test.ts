import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { readDataset } from '../../bench/dataset/read-dataset.js';
import { audioClip } from '../../bench/report/audio-clip.js';
import { concurrently } from '../../bench/run/concurrently.js';
import { hearingVersion } from '../../bench/run/hearing-version.js';
import { openListener } from '../../bench/run/listener.js';
import { metaOf, stampDataset } from '../../bench/run/meta.js';
import { openPolicy } from '../../bench/run/policies.js';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { loadConfig } from '../../src/config.js';

const { config } = loadConfig({});
const FIXTURES = join(INSTALLATION_DIR, 'fixtures');
const HONEST = { path: join(FIXTURES, 'honest.wav') };

t.test('a cached hearing is the hearing, bit for bit, and needs no engine', async (t) => {
  const cacheDir = t.testdir({ 'text.wav': 'no audio' });
  const listener = await openListener({ config, cacheDir, voice: true });
  t.teardown(() => listener.close());
  const first = await listener.hear(HONEST);
  t.equal((await listener.hear({ path: join(cacheDir, 'text.wav') })).kind, 'failed', 'a fault is an outcome');

  const broken = { ...config, engineTimeoutMs: 1 };
  const again = await openListener({ config: broken, cacheDir, voice: true });
  t.teardown(() => again.close());
  t.strictSame(await again.hear(HONEST), first);
  t.same(
    again.models.map(({ role }) => role),
    ['asr', 'vad', 'voice'],
  );
});

t.test('a cached hearing that was cut short is heard again', async (t) => {
  const cacheDir = t.testdir({});
  const listener = await openListener({ config, cacheDir, voice: false });
  t.teardown(() => listener.close());
  const first = await listener.hear(HONEST);
  const [file] = readdirSync(cacheDir, { recursive: true }).filter((name) => String(name).endsWith('.gz'));
  const path = join(cacheDir, String(file));
  writeFileSync(path, readFileSync(path).subarray(0, 1_000));
  const again = await listener.hear(HONEST);
  t.ok(first.kind === 'heard' && again.kind === 'heard');
  if (first.kind !== 'heard' || again.kind !== 'heard') return;
  t.strictSame(again.heard.analysis.posteriors, first.heard.analysis.posteriors);
});

t.test('the version of the hearing is stable', async (t) => {
  t.match(hearingVersion('ffmpeg'), /^[0-9a-f]{64}$/);
  t.equal(hearingVersion('ffmpeg'), hearingVersion('ffmpeg'));
});

t.test('work keeps its order, never runs wider than asked, and stops at a fault', async (t) => {
  let running = 0;
  let widest = 0;
  const work = async (value: number): Promise<number> => {
    widest = Math.max(widest, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5 - value));
    running--;
    return value * 2;
  };
  t.same(await concurrently([1, 2, 3, 4], 2, work), [2, 4, 6, 8]);
  t.equal(widest, 2);
  t.same(await concurrently([], 2, work), []);
  let begun = 0;
  const fail = async (): Promise<void> => {
    begun++;
    throw new Error('no');
  };
  await t.rejects(concurrently([1, 2, 3, 4], 1, fail), /no/);
  t.equal(begun, 1);
});

t.test('a recording becomes a small clip, a file that is none becomes nothing', async (t) => {
  const clip = await audioClip('ffmpeg', HONEST.path);
  t.match(clip, /^data:audio\/ogg;base64,T2dnU/);
  t.ok(clip!.length < 60_000);
  t.equal(await audioClip('ffmpeg', join(FIXTURES, 'fixtures.json')), null);
});

t.test('policies come from the shipped ones or from a file', async (t) => {
  const shipped = await openPolicy('default');
  const folder = t.testdir({ 'mine.json': JSON.stringify({ ...shipped.policy, id: 'mine' }), 'bad.json': '{' });
  const mine = await openPolicy(join(folder, 'mine.json'));
  t.match(mine.name, /^mine\//);
  t.not(mine.sha256, shipped.sha256);
  await t.rejects(openPolicy(join(folder, 'bad.json')), { code: 'CONFIG_INVALID', detail: /no readable policy/ });
  await t.rejects(openPolicy('nowhere'), { code: 'POLICY_NOT_FOUND', detail: /neither/ });
});

t.test('a result says on what and with what it was made', async (t) => {
  const dataset = await readDataset(FIXTURES);
  const stamp = stampDataset(dataset, ['fixtures']);
  t.match(stamp, { name: 'fixtures', voice: 'synthetic', trainedOn: true, readings: dataset.utterances.length });
  t.ok(stamp.hours! > 0);
  const meta = metaOf({ command: 'x', seed: 3, date: new Date(0) });
  t.match(meta, { seed: 3, date: '1970-01-01T00:00:00.000Z', machine: { node: process.version } });
});
