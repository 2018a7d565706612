import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { UploadFolder } from '../../src/http/uploads/upload-folder.js';
import { startApi } from './support/api.js';
import { audioPart, form, reading, requestPart } from './support/form.js';
import { ALL_SCOPES_TOKEN } from './support/memory-use-cases.js';
import { wav } from './support/samples.js';

const authorization = `Bearer ${ALL_SCOPES_TOKEN}`;

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await sleep(5);
};

t.test('a caller who hangs up in the middle leaves no file and no half reading', async (t) => {
  const api = await startApi(t);
  const origin = await api.listen();
  const { payload, headers } = reading();
  const client = httpRequest(`${origin}/v1/verifications`, {
    method: 'POST',
    headers: { ...headers, authorization, 'content-length': payload.length },
  });
  client.on('error', () => undefined);
  client.write(payload.subarray(0, payload.length - 5_000));
  await until(() => api.uploads().length === 1);
  client.destroy();
  await until(() => api.uploads().length === 0);
  t.same(api.useCases.submissions, []);
  t.equal((await fetch(`${origin}/livez`)).status, 200);
});

t.test('a recording beyond the cap is answered while the caller still sends', async (t) => {
  const api = await startApi(t, { maxAudioBytes: 50_000 });
  const origin = await api.listen();
  const client = httpRequest(`${origin}/v1/verifications`, {
    method: 'POST',
    headers: { ...form().headers, authorization, 'transfer-encoding': 'chunked' },
  });
  const answered = once(client, 'response');
  const { payload } = reading({ clause_text: '好' }, wav(60));
  client.write(payload.subarray(0, 1_000_000));
  const [response] = await answered;
  t.equal(response.statusCode, 413);
  client.end(payload.subarray(1_000_000));
  const body = (await response.toArray()).join('');
  t.match(body, 'AUDIO_TOO_LARGE');
  t.same(api.uploads(), []);
});

t.test('a recording of exactly the cap is taken', async (t) => {
  const audio = wav(1);
  const api = await startApi(t, { maxAudioBytes: audio.length });
  const response = await api.send({
    method: 'POST',
    url: '/v1/verifications',
    ...reading({ clause_text: '好' }, audio),
  });
  t.equal(response.statusCode, 202);
});

t.test('several recordings of an enrolment arrive in their order, and are gone afterwards', async (t) => {
  const api = await startApi(t);
  const shape = form(audioPart(wav(1)), requestPart({ consent_id: 'consent-1' }), audioPart(wav(0.5)));
  const response = await api.send({ method: 'POST', url: '/v1/speakers/s1/enrolments', ...shape });
  t.equal(response.statusCode, 201);
  t.equal(response.headers.location, '/v1/speakers/s1');
  t.match(response.json(), { speaker_id: 's1', recordings: 2, effective_speech_ms: 4_200 });
  const [enrolment] = api.useCases.enrolments;
  t.same(
    enrolment?.bytes.map(({ length }) => length),
    [wav(1).length, wav(0.5).length],
  );
  t.same(api.uploads(), []);
});

t.test('more recordings than an enrolment takes are refused', async (t) => {
  const api = await startApi(t);
  const shape = form(requestPart({ consent_id: 'c' }), ...Array.from({ length: 6 }, () => audioPart(wav(0.1))));
  const response = await api.send({ method: 'POST', url: '/v1/speakers/s1/enrolments', ...shape });
  t.match(response.json(), { code: 'BAD_REQUEST', errors: [{ pointer: 'audio', detail: 'may come at most 5 times' }] });
  t.same(api.uploads(), []);
});

t.test('what a killed process left in the upload folder is cleared at the start', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'hesheng-uploads-'));
  t.teardown(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, 'left-over'), 'x');
  new UploadFolder(root);
  t.same(readdirSync(root), ['left-over'], 'another process may be at it');
  const folder = new UploadFolder(root, Date.now() + 3 * 3_600_000);
  t.same(readdirSync(root), []);
  await t.rejects(
    folder.within(async (path) => {
      writeFileSync(join(path, 'audio'), 'x');
      throw new Error('in use');
    }),
    { message: 'in use' },
  );
  t.same(readdirSync(root), []);
});
