import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { run } from '../http/support/cli.js';
import { readingOf, WAIT } from './support/readings.js';
import { makeKey, startService, untilReady } from './support/running-service.js';

// The program as it is shipped: one process serves, others replay beside it and after it.
t.setTimeout(400_000);

const folder = mkdtempSync(join(tmpdir(), 'hesheng-replay-'));
const dataDir = join(folder, 'data');
mkdirSync(join(dataDir, 'policies'), { recursive: true });
t.teardown(() => rmSync(folder, { recursive: true }));

const STRICT = { ...shippedPolicies()[0]!, id: 'strict', version: 3 };
const writeStrict = (snrDbMin: number): void =>
  writeFileSync(
    join(dataDir, 'policies', 'strict.json'),
    JSON.stringify({ ...STRICT, thresholds: { ...STRICT.thresholds, snrDbMin } }),
  );

t.test('a verdict is replayed through the API, by the command line, and with its policy changed', async (t) => {
  writeStrict(12);
  const token = await makeKey(dataDir);
  const service = await startService(dataDir, token);
  t.teardown(() => service.end('SIGKILL'));
  await untilReady(service);
  const { json: policies } = await service.ask('/v1/policies');
  t.ok(policies.policies.some(({ id, version }: { id: string; version: number }) => id === 'strict' && version === 3));
  const posted = await service.ask(
    '/v1/verifications',
    readingOf('honest.wav', { headers: WAIT, policy_id: 'strict' }),
  );
  t.match(posted.json, { status: 'completed', verdict: 'pass', policy: { id: 'strict', version: 3 } });
  const { id } = posted.json;

  const replayed = await service.ask(`/v1/verifications/${id}/replay`, { method: 'POST' });
  t.match(replayed, { status: 200, json: { outcome: 'identical', differences: [], verdict: { replayed: 'pass' } } });
  t.match(await run(dataDir, ['replay', id]), { code: 0, out: /^IDENTICAL.*\nverdict pass\n$/ });
  t.match(await run(dataDir, ['replay', 'ver_none']), { code: 1, err: /^NOT_FOUND/ });
  const after = (await service.ask(`/v1/verifications/${id}`)).json;
  t.same(after, posted.json, 'the stored verdict is as it was');
  await service.end('SIGKILL');

  writeStrict(55);
  const different = await run(dataDir, ['replay', id, '--json']);
  t.equal(different.code, 12);
  const report = JSON.parse(different.out);
  t.match(report, { outcome: 'different', verdict: { recorded: 'pass', replayed: 'review' } });
  t.same(
    report.pins.filter(({ same }: { same: boolean }) => !same).map(({ name }: { name: string }) => name),
    ['policy'],
  );
  t.ok(
    report.differences.some(
      ({ path, recorded, replayed: now }: Record<string, string>) =>
        path === 'policy.thresholds.snr_db_min' && recorded === '12' && now === '55',
    ),
  );
});
