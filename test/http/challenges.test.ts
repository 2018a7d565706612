import t from 'tap';
import { startApi } from './support/api.js';
import { tokenOf } from './support/memory-use-cases.js';

const headers = { authorization: `Bearer ${tokenOf('submit', 'read')}` };
const ASKED = { kind: 'digits', outer_business_id: 'case-1' };

t.test('a challenge is given with its phrase, and told of without', async (t) => {
  const { app } = await startApi(t);
  const given = await app.inject({ method: 'POST', url: '/v1/challenges', headers, payload: ASKED });
  t.equal(given.statusCode, 201);
  t.equal(given.headers.location, '/v1/challenges/chl_1');
  t.equal(given.headers['cache-control'], 'no-store');
  t.match(given.json(), { id: 'chl_1', phrase: '三九五二七四', prompt: '请朗读：三九五二七四', position: 'before' });
  const found = await app.inject({ url: '/v1/challenges/chl_1', headers });
  t.match(found.json(), { id: 'chl_1', status: 'open', phrase: null, prompt: null });
  const unknown = await app.inject({ url: '/v1/challenges/chl_2', headers });
  t.match(unknown.json(), { status: 404, code: 'CHALLENGE_NOT_FOUND' });
});

t.test('a request that does not fit is refused', async (t) => {
  const { app } = await startApi(t);
  for (const change of [{ kind: 'song' }, { outer_business_id: undefined }, { length: 9 }, { position: 'in' }]) {
    const response = await app.inject({
      method: 'POST',
      url: '/v1/challenges',
      headers,
      payload: { ...ASKED, ...change },
    });
    t.match(response.json(), { status: 400, code: 'BAD_REQUEST' });
  }
});
