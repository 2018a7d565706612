import { readFile } from 'node:fs/promises';
import t from 'tap';
import { ERRORS, type ErrorCode, HeshengError } from '../../src/errors.js';
import type { LeasedJob } from '../../src/jobs/job-queue.js';
import { MOST_ATTEMPTS } from '../../src/jobs/retry-plan.js';
import type { ReadingInput } from '../../src/verification/evaluation.js';
import { documentHash } from '../../src/verification/sha256.js';
import type { Verification } from '../../src/verification/verification.js';
import { verifyAudit } from '../../src/verification/verify-audit.js';
import { JUDGEMENT } from '../contract/samples.js';
import { CALLER, created, openServiceBench, type ServiceBench, SUBMISSION } from './service-bench.js';

const DAY = 86_400_000;

const submit = async (bench: ServiceBench, bytes?: Uint8Array): Promise<Verification> =>
  created(await bench.useCases.submit(SUBMISSION, await bench.upload(bytes), CALLER));

const actionsOf = async (bench: ServiceBench, id: string): Promise<readonly string[]> =>
  (await bench.store.audit.about(id)).map(({ entry }) => entry.action);

const failWith = (code: ErrorCode) => () => Promise.reject(new HeshengError(code, 'as the test wants'));

/** Takes the job as a worker does that looks after any back-off. */
const take = async (bench: ServiceBench, leaseMs = DAY): Promise<LeasedJob> => {
  const nowMs = Date.now() + DAY;
  return (await bench.store.jobs.take({ id: `lease_${Math.random()}`, nowMs, untilMs: nowMs + leaseMs }))!;
};

t.test('a reading is judged from its original bytes, and the verdict is on record', async (t) => {
  const inputs: (ReadingInput & { readonly bytes: Buffer })[] = [];
  const bench = await openServiceBench({
    evaluateReading: async (input) => {
      inputs.push({ ...input, bytes: await readFile(input.path) });
      return JUDGEMENT;
    },
  });
  t.teardown(() => bench.close());
  const { id, request, createdAt, audio, entryHash } = await submit(bench, Buffer.from('original'));
  bench.work();
  const verification = await bench.useCases.waitFor(id, DAY);

  t.match(verification, { id, status: 'completed', judgement: JUDGEMENT, request, createdAt, audio });
  t.ok(verification.status === 'completed' && verification.queueMs >= 0);
  t.same(inputs.length, 1);
  t.match(inputs[0], { request, speaker: { kind: 'not_requested' }, bytes: Buffer.from('original') });
  const [submitted, judged] = await bench.store.audit.about(id);
  t.equal(submitted?.hash, entryHash);
  t.equal(judged?.hash, verification.entryHash);
  t.match(judged?.entry, {
    action: 'verification.judged',
    outcome: 'success',
    detail: { verdict: 'review', judgementSha256: documentHash(JUDGEMENT), reasons: ['CRITICAL_TERM_UNSURE'] },
  });
  t.match(await verifyAudit(bench.store.audit), { intact: true, entries: 2, head: verification.entryHash });
  t.same(await bench.store.jobs.counts(), { waiting: 0, running: 0, parked: 0 });
});

t.test('a fault of the recording or of the engine fails the verification at once, without a verdict', async (t) => {
  const codes: readonly ErrorCode[] = [
    'ENGINE_FAILURE',
    'ENGINE_TIMEOUT',
    ...(Object.keys(ERRORS) as ErrorCode[]).filter((code) => code.startsWith('AUDIO_')),
  ];
  for (const code of codes) {
    const bench = await openServiceBench({ evaluateReading: failWith(code) });
    const { id } = await submit(bench);
    bench.work();
    const verification = await bench.useCases.waitFor(id, DAY);
    t.match(verification, { status: 'failed', failure: { code, detail: 'as the test wants' } }, code);
    t.notOk('judgement' in verification);
    t.same(await actionsOf(bench, id), ['verification.submitted', 'verification.failed']);
    t.same(await bench.store.jobs.counts(), { waiting: 0, running: 0, parked: 0 });
    t.match(bench.failedAttempts, [{ verificationId: id, code, willRetry: false }]);
    await bench.close();
  }
});

t.test('a cause that may pass is tried again later, and the verdict comes then', async (t) => {
  for (const code of ['ENGINE_BUSY', 'ENGINE_UNAVAILABLE', 'DECODER_MISSING', 'SHUTTING_DOWN'] as const) {
    let attempts = 0;
    const bench = await openServiceBench({
      evaluateReading: async () => {
        attempts += 1;
        if (attempts < 3) throw new HeshengError(code, 'not now');
        return JUDGEMENT;
      },
    });
    const { id } = await submit(bench);
    for (const expected of ['queued', 'queued', 'completed']) {
      await bench.evaluate(await take(bench));
      t.equal((await bench.useCases.verification(id)).status, expected, code);
    }
    t.same(await actionsOf(bench, id), ['verification.submitted', 'verification.judged']);
    await bench.close();
  }
});

t.test('a retry waits: the job is not due at once', async (t) => {
  const bench = await openServiceBench({ evaluateReading: failWith('ENGINE_BUSY') });
  t.teardown(() => bench.close());
  await submit(bench);
  const nowMs = Date.now();
  const job = (await bench.store.jobs.take({ id: 'lease_a', nowMs, untilMs: nowMs + DAY }))!;
  await bench.evaluate(job);
  t.equal(await bench.store.jobs.take({ id: 'lease_b', nowMs, untilMs: nowMs + DAY }), null);
});

t.test('a cause that does not pass ends in a failed verification and a parked job', async (t) => {
  const bench = await openServiceBench({ evaluateReading: failWith('DECODER_MISSING') });
  t.teardown(() => bench.close());
  const { id } = await submit(bench);
  while ((await bench.store.jobs.counts()).parked === 0) await bench.evaluate(await take(bench));
  t.match(await bench.useCases.verification(id), { status: 'failed', failure: { code: 'DECODER_MISSING' } });
  t.equal(bench.failedAttempts.length, 12);
  t.same(await bench.store.jobs.counts(), { waiting: 0, running: 0, parked: 1 });
});

t.test('an unknown fault says nothing of itself to the caller and is not tried for ever', async (t) => {
  const bench = await openServiceBench({ evaluateReading: () => Promise.reject(new TypeError('secret path')) });
  t.teardown(() => bench.close());
  const { id } = await submit(bench);
  for (let attempt = 0; attempt < 3; attempt++) await bench.evaluate(await take(bench));
  const verification = await bench.useCases.verification(id);
  t.match(verification, { status: 'failed', failure: { code: 'INTERNAL' } });
  t.notMatch(JSON.stringify(verification), 'secret');
  t.match(bench.failedAttempts.at(-1)?.cause, { message: 'secret path' });
});

t.test('a judgement that is no JSON is a fault, not a verdict', async (t) => {
  const broken = { ...JUDGEMENT, content: { ...JUDGEMENT.content, coverage: Number.NaN } };
  const bench = await openServiceBench({ evaluateReading: async () => broken });
  t.teardown(() => bench.close());
  const { id } = await submit(bench);
  for (let attempt = 0; attempt < 3; attempt++) await bench.evaluate(await take(bench));
  t.match(await bench.useCases.verification(id), { status: 'failed', failure: { code: 'INTERNAL' } });
});

t.test('a recording that was purged before it was judged fails as gone', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const { id, audio } = await submit(bench);
  await bench.blobs.delete(audio.sha256);
  bench.work();
  t.match(await bench.useCases.waitFor(id, DAY), { status: 'failed', failure: { code: 'AUDIO_GONE' } });
});

t.test('of two workers on one reading, only the one that holds the lease gives the verdict', async (t) => {
  const judgements = [
    { ...JUDGEMENT, verdict: 'pass' as const },
    { ...JUDGEMENT, verdict: 'fail' as const },
  ];
  const release: (() => void)[] = [];
  const bench = await openServiceBench({
    evaluateReading: () =>
      new Promise((resolve) => {
        const judgement = judgements[release.length]!;
        release.push(() => resolve(judgement));
      }),
  });
  t.teardown(() => bench.close());
  const { id } = await submit(bench);
  const stalled = bench.evaluate(await take(bench, 0));
  const second = bench.evaluate(await take(bench));
  while (release.length < 2) await new Promise((resolve) => setImmediate(resolve));
  release[0]!();
  await stalled;
  t.equal((await bench.useCases.verification(id)).status, 'processing', 'the lost lease wrote nothing');
  release[1]!();
  await second;
  t.match(await bench.useCases.verification(id), { status: 'completed', judgement: { verdict: 'fail' } });
  t.same(await actionsOf(bench, id), ['verification.submitted', 'verification.judged']);
});

t.test('a failure under a lost lease changes nothing either', async (t) => {
  for (const code of ['ENGINE_BUSY', 'ENGINE_FAILURE'] as const) {
    const bench = await openServiceBench({ evaluateReading: failWith(code) });
    const { id } = await submit(bench);
    const lost = await take(bench, 0);
    await take(bench);
    await bench.evaluate(lost);
    t.equal((await bench.useCases.verification(id)).status, 'processing');
    t.same(await bench.store.jobs.counts(), { waiting: 0, running: 1, parked: 0 });
    await bench.close();
  }
});

t.test('a recording on which the service ended each time is given up', async (t) => {
  let judged = 0;
  const bench = await openServiceBench({
    evaluateReading: async () => {
      judged += 1;
      return JUDGEMENT;
    },
  });
  t.teardown(() => bench.close());
  const { id } = await submit(bench);
  for (let crash = 0; crash < MOST_ATTEMPTS; crash++) await take(bench, 0);
  await bench.evaluate(await take(bench));
  t.match(await bench.useCases.verification(id), { status: 'failed', failure: { code: 'INTERNAL' } });
  t.equal(judged, 0);
  t.same(await bench.store.jobs.counts(), { waiting: 0, running: 0, parked: 1 });
});

t.test('many readings at once each get their own verdict, and the chain holds', async (t) => {
  const bench = await openServiceBench({
    evaluateReading: async ({ request }) => ({ ...JUDGEMENT, normaliser: request.outerBusinessId ?? '' }),
  });
  t.teardown(() => bench.close());
  bench.work();
  const names = Array.from({ length: 25 }, (_, index) => `biz-${index}`);
  const settled = await Promise.all(
    names.map(async (outerBusinessId) => {
      const outcome = await bench.useCases.submit({ ...SUBMISSION, outerBusinessId }, await bench.upload(), CALLER);
      return bench.useCases.waitFor(created(outcome).id, DAY);
    }),
  );
  t.same(
    settled.map((verification) => verification.status === 'completed' && verification.judgement.normaliser),
    names,
  );
  t.match(await verifyAudit(bench.store.audit), { intact: true, entries: 50 });
});
