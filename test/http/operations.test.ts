import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { METRICS } from '../../src/metrics/catalogue.js';
import { prometheusMetrics } from '../../src/metrics/prometheus-metrics.js';
import { startApi } from './support/api.js';
import { reading } from './support/form.js';
import { JUDGEMENT } from './support/samples.js';

t.test('live and ready', async (t) => {
  const api = await startApi(t);
  t.same((await api.send({ url: '/livez' })).json(), { status: 'ok' });
  t.same((await api.send({ url: '/readyz' })).json(), { status: 'ready' });
});

t.test('not ready names the parts at fault', async (t) => {
  const api = await startApi(t, { readiness: async () => ({ engine: 'failed', store: 'ok', disk: 'failed' }) });
  const response = await api.send({ url: '/readyz' });
  t.equal(response.statusCode, 503);
  t.match(response.json(), { code: 'NOT_READY', errors: [{ pointer: 'engine' }, { pointer: 'disk' }] });
  t.ok(response.headers['retry-after']);
});

t.test('a stopping service is live but not ready, refuses new requests and finishes those in hand', async (t) => {
  const api = await startApi(t);
  let release = (): void => undefined;
  api.useCases.holdWaits(
    new Promise((resolve) => {
      release = resolve;
    }),
  );
  const inHand = api.send({ url: '/v1/verifications/ver_1', headers: { prefer: 'wait=4' } });
  await sleep(20);
  api.stopTaking();
  t.equal((await api.send({ url: '/livez' })).statusCode, 200);
  t.match((await api.send({ url: '/readyz' })).json(), { code: 'SHUTTING_DOWN' });
  const refused = await api.send({ method: 'POST', url: '/v1/verifications', ...reading() });
  t.match(refused.json(), { code: 'SHUTTING_DOWN', status: 503 });
  t.ok(refused.headers['retry-after']);
  release();
  t.equal((await inHand).statusCode, 200);
});

t.test('load is shed when the event loop is late', async (t) => {
  const api = await startApi(t, { maxEventLoopDelayMs: 0.000_1 });
  let response = await api.send({ url: '/v1/clauses' });
  while (response.statusCode === 200) {
    await sleep(50);
    response = await api.send({ url: '/v1/clauses' });
  }
  t.match(response.json(), { code: 'OVERLOADED', status: 503 });
  t.equal(response.headers['retry-after'], '5');
  t.equal((await api.send({ url: '/livez' })).statusCode, 200, 'health is answered all the same');
});

t.test('metrics count answers by route pattern, never by path', async (t) => {
  const api = await startApi(t);
  await api.send({ url: '/v1/speakers/speaker-1' });
  await api.send({ url: '/nothing/speaker-1' });
  const response = await api.send({ url: '/metrics' });
  t.equal(response.statusCode, 200);
  t.match(response.payload, 'hesheng_http_request_seconds_count{method="GET",route="/v1/speakers/:id",status="200"} 1');
  t.notMatch(response.payload, 'speaker-1');
  for (const name of Object.keys(METRICS)) t.match(response.payload, `# HELP ${name} `);
});

t.test('metrics of judgements and failures; a gauge that cannot be read does no harm', async (t) => {
  const metrics = prometheusMetrics();
  metrics.judged(JUDGEMENT);
  metrics.failed('AUDIO_UNREADABLE');
  metrics.readGauges(async () => ({ jobs_waiting: 4 }));
  metrics.readGauges(() => Promise.reject(new Error('gone')));
  const { text } = await metrics.render();
  t.match(text, 'hesheng_verifications_total{outcome="review"} 1');
  t.match(text, 'hesheng_verifications_total{outcome="failed"} 1');
  t.match(text, 'hesheng_reasons_total{code="CRITICAL_TERM_UNSURE"} 1');
  t.match(text, 'hesheng_failures_total{code="AUDIO_UNREADABLE"} 1');
  t.match(text, 'hesheng_stage_seconds_sum{stage="decode"} 0.04');
  t.match(text, 'hesheng_recording_seconds_total 1');
  t.match(text, 'hesheng_jobs_waiting 4');
});

t.test('the log has routes and key ids, but no path, id of a person, or text', async (t) => {
  const api = await startApi(t);
  await api.send({ url: '/v1/speakers/person-42?x=query-text' });
  await api.send({
    method: 'POST',
    url: '/v1/verifications',
    ...reading({ clause_text: '秘密', speaker_id: 'person-43' }),
  });
  const log = api.log.join('');
  t.match(log, '"route":"/v1/speakers/:id"');
  t.match(log, '"key":"key_submit.read.review.admin"');
  t.notMatch(log, /person-4|query-text|秘密|hsk_/);
});

t.test('x-request-id is taken when short and safe, else replaced', async (t) => {
  const api = await startApi(t);
  const idOf = async (given: string) =>
    (await api.send({ url: '/livez', headers: { 'x-request-id': given } })).headers['x-request-id'];
  t.equal(await idOf('trace-1.a'), 'trace-1.a');
  for (const unsafe of ['a b', 'x'.repeat(65), '"<script>', '']) t.match(await idOf(unsafe), /^req_[0-9a-f-]{36}$/);
});
