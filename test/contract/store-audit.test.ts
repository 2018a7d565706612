import t from 'tap';
import type { ChainedEntry } from '../../src/audit/hash-chain.js';
import { recordAudit } from '../../src/verification/record-audit.js';
import { verifyAudit } from '../../src/verification/verify-audit.js';
import { AT } from './samples.js';
import { STORES, type StoreBench } from './store-adapters.js';

const record = (bench: StoreBench, id: string): Promise<string> =>
  bench.store.transaction((tx) =>
    recordAudit(tx, {
      recordedAt: AT,
      actor: { kind: 'service' },
      action: 'clause.created',
      subject: { kind: 'clause', id },
      detail: { 名: '条款', numbers: [1, 0.5, null] },
    }),
  );

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    const bench = await adapter.open();
    t.teardown(() => bench.close());
    const { audit } = bench.store;

    t.test('an empty log is intact and has no head', async (t) => {
      t.equal(await audit.head(), null);
      t.match(await verifyAudit(audit), { intact: true, entries: 0 });
    });

    t.test('entries come back in order, all or those about one resource, and the chain holds', async (t) => {
      const hashes: string[] = [];
      for (const id of ['a', 'b', 'a\0', 'a']) hashes.push(await record(bench, id));
      t.same(
        (await audit.after(0, 10)).map(({ hash }) => hash),
        hashes,
      );
      t.same(
        (await audit.after(1, 2)).map(({ hash }) => hash),
        hashes.slice(1, 3),
      );
      t.same(
        (await audit.about('a')).map(({ hash }) => hash),
        [hashes[0], hashes[3]],
      );
      t.same((await audit.about('nothing')).length, 0);
      t.equal((await audit.head())?.hash, hashes[3]);
      t.match(await verifyAudit(audit), { intact: true, entries: 4, head: hashes[3] });
    });

    t.test('entries of many processes make one chain', async (t) => {
      const other = { ...bench, store: await bench.connect() };
      for (let index = 0; index < 6; index++) await record(index % 2 === 0 ? bench : other, `c${index}`);
      t.match(await verifyAudit(audit), { intact: true, entries: 10 });
    });

    t.test('a place in the chain is taken once, and a hash too', async (t) => {
      const head = (await audit.head())!;
      await t.rejects(audit.append(head));
      const forged = (change: Partial<ChainedEntry>): ChainedEntry => ({
        ...head,
        hash: 'x',
        previousHash: 'y',
        ...change,
      });
      await t.rejects(audit.append(forged({})), 'sequence');
      const next = { ...head.entry, sequence: head.entry.sequence + 1 };
      await t.rejects(audit.append(forged({ entry: next, hash: head.hash })), 'hash');
      await t.rejects(audit.append(forged({ entry: next, previousHash: head.previousHash })), 'a second branch');
      t.match(await verifyAudit(audit), { intact: true, entries: 10 });
    });

    t.test('an entry that is not what was hashed is found, by its place', async (t) => {
      const head = (await audit.head())!;
      const entry = { ...head.entry, sequence: head.entry.sequence + 1 };
      await audit.append({ entry, previousHash: head.hash, hash: 'f'.repeat(64) });
      t.same(await verifyAudit(audit), { intact: false, fault: 'altered', index: 10 });
    });
  });
}
