import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { loadConfig } from '../../src/config.js';
import { createService, type Service } from '../../src/main.js';
import { audioPart, form, requestPart } from './support/form.js';

// The real graph: ffmpeg, engine process, SQLite and blobs, over a socket.
t.setTimeout(120_000);

const fixture = (name: string): Buffer => readFileSync(join(INSTALLATION_DIR, 'fixtures', name));
const CLAUSE = (
  JSON.parse(fixture('fixtures.json').toString()) as readonly { file: string; clause_text: string }[]
).find(({ file }) => file === 'honest.wav')!.clause_text;
const HONEST = fixture('honest.wav');

const dataDir = join(mkdtempSync(join(tmpdir(), 'hesheng-service-')), 'data');
t.teardown(() => rmSync(join(dataDir, '..'), { recursive: true }));

const start = async (): Promise<{ service: Service; origin: string }> => {
  const { config } = loadConfig({
    HESHENG_DATA_DIR: dataDir,
    HESHENG_PORT: '0',
    HESHENG_LOG_LEVEL: 'silent',
    // A machine that runs other tests as well may be late without being overloaded.
    HESHENG_MAX_EVENT_LOOP_DELAY_MS: '60000',
  });
  const service = await createService(config);
  const origin = await service.listen();
  await service.engine.ready();
  return { service, origin };
};

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every resource
  readonly json: any;
}

const client =
  (origin: string, token: string) =>
  async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const response = await fetch(`${origin}${path}`, { ...init, headers });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, json };
  };

const reading = (request: object, headers: Record<string, string> = { prefer: 'wait=30' }): RequestInit => {
  const shape = form(audioPart(HONEST), requestPart(request));
  return { method: 'POST', body: new Uint8Array(shape.payload), headers: { ...shape.headers, ...headers } };
};

t.test('a recording in, a verdict out, and everything outlives a restart', async (t) => {
  const first = await start();
  const { token } = await first.service.useCases.createKey('test', ['submit', 'read', 'admin']);
  let ask = client(first.origin, token);
  const same = reading({ clause_text: CLAUSE }, { prefer: 'wait=30', 'idempotency-key': 'case-1' });

  const honest = await ask('/v1/verifications', same);
  t.equal(honest.status, 201);
  t.match(honest.json, { status: 'completed', verdict: 'pass', failure: null, recording: { container: 'wav' } });
  t.equal(honest.json.content.tokens.length > 40, true);
  const other = await ask('/v1/verifications', reading({ clause_text: '我同意银行向第三方提供我的个人信息。' }));
  t.equal(other.json.verdict, 'fail');

  const again = await ask('/v1/verifications', same);
  t.equal(again.headers.get('idempotent-replayed'), 'true');
  t.equal(again.text, honest.text);
  const changed = reading({ clause_text: `${CLAUSE}好` }, { 'idempotency-key': 'case-1' });
  t.match((await ask('/v1/verifications', changed)).json, { code: 'IDEMPOTENCY_MISMATCH', status: 422 });

  const open = await ask('/v1/verifications', reading({ clause_text: CLAUSE }, {}));
  t.match(open, { status: 202, json: { status: 'queued', verdict: null } });
  await first.service.close();

  const second = await start();
  ask = client(second.origin, token);
  t.equal((await ask(`/v1/verifications/${honest.json.id}`)).text, honest.text);
  const finished = await ask(open.headers.get('location')!, { headers: { prefer: 'wait=30' } });
  t.match(
    finished.json,
    { status: 'completed', verdict: 'review', reasons: [{ code: 'RECORDING_REPEATED' }], replay: { kind: 'exact' } },
    'an acknowledged reading is not lost, and its recording was known',
  );
  const audio = await fetch(`${second.origin}/v1/verifications/${honest.json.id}/audio`, {
    headers: { authorization: `Bearer ${token}` },
  });
  t.ok(HONEST.equals(Buffer.from(await audio.arrayBuffer())), 'byte for byte');
  t.equal(audio.headers.get('etag'), `"${honest.json.evidence.audio_sha256}"`);
  const metrics = (await ask('/metrics')).text;
  t.match(metrics, 'hesheng_engine_processes_warm 1');
  t.match(metrics, 'hesheng_jobs_waiting 0');
  t.same(readdirSync(join(dataDir, 'uploads')), []);
  await second.service.close();
});

t.test('a stored clause with slots, a voice that is known, and one that is forgotten', async (t) => {
  const { service, origin } = await start();
  t.teardown(() => service.close());
  const { token } = await service.useCases.createKey('test', ['submit', 'read', 'admin']);
  const ask = client(origin, token);
  const text = CLAUSE.replace('3.5%', '{rate}');
  const stored = await ask('/v1/clauses/risk/versions/1', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, slots: { rate: 'rate' } }),
  });
  t.equal(stored.status, 201);
  t.match((await ask('/v1/verifications', reading({ clause_id: 'risk' }))).json, { code: 'SLOT_MISSING' });
  const consent = form(audioPart(HONEST), requestPart({ consent_id: 'consent-1' }));
  const enrolled = await ask('/v1/speakers/s1/enrolments', {
    method: 'POST',
    headers: consent.headers,
    body: new Uint8Array(consent.payload),
  });
  t.equal(enrolled.status, 201);

  const request = { clause_id: 'risk', slots: { rate: '3.5%' }, speaker_id: 's1', consent_id: 'consent-1' };
  const known = (await ask('/v1/verifications', reading(request))).json;
  t.match(known, { status: 'completed', verdict: 'review', speaker: { decision: 'ACCEPT' } });
  t.match(known.reasons, [{ code: 'RECORDING_REPEATED' }], 'no reading is the recording of an enrolment');
  t.match(known.request, { clause_id: 'risk', clause_version: 1, clause_text: CLAUSE });

  t.equal((await ask('/v1/speakers/s1', { method: 'DELETE' })).status, 200);
  t.match((await ask('/v1/speakers/s1')).json, { code: 'SPEAKER_NOT_FOUND' });
  const forgotten = (await ask('/v1/verifications', reading(request))).json;
  t.match(forgotten, { status: 'completed', speaker: { decision: 'NOT_ENROLLED' } });
  t.not(forgotten.verdict, 'pass');
});

t.test('a recording that cannot be decoded is a failed verification without a verdict', async (t) => {
  const { service, origin } = await start();
  t.teardown(() => service.close());
  const { token } = await service.useCases.createKey('test', ['submit', 'read']);
  const cut = form(audioPart(HONEST.subarray(0, 60)), requestPart({ clause_text: CLAUSE }));
  const answer = await client(origin, token)('/v1/verifications', {
    method: 'POST',
    headers: { ...cut.headers, prefer: 'wait=30' },
    body: new Uint8Array(cut.payload),
  });
  t.equal(answer.status, 201);
  t.match(answer.json, { status: 'failed', verdict: null, failure: { code: /^AUDIO_/, retry: false } });
});
