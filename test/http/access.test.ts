import t from 'tap';
import { startApi } from './support/api.js';
import { documentOf } from './support/documented.js';
import { reading } from './support/form.js';
import { tokenOf } from './support/memory-use-cases.js';

/** Who may do what; a route that is missing here fails the test below. */
const SCOPES: Readonly<Record<string, string | readonly string[]>> = {
  'POST /v1/verifications': 'submit',
  'GET /v1/verifications/{id}': 'read',
  'GET /v1/verifications/{id}/audio': 'read',
  'POST /v1/verifications/{id}/replay': ['review', 'admin'],
  'PUT /v1/clauses/{id}/versions/{version}': 'admin',
  'GET /v1/clauses/{id}/versions/{version}': 'read',
  'GET /v1/clauses': 'read',
  'GET /v1/clauses/{id}': 'read',
  'POST /v1/challenges': 'submit',
  'GET /v1/challenges/{id}': 'read',
  'POST /v1/speakers/{id}/enrolments': 'submit',
  'GET /v1/speakers/{id}': 'read',
  'DELETE /v1/speakers/{id}': 'admin',
  'POST /v1/speakers/{id}/opt-out': 'submit',
  'POST /v1/speakers/{id}/opt-in': 'submit',
  'GET /v1/deletion-receipts/{id}': 'read',
  'GET /v1/policies': 'read',
  'GET /v1/policies/{id}': 'read',
  'GET /v1/models': 'read',
};
/** Bodies of the routes that take JSON. */
const PAYLOADS: Readonly<Record<string, object>> = {
  'PUT /v1/clauses/{id}/versions/{version}': { text: '同意' },
  'POST /v1/challenges': { kind: 'digits', outer_business_id: 'case-1' },
  'POST /v1/speakers/{id}/opt-in': { consent_id: 'consent-2' },
};
const OPEN = ['GET /livez', 'GET /readyz', 'GET /metrics'];
const ALL = ['submit', 'read', 'review', 'admin'];

const split = (route: string): { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; url: string } => {
  const [method, url = ''] = route.split(' ');
  const filled = url
    .replace('{version}', '2')
    .replace('speakers/{id}', 'speakers/speaker-1')
    .replace('deletion-receipts/{id}', 'deletion-receipts/del_1')
    .replace('challenges/{id}', 'challenges/chl_1')
    .replace('clauses/{id}', 'clauses/risk-1')
    .replace('policies/{id}', 'policies/default');
  return { method: method as 'GET', url: filled.replace('{id}', 'ver_1') };
};

t.test('every documented route is in the table, with its scope', async (t) => {
  const { app } = await startApi(t);
  const documented = Object.entries(documentOf(app).paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
  t.same(documented.map(([route]) => route).sort(), [...OPEN, ...Object.keys(SCOPES)].sort());
  for (const [route, { security }] of documented) {
    const scopes = SCOPES[route];
    t.same(security, scopes && [scopes].flat().map((scope) => ({ apiKey: [scope] })), route);
  }
});

t.test('each route answers 401 without a key, 403 without its scope, and serves the scope', async (t) => {
  const { app } = await startApi(t);
  for (const [route, scope] of Object.entries(SCOPES)) {
    const payload = PAYLOADS[route];
    const request = { ...split(route), ...(payload ? { payload } : {}) };
    const keyless = await app.inject(request);
    t.equal(keyless.statusCode, 401, route);
    t.equal(keyless.headers['www-authenticate'], 'Bearer realm="hesheng"');
    t.match(keyless.json(), { code: 'UNAUTHENTICATED' });
    for (const held of ALL) {
      const response = await app.inject({ ...request, headers: { authorization: `Bearer ${tokenOf(held)}` } });
      if ([scope].flat().includes(held))
        t.ok([200, 201, 204, 415].includes(response.statusCode), `${route} with ${held}`);
      else t.match(response.json(), { code: 'FORBIDDEN', status: 403 }, `${route} with ${held}`);
    }
  }
});

t.test('what is no Bearer token of ours is no key', async (t) => {
  const { app } = await startApi(t);
  const credentials = [
    '',
    'Bearer',
    'Bearer hsk_',
    `Basic ${tokenOf('read')}`,
    'Bearer hsk_unknown-unknown-unknown',
    `Bearer ${tokenOf('read')} x`,
  ];
  for (const authorization of credentials) {
    t.equal((await app.inject({ url: '/v1/clauses', headers: { authorization } })).statusCode, 401, authorization);
  }
});

t.test('a request without a key is refused before its body is read', async (t) => {
  const api = await startApi(t);
  const response = await api.app.inject({ method: 'POST', url: '/v1/verifications', ...reading() });
  t.equal(response.statusCode, 401);
  t.same(api.uploads(), []);
});

t.test('a key beyond its rate gets 429 with Retry-After; another key does not', async (t) => {
  const { app } = await startApi(t, { rateLimitPerMinute: 3 });
  const read = (token: string) => app.inject({ url: '/v1/clauses', headers: { authorization: `Bearer ${token}` } });
  const statuses: number[] = [];
  for (let at = 0; at < 4; at++) statuses.push((await read(tokenOf('read'))).statusCode);
  t.same(statuses, [200, 200, 200, 429]);
  const limited = await read(tokenOf('read'));
  t.match(limited.json(), { code: 'RATE_LIMITED' });
  t.match(limited.headers['retry-after'], /^\d+$/);
  t.equal((await read(tokenOf('read', 'admin'))).statusCode, 200);
});

t.test('guessing keys is slowed down', async (t) => {
  const { app } = await startApi(t);
  const guess = () =>
    app.inject({ url: '/v1/clauses', headers: { authorization: 'Bearer hsk_guess-guess-guess-guess' } });
  const statuses = new Set<number>();
  for (let at = 0; at < 70; at++) statuses.add((await guess()).statusCode);
  t.same([...statuses], [401, 429]);
});
