import t from 'tap';
import { ERRORS, type ErrorCode } from '../../src/errors.js';
import { startApi, type TestApi } from './support/api.js';
import { audioPart, form, reading, requestPart } from './support/form.js';
import { wav } from './support/samples.js';

interface Case {
  readonly code: ErrorCode;
  readonly name: string;
  readonly send: (api: TestApi) => ReturnType<TestApi['send']>;
}

const post =
  (shape: ReturnType<typeof form>, headers = {}) =>
  (api: TestApi) =>
    api.send({
      method: 'POST',
      url: '/v1/verifications',
      payload: shape.payload,
      headers: { ...shape.headers, ...headers },
    });
const put =
  (payload: object | string, headers = { 'content-type': 'application/json' }, url = '/v1/clauses/a/versions/1') =>
  (api: TestApi) =>
    api.send({ method: 'PUT', url, payload, headers });
const get =
  (url: string, headers = {}) =>
  (api: TestApi) =>
    api.send({ url, headers });
const asked = (request: object) => post(reading(request));
const text = { clause_text: '同意' };

const CASES: readonly Case[] = [
  { code: 'NOT_FOUND', name: 'a path that nothing has', send: get('/v2/verifications') },
  { code: 'NOT_FOUND', name: 'a verification that is not there', send: get('/v1/verifications/other') },
  {
    code: 'METHOD_NOT_ALLOWED',
    name: 'a method that a path does not take',
    send: (api) => api.send({ method: 'PATCH', url: '/v1/clauses/a' }),
  },
  { code: 'BAD_REQUEST', name: 'an escape that is none', send: get('/v1/clauses/%zz') },
  { code: 'BAD_REQUEST', name: 'an id with unsafe characters', send: get('/v1/clauses/a%20b') },
  { code: 'BAD_REQUEST', name: 'a version that is no number', send: get('/v1/clauses/a/versions/new') },
  { code: 'BAD_REQUEST', name: 'a version of zero', send: get('/v1/clauses/a/versions/0') },
  { code: 'BAD_REQUEST', name: 'an unusable Idempotency-Key', send: post(reading(), { 'idempotency-key': 'a b' }) },
  { code: 'BAD_REQUEST', name: 'a body that is not JSON', send: put('{"text":') },
  { code: 'BAD_REQUEST', name: 'a JSON body without its fields', send: put({}) },
  { code: 'BAD_REQUEST', name: 'an empty JSON body', send: put('') },
  { code: 'BAD_REQUEST', name: 'a clause text that is too long', send: put({ text: '好'.repeat(2_001) }) },
  { code: 'BAD_REQUEST', name: 'a slot of no known kind', send: put({ text: '{a}', slots: { a: 'colour' } }) },
  { code: 'BODY_TOO_LARGE', name: 'a JSON body beyond its cap', send: put({ text: 'a'.repeat(70_000) }) },
  { code: 'UNSUPPORTED_MEDIA_TYPE', name: 'a clause as text', send: put('text', { 'content-type': 'text/csv' }) },
  {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    name: 'a reading as JSON',
    send: (api) => api.send({ method: 'POST', url: '/v1/verifications', payload: text }),
  },
  {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    name: 'a reading without a body',
    send: (api) => api.send({ method: 'POST', url: '/v1/verifications' }),
  },
  { code: 'BAD_REQUEST', name: 'no clause at all', send: asked({}) },
  { code: 'BAD_REQUEST', name: 'two clauses', send: asked({ ...text, clause_id: 'a' }) },
  { code: 'BAD_REQUEST', name: 'a version without its clause', send: asked({ ...text, clause_version: 1 }) },
  { code: 'BAD_REQUEST', name: 'terms of a stored clause', send: asked({ clause_id: 'a', critical_terms: ['b'] }) },
  {
    code: 'BAD_REQUEST',
    name: 'too many critical terms',
    send: asked({ ...text, critical_terms: Array(51).fill('a') }),
  },
  {
    code: 'BAD_REQUEST',
    name: 'a critical term that is too long',
    send: asked({ ...text, critical_terms: ['a'.repeat(101)] }),
  },
  {
    code: 'BAD_REQUEST',
    name: 'too many slots',
    send: asked({ ...text, slots: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`s${at}`, '1'])) }),
  },
  {
    code: 'BAD_REQUEST',
    name: 'a slot with a hostile name',
    send: asked({ ...text, slots: JSON.parse('{"__proto__x.y":"1"}') }),
  },
  { code: 'BAD_REQUEST', name: 'a hundredth take', send: asked({ ...text, attempt_no: 100 }) },
  { code: 'BAD_REQUEST', name: 'a take that is a text', send: asked({ ...text, attempt_no: '1' }) },
  { code: 'BAD_REQUEST', name: 'an unsafe speaker id', send: asked({ ...text, speaker_id: '../x' }) },
  {
    code: 'BAD_REQUEST',
    name: 'a request part that is not JSON',
    send: post(form(audioPart(), { name: 'request', body: '{' })),
  },
  {
    code: 'BAD_REQUEST',
    name: 'a declared JSON part that is not JSON',
    send: post(form(audioPart(), { name: 'request', body: '{', type: 'application/json' })),
  },
  { code: 'BAD_REQUEST', name: 'a request part that is an array', send: post(form(audioPart(), requestPart([]))) },
  {
    code: 'BAD_REQUEST',
    name: 'a request part beyond its cap',
    send: post(form(audioPart(), requestPart({ clause_text: 'a'.repeat(70_000) }))),
  },
  {
    code: 'BAD_REQUEST',
    name: 'two request parts',
    send: post(form(requestPart(text), requestPart(text), audioPart())),
  },
  { code: 'BAD_REQUEST', name: 'no request part', send: post(form(audioPart())) },
  { code: 'BAD_REQUEST', name: 'two recordings', send: post(form(audioPart(), audioPart(), requestPart(text))) },
  {
    code: 'BAD_REQUEST',
    name: 'a part that is not expected',
    send: post(form(audioPart(), requestPart(text), { name: 'extra', body: 'x' })),
  },
  {
    code: 'BAD_REQUEST',
    name: 'a file that is not expected',
    send: post(form({ ...audioPart(), name: 'video' }, requestPart(text))),
  },
  {
    code: 'BAD_REQUEST',
    name: 'a part named like a property of objects',
    send: post(form({ name: 'constructor', body: 'x' }, audioPart(), requestPart(text))),
  },
  {
    code: 'BAD_REQUEST',
    name: 'very many parts',
    send: post(form(...Array.from({ length: 200 }, () => requestPart(text)))),
  },
  {
    code: 'BAD_REQUEST',
    name: 'a form without a boundary',
    send: post({ ...reading(), headers: { 'content-type': 'multipart/form-data' } }),
  },
  {
    code: 'BAD_REQUEST',
    name: 'a form that is cut',
    send: post({ ...reading(), payload: reading().payload.subarray(0, 2_000) }),
  },
  {
    code: 'BAD_REQUEST',
    name: 'a form that is noise',
    send: post({ ...reading(), payload: Buffer.alloc(5_000, 'noise') }),
  },
  { code: 'BAD_REQUEST', name: 'an empty form', send: post(form()) },
  { code: 'AUDIO_MISSING', name: 'no recording', send: post(form(requestPart(text))) },
  { code: 'AUDIO_EMPTY', name: 'a recording without bytes', send: post(reading(text, Buffer.alloc(0))) },
  {
    code: 'AUDIO_UNSUPPORTED',
    name: 'a recording that is a text',
    send: post(reading(text, Buffer.from('#EXTM3U\nfile:///etc/passwd\n'))),
  },
  {
    code: 'AUDIO_UNSUPPORTED',
    name: 'a long recording that is a text',
    send: post(reading(text, Buffer.alloc(90_000, 'text'))),
  },
  { code: 'AUDIO_TOO_LARGE', name: 'a recording beyond its cap', send: post(reading(text, wav(4))) },
  {
    code: 'AUDIO_TOO_LARGE',
    name: 'a body that says it is far too long',
    send: post(reading(), { 'content-length': '900000000' }),
  },
  { code: 'CLAUSE_NOT_FOUND', name: 'a clause that is not there', send: get('/v1/clauses/none') },
  { code: 'CLAUSE_NOT_FOUND', name: 'a clause version that is not there', send: get('/v1/clauses/risk-1/versions/9') },
  { code: 'POLICY_NOT_FOUND', name: 'a policy that is not there', send: get('/v1/policies/none') },
  { code: 'SPEAKER_NOT_FOUND', name: 'a speaker who is not there', send: get('/v1/speakers/none') },
  {
    code: 'SPEAKER_NOT_FOUND',
    name: 'deleting a speaker who is not there',
    send: (api) => api.send({ method: 'DELETE', url: '/v1/speakers/none' }),
  },
];

t.test('every fault of a request has its code, and leaves nothing on disk', async (t) => {
  const api = await startApi(t);
  for (const { code, name, send } of CASES) {
    const response = await send(api);
    t.equal(response.statusCode, ERRORS[code].status, name);
    t.match(response.headers['content-type'], 'application/problem+json', name);
    t.match(response.json(), { code, title: ERRORS[code].title, status: ERRORS[code].status }, name);
    t.match(response.json().instance, /^urn:hesheng:request:/, name);
  }
  t.same(api.uploads(), []);
});

/** What a use case can reject with, by route: the route's document has to have it. */
const FROM_USE_CASES: readonly (readonly [Case['send'], readonly ErrorCode[]])[] = [
  [
    post(reading()),
    [
      'CLAUSE_NOT_FOUND',
      'CLAUSE_INVALID',
      'SLOT_MISSING',
      'POLICY_NOT_FOUND',
      'CONSENT_REQUIRED',
      'CONFLICT',
      'IDEMPOTENCY_IN_FLIGHT',
      'IDEMPOTENCY_MISMATCH',
      'QUEUE_FULL',
    ],
  ],
  [get('/v1/verifications/ver_1/audio'), ['NOT_FOUND', 'AUDIO_GONE']],
  [put({ text: '同意' }), ['CLAUSE_INVALID', 'CLAUSE_EXISTS']],
  [
    (api) => api.send({ method: 'POST', url: '/v1/speakers/speaker-1/opt-in', payload: { consent_id: 'c' } }),
    ['SPEAKER_NOT_FOUND', 'CONFLICT', 'CONSENT_WITHDRAWN'],
  ],
  [
    (api) => api.send({ method: 'POST', url: '/v1/speakers/s/enrolments', ...reading({ consent_id: 'c' }) }),
    [
      'CONSENT_WITHDRAWN',
      'SPEAKER_OPTED_OUT',
      'VALIDITY_INVALID',
      'KEY_SERVICE_UNAVAILABLE',
      'CONSENT_REQUIRED',
      'ENROLMENT_REFUSED',
      'AUDIO_SILENT',
      'AUDIO_UNREADABLE',
      'AUDIO_TOO_LONG',
      'AUDIO_TOO_SHORT',
      'AUDIO_DECODE_TIMEOUT',
      'DECODER_MISSING',
      'ENGINE_BUSY',
      'ENGINE_TIMEOUT',
      'ENGINE_FAILURE',
      'ENGINE_UNAVAILABLE',
    ],
  ],
];

t.test('what a use case rejects with is answered as it is, with Retry-After where waiting helps', async (t) => {
  const api = await startApi(t);
  for (const [send, codes] of FROM_USE_CASES) {
    for (const code of codes) {
      api.useCases.failNext(code);
      const response = await send(api);
      t.match(response.json(), { code, status: ERRORS[code].status, detail: 'As the test wants it.' }, code);
      t.equal(response.headers['retry-after'] !== undefined, ERRORS[code].status === 503, `${code}: Retry-After`);
    }
  }
  t.same(api.uploads(), []);
});

t.test('an unknown fault is INTERNAL, says nothing of itself, and is logged', async (t) => {
  const api = await startApi(t);
  api.useCases.failNext(new Error('the secret of the house'));
  const response = await api.send({ url: '/v1/clauses' });
  t.equal(response.statusCode, 500);
  t.match(response.json(), { code: 'INTERNAL', status: 500 });
  t.notMatch(response.payload, /secret/);
  t.match(api.log.join(''), /the secret of the house/);
});

t.test('an unknown field is named, wherever it is: later versions will know it', async (t) => {
  const api = await startApi(t);
  for (const field of ['callback_url', 'live_id']) {
    const response = await asked({ ...text, [field]: 'x' })(api);
    t.match(response.json(), {
      code: 'BAD_REQUEST',
      errors: [{ pointer: `/${field}`, detail: 'is not a known field' }],
    });
  }
  t.match((await put({ text: '好', note: 1 })(api)).json().errors, [{ pointer: '/note' }]);
  const many = await asked({ attempt_no: 0, speaker_id: '', clause_text: '' })(api);
  t.same(
    many
      .json()
      .errors.map(({ pointer }: { pointer: string }) => pointer)
      .sort(),
    ['/attempt_no', '/clause_text', '/speaker_id', '/speaker_id'],
  );
});

t.test('405 says what is allowed', async (t) => {
  const api = await startApi(t);
  const response = await api.send({ method: 'DELETE', url: '/v1/clauses/a/versions/1' });
  t.equal(response.headers.allow, 'GET, HEAD, PUT');
});
