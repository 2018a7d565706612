import t from 'tap';
import { startApi } from './support/api.js';
import { JUDGEMENT } from './support/samples.js';

t.test('a clause version is stored once and can be read', async (t) => {
  const api = await startApi(t);
  const url = '/v1/clauses/rate-1/versions/3';
  const payload = { text: '年利率{rate}', slots: { rate: 'rate' }, critical_terms: ['年利率'] };
  const first = await api.send({ method: 'PUT', url, payload });
  t.equal(first.statusCode, 201);
  t.equal(first.headers.location, url);
  const clause = { id: 'rate-1', version: 3, ...payload, warnings: [] };
  t.same(first.json(), clause);
  t.equal((await api.send({ method: 'PUT', url, payload })).statusCode, 200);
  t.same((await api.send({ url })).json(), clause);
  t.same((await api.send({ url: '/v1/clauses/rate-1' })).json(), clause);
  const { clauses } = (await api.send({ url: '/v1/clauses' })).json();
  t.same(
    clauses.map(({ id }: { id: string }) => id),
    ['risk-1', 'rate-1'],
  );
});

t.test('a clause without slots and terms has none', async (t) => {
  const api = await startApi(t);
  const response = await api.send({ method: 'PUT', url: '/v1/clauses/a/versions/1', payload: { text: '同意' } });
  t.same(response.json(), { id: 'a', version: 1, text: '同意', slots: {}, critical_terms: [], warnings: [] });
});

t.test('a clause that sound alone can hardly judge comes back with warnings', async (t) => {
  const api = await startApi(t);
  const payload = { text: '本人卖出基金', critical_terms: ['卖出'] };
  const response = await api.send({ method: 'PUT', url: '/v1/clauses/b/versions/1', payload });
  t.equal(response.statusCode, 201);
  t.match(response.json().warnings, [{ code: 'TONE_ONLY_CONTRARY', start: 2, end: 3 }]);
});

t.test('a speaker shows the enrolments without any template, and can be deleted', async (t) => {
  const api = await startApi(t);
  const response = await api.send({ url: '/v1/speakers/speaker-1' });
  t.match(response.json(), {
    id: 'speaker-1',
    enrolments: [{ id: 'enr_1', effective_speech_ms: 4_200, recordings: 2 }],
  });
  const gone = await api.send({ method: 'DELETE', url: '/v1/speakers/speaker-1' });
  t.equal(gone.statusCode, 204);
  t.equal(gone.payload, '');
});

t.test('policies with their thresholds by name', async (t) => {
  const api = await startApi(t);
  const policy = (await api.send({ url: '/v1/policies/default' })).json();
  t.match(policy, { id: 'default', version: 7, thresholds: { worst_pair_pass: -1.5, speaker_speech_ms_min: 1_500 } });
  t.same((await api.send({ url: '/v1/policies' })).json(), { policies: [policy] });
});

t.test('models with their hashes', async (t) => {
  const api = await startApi(t);
  t.same((await api.send({ url: '/v1/models' })).json(), { models: JUDGEMENT.models });
});
