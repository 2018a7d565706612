import t from 'tap';
import { verificationJson } from '../../src/http/schemas/verification-json.js';
import { startApi } from './support/api.js';
import { audioPart, form, reading, requestPart } from './support/form.js';
import { completed, failed, queued, wav } from './support/samples.js';

const POST = { method: 'POST', url: '/v1/verifications' } as const;

t.test('a reading without a wait is accepted: 202 and where to look', async (t) => {
  const api = await startApi(t);
  const response = await api.send({ ...POST, ...reading() });
  t.equal(response.statusCode, 202);
  t.equal(response.headers.location, '/v1/verifications/ver_1');
  t.match(response.json(), { id: 'ver_1', status: 'queued', verdict: null, content: null, failure: null });
});

t.test('a reading with a wait is answered with the whole judgement', async (t) => {
  const api = await startApi(t);
  const { payload, headers } = reading();
  const response = await api.send({ ...POST, payload, headers: { ...headers, prefer: 'respond-async, wait=2' } });
  t.equal(response.statusCode, 201);
  t.equal(response.headers['preference-applied'], 'wait=2');
  t.same(response.json(), verificationJson(completed('ver_1')), 'serialisation drops nothing');
  t.equal(response.json().timing_ms.queue, 3);
  t.equal(response.json().content.scores.worst_pair_log_posterior, null, 'what is not finite is null');
});

t.test('a wait is capped, and one that ends too early gives 202', async (t) => {
  const api = await startApi(t);
  const { payload, headers } = reading({ clause_text: 'slow' });
  const response = await api.send({ ...POST, payload, headers: { ...headers, prefer: 'wait=3600' } });
  t.equal(response.statusCode, 202);
  t.equal(response.headers['preference-applied'], 'wait=5');
});

t.test('a recording that cannot be judged is a failed resource, not an error of the request', async (t) => {
  const api = await startApi(t);
  const { payload, headers } = reading({ clause_text: 'undecodable' });
  const response = await api.send({ ...POST, payload, headers: { ...headers, prefer: 'wait=1' } });
  t.equal(response.statusCode, 201);
  t.same(response.json(), verificationJson(failed('ver_failed')));
  t.match(response.json(), {
    status: 'failed',
    verdict: null,
    failure: { code: 'AUDIO_UNREADABLE', title: 'The audio is damaged and cannot be decoded', retry: false },
  });
});

t.test('the recording arrives byte for byte with its hash, and the request with its defaults', async (t) => {
  const api = await startApi(t);
  const audio = wav(0.5);
  await api.send({ ...POST, ...reading({ clause_text: '同意', speaker_id: 's.1', slots: { term: '3' } }, audio) });
  const [submission] = api.useCases.submissions;
  t.ok(submission?.bytes.equals(audio));
  t.match(submission?.audio, { bytes: audio.length, contentType: 'audio/wav' });
  t.match(submission?.input, {
    clause: { kind: 'inline', text: '同意', criticalTerms: [] },
    slots: { term: '3' },
    speakerId: 's.1',
    attemptNo: 1,
    policyId: 'default',
    supersedes: null,
  });
});

t.test('parts may come in any order, and the request as a JSON part or as a file', async (t) => {
  const api = await startApi(t);
  const request = { clause_id: 'risk-1', clause_version: 2 };
  const shapes = [
    form(requestPart(request), audioPart()),
    form(audioPart(), { ...requestPart(request), type: 'application/json' }),
    form({ ...requestPart(request), type: 'application/json', fileName: 'blob' }, audioPart()),
    form({ name: 'audio', body: wav() }, requestPart(request)),
  ];
  for (const shape of shapes) t.equal((await api.send({ ...POST, ...shape })).statusCode, 202);
  for (const { input } of api.useCases.submissions) t.match(input.clause, { kind: 'stored', id: 'risk-1', version: 2 });
});

t.test('a repeated Idempotency-Key gets the very same bytes', async (t) => {
  const api = await startApi(t);
  const { payload, headers } = reading();
  const options = { ...POST, payload, headers: { ...headers, 'idempotency-key': 'case-1/take-1', prefer: 'wait=1' } };
  const first = await api.send(options);
  const second = await api.send(options);
  t.equal(first.headers['idempotent-replayed'], undefined);
  t.equal(second.headers['idempotent-replayed'], 'true');
  t.equal(second.statusCode, first.statusCode);
  t.equal(second.headers.location, first.headers.location);
  t.equal(second.headers['content-type'], first.headers['content-type']);
  t.ok(second.rawPayload.equals(first.rawPayload));
});

t.test('a verification can be read, and waited for', async (t) => {
  const api = await startApi(t);
  const read = await api.send({ url: '/v1/verifications/ver_9' });
  t.equal(read.statusCode, 200);
  t.same(read.json(), verificationJson(completed('ver_9')));
  let release = (): void => undefined;
  api.useCases.holdWaits(
    new Promise((resolve) => {
      release = resolve;
    }),
  );
  const waiting = api.send({ url: '/v1/verifications/ver_slow', headers: { prefer: 'wait=4' } });
  release();
  const waited = await waiting;
  t.equal(waited.headers['preference-applied'], 'wait=4');
  t.same(waited.json(), verificationJson(queued('ver_slow')));
});

t.test('the original recording: bytes, hash as ETag, ranges, and 304', async (t) => {
  const api = await startApi(t);
  const url = '/v1/verifications/ver_1/audio';
  const whole = await api.send({ url });
  t.equal(whole.statusCode, 200);
  t.equal(whole.payload, 'RIFF0123456789abcdef');
  t.equal(whole.headers['content-type'], 'audio/wav');
  t.equal(whole.headers['content-length'], '20');
  t.match(whole.headers.etag, /^"[0-9a-f]{64}"$/);
  const part = await api.send({ url, headers: { range: 'bytes=5-8' } });
  t.equal(part.statusCode, 206);
  t.equal(part.payload, '1234');
  t.equal(part.headers['content-range'], 'bytes 5-8/20');
  t.equal((await api.send({ url, headers: { range: 'bytes=-3' } })).payload, 'def');
  t.equal((await api.send({ url, headers: { range: 'bytes=16-' } })).payload, 'cdef');
  t.equal((await api.send({ url, headers: { range: 'bytes=0-1,4-5' } })).statusCode, 200, 'several ranges are ignored');
  t.equal(
    (await api.send({ url, headers: { range: 'bytes=90-' } })).statusCode,
    200,
    'a range beyond the end is ignored',
  );
  const known = await api.send({ url, headers: { 'if-none-match': String(whole.headers.etag) } });
  t.equal(known.statusCode, 304);
  t.equal(known.payload, '');
});
