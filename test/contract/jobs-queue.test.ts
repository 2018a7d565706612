import t from 'tap';
import type { Job, LeasedJob } from '../../src/jobs/job-queue.js';
import type { Store } from '../../src/store/store.js';
import { queued } from './samples.js';
import { STORES } from './store-adapters.js';

const enqueue = async (store: Store, name: string, nowMs: number): Promise<Job> => {
  const job: Job = { id: `job_${name}`, kind: 'evaluate', subjectId: `ver_${name}` };
  await store.transaction(async (tx) => {
    await tx.verifications.insert(queued(job.subjectId));
    await tx.jobs.enqueue(job, nowMs);
  });
  return job;
};

let leases = 0;
const take = (store: Store, nowMs: number, untilMs = nowMs + 100): Promise<LeasedJob | null> => {
  leases += 1;
  return store.jobs.take({ id: `lease_${leases}`, nowMs, untilMs });
};

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    let store: Store;
    let connect: () => Promise<Store>;
    t.beforeEach(async (t) => {
      const bench = await adapter.open();
      ({ store, connect } = bench);
      t.teardown(() => bench.close());
    });

    t.test('the job that is due longest is taken, each by one worker', async (t) => {
      const other = await connect();
      const [late, early] = [await enqueue(store, 'late', 20), await enqueue(store, 'early', 10)];
      t.equal(await take(store, 9), null, 'not due yet');
      t.match(await take(other, 30), { ...early, attempts: 1 });
      t.match(await take(store, 30), { ...late, attempts: 1 });
      t.equal(await take(other, 30), null);
      t.same(await store.jobs.counts(), { waiting: 0, running: 2, parked: 0 });
    });

    t.test('two workers that look at the same moment never take one job', async (t) => {
      const other = await connect();
      for (let index = 0; index < 20; index++) await enqueue(store, String(index), index);
      const taken: string[] = [];
      for (let round = 0; round < 10; round++) {
        const jobs = await Promise.all([take(store, 100, 1000), take(other, 100, 1000)]);
        taken.push(...jobs.filter((job) => job !== null).map((job) => job.id));
      }
      while (taken.length < 20) taken.push((await take(store, 100, 1000))!.id);
      t.equal(new Set(taken).size, 20);
    });

    t.test('a completed job is gone and its lease worth nothing', async (t) => {
      await enqueue(store, 'a', 0);
      const job = (await take(store, 0))!;
      t.equal(await store.jobs.complete(job), true);
      t.equal(await store.jobs.complete(job), false);
      t.equal(await store.jobs.renew(job, 500), false);
      t.same(await store.jobs.counts(), { waiting: 0, running: 0, parked: 0 });
    });

    t.test('a job whose worker died is taken again when its lease ends, and only then', async (t) => {
      await enqueue(store, 'a', 0);
      const lost = (await take(store, 0, 100))!;
      t.equal(await take(store, 99), null);
      const again = (await take(store, 100))!;
      t.match(again, { id: lost.id, attempts: 2 });
      t.not(again.lease, lost.lease);
      for (const settle of [
        store.jobs.complete(lost),
        store.jobs.renew(lost, 900),
        store.jobs.retry(lost, 0, 'INTERNAL'),
        store.jobs.release(lost, 0),
        store.jobs.park(lost, 'INTERNAL'),
      ]) {
        t.equal(await settle, false, 'the worker that lost it cannot settle it');
      }
      t.equal(await store.jobs.complete(again), true);
    });

    t.test('a renewed lease lasts longer', async (t) => {
      await enqueue(store, 'a', 0);
      const job = (await take(store, 0, 100))!;
      t.equal(await store.jobs.renew(job, 300), true);
      t.equal(await take(store, 299), null);
      t.match(await take(store, 300), { attempts: 2 });
    });

    t.test('a retried job waits until it is due and counts its attempts', async (t) => {
      await enqueue(store, 'a', 0);
      t.equal(await store.jobs.retry((await take(store, 0))!, 50, 'ENGINE_BUSY'), true);
      t.same(await store.jobs.counts(), { waiting: 1, running: 0, parked: 0 });
      t.equal(await take(store, 49), null);
      t.match(await take(store, 50), { attempts: 2 });
    });

    t.test('a released job is due at once and its attempt is not counted', async (t) => {
      await enqueue(store, 'a', 0);
      t.equal(await store.jobs.release((await take(store, 0))!, 10), true);
      t.match(await take(store, 10), { attempts: 1 });
    });

    t.test('a parked job is never taken again', async (t) => {
      await enqueue(store, 'a', 0);
      t.equal(await store.jobs.park((await take(store, 0))!, 'ENGINE_UNAVAILABLE'), true);
      t.equal(await take(store, Number.MAX_SAFE_INTEGER - 200), null);
      t.same(await store.jobs.counts(), { waiting: 0, running: 0, parked: 1 });
    });

    t.test('a verification has one job', async (t) => {
      const job = await enqueue(store, 'a', 0);
      await t.rejects(store.jobs.enqueue({ ...job, id: 'job_other' }, 0));
    });

    t.test('what is settled in a transaction that fails is not settled', async (t) => {
      await enqueue(store, 'a', 0);
      const job = (await take(store, 0))!;
      const failing = store.transaction(async (tx) => {
        t.equal(await tx.jobs.complete(job), true);
        throw new Error('no');
      });
      await t.rejects(failing);
      t.equal(await store.jobs.complete(job), true);
    });
  });
}
