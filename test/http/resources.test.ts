import t from 'tap';
import { policyJson } from '../../src/http/schemas/policy.js';
import type { Policy } from '../../src/verdict/policy.js';
import { documentHash } from '../../src/verification/sha256.js';
import { startApi } from './support/api.js';
import { JUDGEMENT, POLICY } from './support/samples.js';

t.test('a clause version is stored once and can be read', async (t) => {
  const api = await startApi(t);
  const url = '/v1/clauses/rate-1/versions/3';
  const payload = { text: '年利率{rate}', slots: { rate: 'rate' }, critical_terms: ['年利率'] };
  const first = await api.send({ method: 'PUT', url, payload });
  t.equal(first.statusCode, 201);
  t.equal(first.headers.location, url);
  const clause = { id: 'rate-1', version: 3, kind: 'reading', ...payload, answer: null, warnings: [] };
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
  t.same(response.json(), {
    id: 'a',
    version: 1,
    kind: 'reading',
    text: '同意',
    slots: {},
    critical_terms: [],
    answer: null,
    warnings: [],
  });
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
    opted_out_at: null,
    enrolments: [{ id: 'enr_1', state: 'active', effective_speech_ms: 4_200, recordings: 2 }],
  });
  const gone = await api.send({ method: 'DELETE', url: '/v1/speakers/speaker-1' });
  t.equal(gone.statusCode, 200);
  t.match(gone.json(), { id: 'del_1', enrolments: [{ id: 'enr_1', key_sha256: 'ab'.repeat(32) }] });
  t.same((await api.send({ url: '/v1/deletion-receipts/del_1' })).json(), gone.json());
  t.match((await api.send({ url: '/v1/deletion-receipts/del_2' })).json(), { status: 404, code: 'NOT_FOUND' });
});

t.test('a speaker can opt out, known or not, and in again', async (t) => {
  const api = await startApi(t);
  const out = await api.send({ method: 'POST', url: '/v1/speakers/speaker-1/opt-out' });
  t.match(out.json(), { id: 'del_1', occasion: 'opt_out' });
  const url = '/v1/speakers/speaker-1/opt-in';
  const payload = { consent_id: 'consent-2' };
  t.match((await api.send({ method: 'POST', url, payload })).json(), { id: 'speaker-1', opted_out_at: null });
  t.match((await api.send({ method: 'POST', url, payload: {} })).json(), { code: 'BAD_REQUEST' });
});

t.test('policies with their thresholds by name', async (t) => {
  const api = await startApi(t);
  const policy = (await api.send({ url: '/v1/policies/default' })).json();
  t.match(policy, { id: 'default', version: 7, thresholds: { worst_pair_pass: -1.5, speaker_speech_ms_min: 1_500 } });
  t.same((await api.send({ url: '/v1/policies' })).json(), { policies: [policy] });
  t.match(policy, {
    kinds: { reading: {}, answer: {} },
    profiles: { mandarin: { support: 'validated' } },
    stamp: null,
  });
  t.equal(policy.sha256, documentHash(POLICY));
  t.same((await api.send({ url: '/v1/policies/default?version=7' })).json(), policy);
  t.match((await api.send({ url: '/v1/policies/default?version=6' })).json(), { code: 'POLICY_NOT_FOUND' });
});

t.test('a policy shows its layers and where it comes from', async (t) => {
  const data = { name: 'dev', sha256: 'ab'.repeat(32), readings: 90, speakers: 9, voices: 'human' } as const;
  const layered: Policy = {
    ...POLICY,
    kinds: { answer: { snrDbMin: 15 } },
    profiles: { wu: { support: 'review_only', thresholds: { worstPairPass: -2 } } },
    stamp: {
      calibratedAt: '2026-01-02T03:04:05Z',
      development: data,
      heldOut: { ...data, voices: 'synthetic' },
      models: [{ role: 'asr', id: 'phones', sha256: 'cd'.repeat(32) }],
      normaliser: 'n/1',
      accentProfiles: { wu: 2 },
      falsePassBound: 0.005,
      confidence: 0.95,
      figures: { passes: [81, 90], note: { deep: null } },
    },
  };
  t.match(policyJson(layered), {
    kinds: { reading: {}, answer: { snr_db_min: 15 } },
    profiles: { wu: { support: 'review_only', thresholds: { worst_pair_pass: -2 } } },
    stamp: {
      development: data,
      held_out: { voices: 'synthetic' },
      accent_profiles: { wu: 2 },
      false_pass_bound: 0.005,
      figures: { passes: [81, 90], note: { deep: null } },
    },
  });
  t.equal(policyJson({ ...layered, stamp: { ...layered.stamp!, heldOut: null } }).stamp?.held_out, null);
});

t.test('a replay says what was recorded and what came out', async (t) => {
  const api = await startApi(t);
  const replay = (await api.send({ method: 'POST', url: '/v1/verifications/ver_1/replay' })).json();
  t.match(replay, {
    verification_id: 'ver_1',
    outcome: 'different',
    verdict: { recorded: 'pass', replayed: 'review' },
    pins: [{ name: 'policy', same: false }, { present: null, same: false }, { same: true }],
    differences_total: 2,
  });
  t.same(replay.differences[1], {
    path: 'content.scores.worst_pair_log_posterior',
    recorded: '-1.5',
    replayed: 'null',
  });
  api.useCases.failNext('REPLAY_PIN_MISSING');
  t.match((await api.send({ method: 'POST', url: '/v1/verifications/ver_1/replay' })).json(), {
    status: 409,
    code: 'REPLAY_PIN_MISSING',
  });
});

t.test('models with their hashes', async (t) => {
  const api = await startApi(t);
  t.same((await api.send({ url: '/v1/models' })).json(), { models: JUDGEMENT.models });
});
