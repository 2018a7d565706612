import t from 'tap';
import type { Clause } from '../../src/clause/clause.js';
import { AT } from './samples.js';
import { STORES } from './store-adapters.js';

const clause = (id: string, version: number, text = `第${version}版`): Clause => ({
  id,
  version,
  text,
  slots: { amount: 'amount' },
  criticalTerms: ['不保证'],
});

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    const bench = await adapter.open();
    t.teardown(() => bench.close());
    const { clauses } = bench.store;
    t.same(await clauses.list(), []);

    t.test('a version is found by its number, the newest without one', async (t) => {
      for (const version of [2, 10, 9]) t.equal(await clauses.insert(clause('b', version), AT), true);
      t.same(await clauses.find('b', 2), clause('b', 2));
      t.same(await clauses.find('b', null), clause('b', 10));
      t.equal(await clauses.find('b', 3), null);
      t.equal(await clauses.find('c', null), null);
    });

    t.test('a stored version is never replaced', async (t) => {
      t.equal(await clauses.insert(clause('b', 2, '另一个'), AT), false);
      t.same(await clauses.find('b', 2), clause('b', 2));
    });

    t.test('all versions are listed, by id, the newest first', async (t) => {
      await clauses.insert(clause('a', 1), AT);
      const listed = (await clauses.list()).map(({ id, version }) => [id, version]);
      t.same(listed, [
        ['a', 1],
        ['b', 10],
        ['b', 9],
        ['b', 2],
      ]);
    });
  });
}
