import t from 'tap';
import { JUDGEMENT } from '../contract/samples.js';
import { CALLER, created, openServiceBench, SUBMISSION } from './service-bench.js';

const DAY = 86_400_000;

t.test('waiting ends with what the verification is then', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const { id } = created(await bench.useCases.submit(SUBMISSION, await bench.upload(), CALLER));
  for (const timeoutMs of [0, 1, 20]) t.equal((await bench.useCases.waitFor(id, timeoutMs)).status, 'queued');
});

t.test('everyone who waits is told at once when the verdict is there', async (t) => {
  let finish: () => void = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const bench = await openServiceBench({
    evaluateReading: async () => {
      await finished;
      return JUDGEMENT;
    },
  });
  t.teardown(() => bench.close());
  const { id } = created(await bench.useCases.submit(SUBMISSION, await bench.upload(), CALLER));
  bench.work();
  // The bench reads the store once an hour, so only the news can wake them.
  const waiting = [1, 2, 3].map(() => bench.useCases.waitFor(id, DAY));
  finish();
  for (const { status } of await Promise.all(waiting)) t.equal(status, 'completed');
  t.equal((await bench.useCases.waitFor(id, DAY)).status, 'completed', 'later ones need not wait');
});

t.test('a verdict of another process is found by reading the store', async (t) => {
  const settings = {
    queueLimit: 10,
    decodeLimits: { maxDurationMs: 1, timeoutMs: 1 },
    voiceprintValidDays: 365,
    longestAnswerMs: DAY,
    waitPollMs: 5,
  };
  const bench = await openServiceBench({ settings });
  t.teardown(() => bench.close());
  const { id } = created(await bench.useCases.submit(SUBMISSION, await bench.upload(), CALLER));
  const waiting = bench.useCases.waitFor(id, DAY);
  const outcome = { status: 'completed', judgement: JUDGEMENT, queueMs: 1 } as const;
  await bench.store.verifications.settle(id, outcome, new Date().toISOString(), 'hash');
  t.equal((await waiting).status, 'completed');
});
