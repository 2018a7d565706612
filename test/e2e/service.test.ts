import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { fixtureBytes, fixtureNamed } from '../golden/fixtures.js';
import { openFilesOf } from './support/processes.js';
import { enrolmentOf, readingOf, WAIT } from './support/readings.js';
import { eventually, makeKey, startService, untilReady, untilSettled } from './support/running-service.js';

// The program as it is shipped, in a process of its own, over a socket.
t.setTimeout(240_000);

const folder = mkdtempSync(join(tmpdir(), 'hesheng-e2e-'));
const dataDir = join(folder, 'data');
const temp = join(folder, 'temp');
mkdirSync(temp);
const token = await makeKey(dataDir);
const service = await startService(dataDir, token, { TMPDIR: temp });
t.teardown(async () => {
  await service.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

t.test('it becomes ready, and lets nobody in without a key', async (t) => {
  t.match((await untilReady(service)).json, { status: 'ready' });
  t.equal((await fetch(`${service.origin}/v1/models`)).status, 401);
  t.equal((await service.ask('/v1/models')).json.models.length, 3);
});

t.test('a voice is enrolled and known again; another one is not', async (t) => {
  const takes = ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'];
  t.equal((await service.ask('/v1/speakers/demo/enrolments', enrolmentOf(takes, 'consent-1'))).status, 201);
  const asDemo = { headers: WAIT, speaker_id: 'demo', consent_id: 'consent-1' };
  const honest = await service.ask('/v1/verifications', readingOf('honest.wav', asDemo));
  t.equal(honest.status, 201);
  t.match(honest.json, { status: 'completed', verdict: 'pass', speaker: { decision: 'ACCEPT' } });
  const other = (await service.ask('/v1/verifications', readingOf('other-speaker.flac', asDemo))).json;
  t.match(other, { status: 'completed', speaker: { decision: /^(REJECT|UNSURE)$/ } });
  t.not(other.verdict, 'pass');
});

t.test('a reading without a wait is acknowledged, and its verdict polled', async (t) => {
  const posted = await service.ask('/v1/verifications', readingOf('negation-dropped.wav'));
  t.match(posted, { status: 202, json: { status: 'queued', verdict: null } });
  const settled = await untilSettled(service, posted.headers.get('location')!);
  t.match(settled, { id: posted.json.id, status: 'completed', verdict: /^(review|fail)$/ });
  t.ok(settled.reasons.length > 0);
});

t.test('a repeated Idempotency-Key gets the same bytes, and another body is refused', async (t) => {
  const headers = { ...WAIT, 'idempotency-key': 'case-7' };
  const first = await service.ask('/v1/verifications', readingOf('enrol-1.flac', { headers }));
  const again = await service.ask('/v1/verifications', readingOf('enrol-1.flac', { headers }));
  t.match(
    first,
    { status: 201, json: { verdict: 'review', reasons: [{ code: 'RECORDING_REPEATED' }] } },
    'enrolled with it',
  );
  t.equal(again.status, first.status);
  t.ok(again.body.equals(first.body));
  t.equal(again.headers.get('idempotent-replayed'), 'true');
  t.equal(again.headers.get('location'), first.headers.get('location'));
  const changed = await service.ask('/v1/verifications', readingOf('enrol-2.flac', { headers }));
  t.match(changed, { status: 422, json: { code: 'IDEMPOTENCY_MISMATCH' } });
});

t.test('the recording comes back byte for byte, under its hash', async (t) => {
  const fixture = fixtureNamed('extra-speech.flac');
  const { json } = await service.ask('/v1/verifications', readingOf(fixture.file, { headers: WAIT }));
  t.equal(json.evidence.audio_sha256, fixture.sha256);
  const audio = await service.ask(`/v1/verifications/${json.id}/audio`);
  t.match(audio, { status: 200 });
  t.ok(audio.body.equals(fixtureBytes(fixture)));
  t.equal(createHash('sha256').update(audio.body).digest('hex'), fixture.sha256);
});

t.test('a reading whose engine process is killed still gets its verdict', async (t) => {
  const posted = await service.ask('/v1/verifications', readingOf('long.flac', { outer_business_id: 'case-9' }));
  const [engine] = await eventually(async () => {
    const metrics = (await service.ask('/metrics')).body.toString();
    return metrics.includes('hesheng_engine_processes_busy 1') ? service.engines() : null;
  });
  process.kill(engine!, 'SIGKILL');
  const settled = await untilSettled(service, posted.headers.get('location')!);
  t.match(settled, { status: 'completed', verdict: 'pass' });
  t.notOk(service.engines().includes(engine!), 'another process did it');
  t.match((await service.ask('/metrics')).body.toString(), 'hesheng_engine_restarts 1');
});

t.test('the model runtime keeps no records of its use to send away', async (t) => {
  const [engine] = service.engines();
  t.same(
    openFilesOf(engine!).filter((file) => file.endsWith('.db')),
    [],
  );
  t.same(readdirSync(temp), []);
});

t.test('SIGTERM: what is in hand is answered, everything ends, the code is 0', async (t) => {
  const engines = service.engines();
  const inHand = service.ask(
    '/v1/verifications',
    readingOf('long.flac', { headers: WAIT, outer_business_id: 'case-9' }),
  );
  await eventually(async () => {
    const metrics = (await service.ask('/metrics')).body.toString();
    return metrics.includes('hesheng_jobs_running 1') ? true : null;
  });
  t.same(await service.end('SIGTERM'), { code: 0, signal: null });
  t.match(await inHand, { status: 201, json: { status: 'completed', verdict: 'pass' } });
  t.equal(engines.length, 1);
  t.match(service.log(), '"msg":"stopped"');
  t.notMatch(service.log(), token, 'the log holds no key');
  t.notMatch(service.log(), '本金', 'and nothing that was said');
});
