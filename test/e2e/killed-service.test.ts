import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { fixtureNamed } from '../golden/fixtures.js';
import { readingOf } from './support/readings.js';
import { eventually, makeKey, startService, untilReady, untilSettled } from './support/running-service.js';

// A reading that a dead worker held waits for the end of its lease before another one may take it.
t.setTimeout(240_000);

const FILES = ['long.flac', 'enrol-1.flac', 'negation-added.flac', 'enrol-2.flac'];

t.test('after a kill -9 with readings in the queue every acknowledged one gets its verdict', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'hesheng-e2e-'));
  const dataDir = join(folder, 'data');
  const token = await makeKey(dataDir);
  const killed = await startService(dataDir, token);
  await untilReady(killed);
  const accepted = [];
  for (const file of FILES) {
    const { status, json, headers } = await killed.ask('/v1/verifications', readingOf(file));
    t.equal(status, 202);
    accepted.push({ file, id: json.id, location: headers.get('location')! });
  }
  const metrics = (await killed.ask('/metrics')).body.toString();
  t.match(metrics, /hesheng_jobs_waiting [1-9]/, 'some had not begun');
  t.same(await killed.end('SIGKILL'), { code: null, signal: 'SIGKILL' });

  const restarted = await startService(dataDir, token);
  t.teardown(async () => {
    await restarted.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });
  for (const { file, id, location } of accepted) {
    const { expected, sha256 } = fixtureNamed(file);
    const settled = await untilSettled(restarted, location);
    t.match(settled, { id, status: 'completed', evidence: { audio_sha256: sha256 } }, file);
    t.ok(expected.verdicts.includes(settled.verdict), file);
  }
  await eventually(async () => {
    const now = (await restarted.ask('/metrics')).body.toString();
    return now.includes('hesheng_jobs_waiting 0') && now.includes('hesheng_jobs_running 0') ? true : null;
  });
  t.same(readdirSync(join(dataDir, 'uploads')), [], 'and no upload is left over');
});
