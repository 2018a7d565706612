import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { fixtureOf } from '../golden/fixtures.js';
import { run } from '../http/support/cli.js';
import { readingOf } from './support/readings.js';
import { makeKey, startService, startServiceOf, untilReady, untilSettled } from './support/running-service.js';

// A reading that a dead worker held waits for the end of its lease before another one may take it.
t.setTimeout(400_000);

const PROGRAM = new URL('./programs/scripted-service.js', import.meta.url);
const PHRASE = '三九五二七四';
const CASE = { outer_business_id: 'case-1' };

t.test('after a kill -9 between acknowledgement and verdict the challenge is spent once, and judged', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'hesheng-e2e-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const dataDir = join(folder, 'data');
  const token = await makeKey(dataDir);
  const killed = await startServiceOf(PROGRAM, [PHRASE], dataDir, token);
  await untilReady(killed);
  const issued = await killed.ask('/v1/challenges', {
    method: 'POST',
    body: JSON.stringify({ kind: 'digits', ...CASE }),
    headers: { 'content-type': 'application/json' },
  });
  t.match(issued, { status: 201, json: { phrase: PHRASE } });
  const { id: challengeId } = issued.json;
  const posting = () =>
    readingOf(fixtureOf('challenges', 'phrase-before.flac'), { ...CASE, challenge_id: challengeId });

  await killed.ask('/v1/verifications', readingOf('long.flac', { outer_business_id: 'case-2' }));
  const accepted = await killed.ask('/v1/verifications', posting());
  t.equal(accepted.status, 202);
  const { id, verdict } = accepted.json;
  t.equal(verdict, null);
  t.same(await killed.end('SIGKILL'), { code: null, signal: 'SIGKILL' });

  const restarted = await startService(dataDir, token);
  t.teardown(() => restarted.end('SIGKILL'));
  const settled = await untilSettled(restarted, `/v1/verifications/${id}`);
  t.match(settled, {
    id,
    verdict: 'pass',
    request: { challenge_id: challengeId },
    challenge: { id: challengeId, phrase: PHRASE, outcome: 'read' },
  });
  t.match(await restarted.ask('/v1/verifications', posting()), { status: 409, json: { code: 'CHALLENGE_USED' } });
  t.match((await restarted.ask(`/v1/challenges/${challengeId}`)).json, { status: 'used', verification_id: id });
  await restarted.end('SIGTERM');

  const store = await openSqliteStore(join(dataDir, 'hesheng.db'));
  const actions = (await store.audit.about(challengeId)).map(({ entry }) => entry.action);
  await store.close();
  t.same(actions, ['challenge.issued', 'challenge.used']);
  t.match(await run(dataDir, ['replay', id]), { code: 0, out: /^IDENTICAL.*\nverdict pass\n$/ });
});
