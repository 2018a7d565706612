import { setImmediate as nextTurn } from 'node:timers/promises';
import t from 'tap';
import type { LeasedJob } from '../../src/jobs/job-queue.js';
import { startWorker, type Worker, type WorkerOptions } from '../../src/jobs/worker.js';
import type { Store } from '../../src/store/store.js';
import { queued } from './samples.js';
import { STORES } from './store-adapters.js';

const HOUR = 3_600_000;

/** Resolves when `ready` holds; the test's own time limit ends a wait that is in vain. */
const until = async (ready: () => boolean): Promise<void> => {
  while (!ready()) await nextTurn();
};

const enqueue = (store: Store, name: string, dueMs = 0): Promise<void> =>
  store.transaction(async (tx) => {
    await tx.verifications.insert(queued(`ver_${name}`));
    await tx.jobs.enqueue({ id: `job_${name}`, kind: 'evaluate', subjectId: `ver_${name}` }, dueMs);
  });

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    let store: Store;
    let leases = 0;
    const workers: Worker[] = [];
    const work = (options: Pick<WorkerOptions, 'handle'> & Partial<WorkerOptions>): Worker => {
      const worker = startWorker({
        queue: store.jobs,
        concurrency: 1,
        leaseMs: HOUR,
        pollMs: HOUR,
        clock: Date.now,
        newLease: () => `lease_${++leases}`,
        onFault: (error) => t.fail('no fault expected', { error }),
        ...options,
      });
      workers.push(worker);
      return worker;
    };
    t.beforeEach(async (t) => {
      const bench = await adapter.open();
      store = bench.store;
      t.teardown(async () => {
        for (const worker of workers.splice(0)) await worker.drain(0);
        await bench.close();
      });
    });

    t.test('it takes what was waiting when it started, and what is enqueued as soon as it is woken', async (t) => {
      const done: string[] = [];
      await enqueue(store, 'before');
      const worker = work({
        handle: async (job) => {
          await store.jobs.complete(job);
          done.push(job.subjectId);
        },
      });
      await until(() => done.length === 1);
      await enqueue(store, 'after');
      worker.wake();
      await until(() => done.length === 2);
      t.same(done, ['ver_before', 'ver_after']);
    });

    t.test('a job of another process is found by looking now and then', async () => {
      const done: string[] = [];
      work({
        pollMs: 5,
        handle: async (job) => {
          await store.jobs.complete(job);
          done.push(job.subjectId);
        },
      });
      await enqueue(store, 'quiet');
      await until(() => done.length === 1);
    });

    t.test('as many jobs run at a time as it may run, and all of them end', async (t) => {
      const names = Array.from({ length: 9 }, (_, index) => String(index));
      for (const name of names) await enqueue(store, name);
      let running = 0;
      let most = 0;
      let done = 0;
      work({
        concurrency: 3,
        handle: async (job) => {
          running += 1;
          most = Math.max(most, running);
          for (let turn = 0; turn < 20; turn++) await nextTurn();
          await store.jobs.complete(job);
          running -= 1;
          done += 1;
        },
      });
      await until(() => done === names.length);
      t.equal(most, 3);
      t.same(await store.jobs.counts(), { waiting: 0, running: 0, parked: 0 });
    });

    t.test('a lease is renewed while the job runs, so no other worker takes it', async (t) => {
      await enqueue(store, 'long');
      const taken: LeasedJob[] = [];
      let finish: () => void = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      let nowMs = 0;
      let renewals = 0;
      const queue = {
        ...store.jobs,
        renew: async (job: LeasedJob, untilMs: number) => {
          renewals += 1;
          return store.jobs.renew(job, untilMs);
        },
      };
      const handle = async (job: LeasedJob): Promise<void> => {
        taken.push(job);
        await finished;
        await store.jobs.complete(job);
      };
      work({ queue, handle, leaseMs: 30, clock: () => nowMs });
      await until(() => taken.length === 1);
      nowMs = 29;
      const before = renewals;
      await until(() => renewals >= before + 2);
      nowMs = 45;
      t.equal(await store.jobs.take({ id: 'lease_other', nowMs, untilMs: nowMs + 1 }), null);
      finish();
      await workers[0]!.drain(HOUR);
      t.same(await store.jobs.counts(), { waiting: 0, running: 0, parked: 0 });
    });

    t.test('draining waits for the running job and takes no other', async (t) => {
      await enqueue(store, 'running', 0);
      await enqueue(store, 'waiting', 1);
      let started = false;
      let finish: () => void = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const worker = work({
        handle: async (job) => {
          started = true;
          await finished;
          await store.jobs.complete(job);
        },
      });
      await until(() => started);
      const drained = worker.drain(HOUR);
      finish();
      await drained;
      worker.wake();
      await nextTurn();
      t.same(await store.jobs.counts(), { waiting: 1, running: 0, parked: 0 });
    });

    t.test('what does not end in time is given back, uncounted, and its late result is refused', async (t) => {
      await enqueue(store, 'slow');
      let late: LeasedJob | null = null;
      const worker = work({
        handle: (job) => {
          late = job;
          return new Promise(() => {});
        },
      });
      await until(() => late !== null);
      await worker.drain(1);
      t.equal(await store.jobs.complete(late!), false);
      const again = await store.jobs.take({ id: 'lease_next', nowMs: Date.now(), untilMs: Date.now() + HOUR });
      t.match(again, { subjectId: 'ver_slow', attempts: 1 });
    });

    t.test('a handler that fails leaves its job to be tried again, and the worker goes on', async (t) => {
      await enqueue(store, 'bad', 0);
      await enqueue(store, 'good', 1);
      const faults: unknown[] = [];
      const fault = new Error('disk full');
      let done = false;
      work({
        onFault: (error) => faults.push(error),
        handle: async (job) => {
          if (job.subjectId === 'ver_bad') throw fault;
          await store.jobs.complete(job);
          done = true;
        },
      });
      await until(() => done);
      t.same(faults, [fault]);
      t.same(await store.jobs.counts(), { waiting: 1, running: 0, parked: 0 });
    });

    t.test('a queue that cannot be read is reported and looked at again', async () => {
      await enqueue(store, 'a');
      let broken = true;
      let done = false;
      const worker = work({
        queue: {
          ...store.jobs,
          take: async (lease) => {
            if (broken) throw new Error('database is locked');
            return store.jobs.take(lease);
          },
        },
        onFault: () => {
          broken = false;
        },
        handle: async (job) => {
          await store.jobs.complete(job);
          done = true;
        },
      });
      await until(() => !broken);
      worker.wake();
      await until(() => done);
    });
  });
}
