import t from 'tap';
import { AT, queued } from './samples.js';
import { STORES } from './store-adapters.js';

const job = (verificationId: string) =>
  ({ id: `job_${verificationId}`, kind: 'evaluate', subjectId: verificationId }) as const;

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    const bench = await adapter.open();
    t.teardown(() => bench.close());
    const { store } = bench;

    t.test('everything of a transaction is there after it, for other processes too', async (t) => {
      const answer = await store.transaction(async (tx) => {
        await tx.verifications.insert(queued('ver_1'));
        await tx.jobs.enqueue(job('ver_1'), 0);
        return 42;
      });
      t.equal(answer, 42);
      const other = await bench.connect();
      t.not(await other.verifications.find('ver_1'), null);
      t.same(await other.jobs.counts(), { waiting: 1, running: 0, parked: 0 });
    });

    t.test('nothing of a transaction that fails is there after it', async (t) => {
      const fault = new Error('no');
      const failing = store.transaction(async (tx) => {
        await tx.verifications.insert(queued('ver_2'));
        await tx.jobs.enqueue(job('ver_2'), 0);
        throw fault;
      });
      await t.rejects(failing, fault);
      t.equal(await store.verifications.find('ver_2'), null);
      t.same(await store.jobs.counts(), { waiting: 1, running: 0, parked: 0 });
    });

    t.test('a write that is refused ends its transaction and leaves the store usable', async (t) => {
      const refused = store.transaction(async (tx) => {
        await tx.verifications.insert(queued('ver_3'));
        await tx.verifications.insert(queued('ver_1'));
      });
      await t.rejects(refused);
      t.equal(await store.verifications.find('ver_3'), null);
      await store.transaction((tx) => tx.verifications.insert(queued('ver_3')));
      t.not(await store.verifications.find('ver_3'), null);
    });

    t.test('a job needs its verification', async (t) => {
      await t.rejects(store.transaction((tx) => tx.jobs.enqueue(job('ver_none'), 0)));
    });

    t.test('transactions at the same time do not mix, in one process or two', async (t) => {
      const stores = [store, store, await bench.connect()];
      const count = async (index: number): Promise<void> => {
        const own = stores[index % stores.length]!;
        await own.transaction(async (tx) => {
          const found = await tx.clauses.find('counter', null);
          await new Promise((resolve) => setImmediate(resolve));
          const version = (found?.version ?? 0) + 1;
          const clause = { id: 'counter', version, text: '一', slots: {}, criticalTerms: [] };
          t.equal(await tx.clauses.insert(clause, AT), true);
        });
      };
      // One connection waits for the other by blocking this thread, so they take turns by process, not by promise.
      for (let index = 0; index < 12; index += 3) {
        await Promise.all([count(index), count(index + 1)]);
        await count(index + 2);
      }
      t.equal((await store.clauses.find('counter', null))?.version, 12);
    });
  });
}
