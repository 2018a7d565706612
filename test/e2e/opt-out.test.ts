import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { enrolmentOf, readingOf, WAIT } from './support/readings.js';
import { makeKey, startService, untilReady } from './support/running-service.js';
import { filesWith } from './support/search-bytes.js';

// The program as it is shipped: a customer who withdraws the consent, and later gives a new one.
t.setTimeout(300_000);

const dataDir = join(mkdtempSync(join(tmpdir(), 'hesheng-opt-out-')), 'data');
t.teardown(() => rmSync(join(dataDir, '..'), { recursive: true }));

const TAKES = ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'];
const optIn = (consentId: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ consent_id: consentId }),
});

t.test('an opt-out leaves no voiceprint in any file, and is remembered until there is a new consent', async (t) => {
  const token = await makeKey(dataDir);
  const service = await startService(dataDir, token);
  t.teardown(() => service.end('SIGKILL'));
  await untilReady(service);
  const enrol = (consentId: string) => service.ask('/v1/speakers/a/enrolments', enrolmentOf(TAKES, consentId));
  const read = () =>
    service.ask(
      '/v1/verifications',
      readingOf('honest.wav', { headers: WAIT, speaker_id: 'a', outer_business_id: 'b' }),
    );
  const enrolled = await enrol('c-1');
  t.match(enrolled, { status: 201, json: { state: 'active' } });
  t.match((await read()).json, { status: 'completed', speaker: { decision: 'ACCEPT' } });
  const store = await openSqliteStore(join(dataDir, 'hesheng.db'));
  const { sealed } = (await store.speakers.activeTemplate('a'))!;
  await store.close();
  const wrapped = readFileSync(join(dataDir, 'keys', `${enrolled.json.id}.key`));
  const needles = [sealed.subarray(5, 69), sealed.subarray(-64), wrapped.subarray(13, 45)];
  for (const needle of needles) t.not(filesWith(dataDir, needle).length, 0, 'the search finds what is there');

  const receipt = await service.ask('/v1/speakers/a/opt-out', { method: 'POST' });
  t.match(receipt, { status: 200, json: { occasion: 'opt_out', enrolments: [{ id: enrolled.json.id }] } });
  for (const needle of needles) t.same(filesWith(dataDir, needle), [], 'while the service runs');
  t.same((await service.ask(`/v1/deletion-receipts/${receipt.json.id}`)).json, receipt.json);
  const asked = (await read()).json;
  t.match(asked, { status: 'completed', verdict: 'review', speaker: { decision: 'OPTED_OUT' } });
  t.match(asked.reasons, [{ code: 'SPEAKER_OPTED_OUT' }]);
  t.match(await enrol('c-2'), { status: 409, json: { code: 'SPEAKER_OPTED_OUT' } });

  t.match(await service.ask('/v1/speakers/a/opt-in', optIn('c-1')), { json: { code: 'CONSENT_WITHDRAWN' } });
  t.match(await service.ask('/v1/speakers/a/opt-in', optIn('c-2')), {
    status: 200,
    json: { opted_out_at: null, enrolments: [{ state: 'opted_out' }] },
  });
  t.match((await read()).json, { speaker: { decision: 'NOT_ENROLLED' } });
  t.equal((await enrol('c-2')).status, 201);
  t.match((await read()).json, { speaker: { decision: 'ACCEPT' } });
  t.same(await service.end('SIGTERM'), { code: 0, signal: null });
});
