import { rm } from 'node:fs/promises';
import t from 'tap';
import type { ServiceBench } from './service-bench.js';
import { openServiceBench, SUBMISSION } from './service-bench.js';

const CALLER = { keyId: 'key_a', idempotencyKey: 'case-1' };
const BYTES = Buffer.from('one recording');
const ANSWER = { status: 202, body: '{"id":"ver_x"}', location: '/v1/verifications/ver_x' };

const submit = async (bench: ServiceBench, caller = CALLER, bytes: Buffer = BYTES, change = {}) =>
  bench.useCases.submit({ ...SUBMISSION, ...change }, await bench.upload(bytes), caller);

const submitted = async (bench: ServiceBench, caller = CALLER): Promise<string> => {
  const outcome = await submit(bench, caller);
  return outcome.kind === 'created' ? outcome.verification.id : 'replayed';
};

t.test('a repeated request gets the first answer and makes nothing', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  await submit(bench);
  await bench.useCases.rememberAnswer(CALLER, ANSWER);
  for (let repetition = 0; repetition < 3; repetition++) {
    t.same(await submit(bench), { kind: 'replayed', answer: ANSWER });
  }
  t.same(await bench.store.jobs.counts(), { waiting: 1, running: 0, parked: 0 });
});

t.test('the answer survives a restart', async (t) => {
  const first = await openServiceBench();
  await submit(first);
  await first.useCases.rememberAnswer(CALLER, ANSWER);
  const bench = await first.reopen();
  t.teardown(() => bench.close());
  t.same(await submit(bench), { kind: 'replayed', answer: ANSWER });
});

t.test('while the first is answered, a repetition is told so', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const outcomes = await Promise.allSettled([submit(bench), submit(bench), submit(bench)]);
  t.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') t.match(outcome.reason, { code: 'IDEMPOTENCY_IN_FLIGHT' });
  }
  await t.rejects(submit(bench), { code: 'IDEMPOTENCY_IN_FLIGHT' });
  t.same(await bench.store.jobs.counts(), { waiting: 1, running: 0, parked: 0 });
});

t.test('another request under the same key is refused, in flight, answered or after a restart', async (t) => {
  const first = await openServiceBench();
  await submit(first);
  const others = [
    (bench: ServiceBench) => submit(bench, CALLER, Buffer.from('another recording')),
    (bench: ServiceBench) => submit(bench, CALLER, BYTES, { attemptNo: 2 }),
  ];
  for (const other of others) await t.rejects(other(first), { code: 'IDEMPOTENCY_MISMATCH' });
  await first.useCases.rememberAnswer(CALLER, ANSWER);
  for (const other of others) await t.rejects(other(first), { code: 'IDEMPOTENCY_MISMATCH' });
  const bench = await first.reopen();
  t.teardown(() => bench.close());
  for (const other of others) await t.rejects(other(bench), { code: 'IDEMPOTENCY_MISMATCH' });
  t.same(await submit(bench), { kind: 'replayed', answer: ANSWER });
});

t.test('after a crash between creation and answer, a repetition gets the verification as it is now', async (t) => {
  const first = await openServiceBench();
  const id = await submitted(first);
  const bench = await first.reopen();
  t.teardown(() => bench.close());
  bench.work();
  t.equal((await bench.useCases.waitFor(id, 60_000)).status, 'completed');
  t.match(await submit(bench), { kind: 'created', verification: { id, status: 'completed' } });
  await bench.useCases.rememberAnswer(CALLER, ANSWER);
  t.same(await submit(bench), { kind: 'replayed', answer: ANSWER });
});

t.test('two processes that accept the same request at once make one verification', async (t) => {
  const bench = await openServiceBench();
  // The other process looks before the first has written and writes after it.
  const other = await openServiceBench({
    store: { ...bench.store, idempotency: { ...bench.store.idempotency, find: async () => null } },
    blobs: bench.blobs,
  });
  t.teardown(async () => {
    await bench.close();
    await rm(other.folder, { recursive: true, force: true });
  });
  const id = await submitted(bench);
  t.match(await submit(other), { kind: 'created', verification: { id } });
  t.same(await bench.store.jobs.counts(), { waiting: 1, running: 0, parked: 0 });
});

t.test('a refused request leaves its key free', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  await t.rejects(submit(bench, CALLER, BYTES, { policyId: 'unknown' }), { code: 'POLICY_NOT_FOUND' });
  t.match(await submit(bench), { kind: 'created' });
});

t.test('keys of different callers are different keys, and without one every request is its own', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const ids = [
    await submitted(bench),
    await submitted(bench, { ...CALLER, keyId: 'key_b' }),
    await submitted(bench, { ...CALLER, idempotencyKey: 'case-2' }),
  ];
  const none = { keyId: 'key_a', idempotencyKey: null };
  for (let request = 0; request < 2; request++) {
    const outcome = await bench.useCases.submit(SUBMISSION, await bench.upload(BYTES), none);
    if (outcome.kind === 'created') ids.push(outcome.verification.id);
  }
  t.equal(new Set(ids).size, 5);
});
