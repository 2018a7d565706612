import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { FAMILY_ABILITIES, isSherpaFamily } from '../../src/asr/family-abilities.js';
import { LABELS } from '../../src/asr/phone-rows.js';
import { loadConfig } from '../../src/config.js';
import { createPackPool, hearWithPack, type PackPool, type PackTask } from '../../src/engine/pack-pool.js';
import { packDigest } from '../../src/model/pack/pack-digest.js';
import { PACK_FILE } from '../../src/model/pack/safe-path.js';
import { createReader } from '../../src/reader.js';
import { PackRoster } from '../../src/recognisers/pack-roster.js';
import type { RosterPack } from '../../src/recognisers/roster-pack.js';
import { HONEST_WAV } from '../engine/support/project-files.js';
import { until } from '../engine/support/waiting.js';
import { readWav, repeated } from '../engine/support/wav.js';
import { fixtureNamed, fixturePath, verificationRequest } from '../golden/fixtures.js';
import { tinySenseVoice, tinyWenetCtc } from './tiny/ctc-models.js';
import { TINY_MODELS } from './tiny/tiny-models.js';
import { tinyPackFolder } from './with-tiny-pack.js';

// Real processes with real onnxruntime and sherpa-onnx, one after another.
t.setTimeout(300_000);

const honest = readWav(HONEST_WAV);
const task = (samples: Float32Array): PackTask => ({
  samples,
  speech: [{ startMs: 0, endMs: samples.length / 16 }],
  context: 'none',
});

const startPool = (test: Test, dir: string): PackPool => {
  const pool = createPackPool({ modelsDir: dir, backOff: { firstMs: 10, capMs: 200 } });
  test.teardown(() => pool.close());
  return pool;
};

for (const { name, make } of TINY_MODELS) {
  t.test(`${name} in a process of its own`, async (t) => {
    const { dir, pack } = await tinyPackFolder(t, make());
    const pool = startPool(t, dir);
    await pool.ready();
    t.strictSame(pool.models(), [{ role: 'asr', id: pack.id, sha256: packDigest(pack) }]);
    const { posteriors, written } = await hearWithPack(pool, task(honest));
    t.ok(written.length > 0, 'it writes something');
    if (!isSherpaFamily(pack.family) || FAMILY_ABILITIES[pack.family] !== 'posteriors')
      return t.equal(posteriors, null);
    t.equal(posteriors?.frames, Math.ceil(honest.length / 320));
    t.equal(posteriors?.logProbs.length, posteriors!.frames * LABELS);
    t.ok(posteriors?.logProbs.every(Number.isFinite));
    return t.strictSame(await hearWithPack(pool, task(honest)), { posteriors, written }, 'the same again');
  });
}

t.test('a recording longer than any call is heard in pieces, with times on its own clock', async (t) => {
  const { dir } = await tinyPackFolder(t, tinySenseVoice());
  const pool = startPool(t, dir);
  const long = repeated(honest, Math.ceil((70 * 16_000) / honest.length));
  const { posteriors, written } = await hearWithPack(pool, task(long));
  t.equal(posteriors?.frames, Math.ceil(long.length / 320));
  const times = written.map(({ startMs }) => startMs!);
  t.strictSame(
    times,
    times.toSorted((a, b) => a - b),
  );
  t.ok(times.at(-1)! > 60_000);
});

const damages: Readonly<Record<string, (dir: string) => Promise<void>>> = {
  'a file of other bytes': async (dir) => {
    const bytes = await readFile(join(dir, 'model.onnx'));
    bytes[bytes.length >> 1]! ^= 0xff;
    await writeFile(join(dir, 'model.onnx'), bytes);
  },
  'a truncated file': (dir) => truncate(join(dir, 'model.onnx'), 1_000),
  'a manifest that is none': (dir) => writeFile(join(dir, PACK_FILE), '{'),
};

for (const [name, damage] of Object.entries(damages)) {
  t.test(`${name} never becomes warm, and says why`, async (t) => {
    const { dir } = await tinyPackFolder(t, tinyWenetCtc());
    await damage(dir);
    await t.rejects(startPool(t, dir).ready(), { code: 'ENGINE_UNAVAILABLE' });
  });
}

t.test('a job whose process is killed is done by another', async (t) => {
  const { dir } = await tinyPackFolder(t, tinySenseVoice());
  const pool = startPool(t, dir);
  await pool.ready();
  const job = hearWithPack(pool, task(repeated(honest, 40)));
  await until(() => pool.stats().busy === 1);
  process.kill(pool.stats().pids[0]!, 'SIGKILL');
  t.ok((await job).written.length > 0);
  t.match(pool.stats(), { restarts: 1, retries: 1 });
});

t.test(
  'a whole reading: the packs listen, what they wrote is kept, and nothing that passed is failed by an unproved one',
  async (t) => {
    const { dir, pack } = await tinyPackFolder(t, tinySenseVoice());
    const roster = new PackRoster({ start: () => createPackPool({ modelsDir: dir }), prove: async () => {} });
    const active: RosterPack = {
      role: 'asr',
      id: pack.id,
      sha256: packDigest(pack),
      ability: 'posteriors',
      dialects: ['mandarin', 'southwestern'],
      languages: ['zh'],
      mode: 'active',
    };
    await roster.change([active]);
    const reader = createReader(loadConfig({}).config, { roster });
    t.teardown(async () => {
      await reader.close();
      await roster.close();
    });
    const judge = (file: string) => {
      const fixture = fixtureNamed(file);
      const request = verificationRequest(fixture);
      return reader.evaluateReading({ path: fixturePath(fixture), request, speaker: { kind: 'not_requested' } });
    };
    const mandarin = await judge('honest.wav');
    t.match(mandarin.recognition, { primary: 'embedded', dialect: 'mandarin', source: 'heard' });
    t.match(mandarin.recognition?.recognisers, [{ id: pack.id, part: 'second', failure: null }]);
    // Its weights are random: it hears nonsense, which is a contradiction and for a person to look at.
    t.equal(mandarin.verdict, 'review');
    t.ok(mandarin.recognition?.recognisers[0]?.transcript);
    t.strictSame(mandarin.models.at(-1), { role: 'asr', id: pack.id, sha256: active.sha256 });
    const sichuan = await judge('accent-southwestern.wav');
    t.match(sichuan.recognition, { primary: pack.id, dialect: 'southwestern', source: 'hint' });
    t.equal(sichuan.dialect.support, 'review_only');
    t.not(sichuan.verdict, 'pass');
  },
);
