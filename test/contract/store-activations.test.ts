import t from 'tap';
import type { Activation } from '../../src/recognisers/activation.js';
import type { Store } from '../../src/store/store.js';
import { AT, LATER, queued, SHA256 } from './samples.js';
import { STORES } from './store-adapters.js';

const activation = (generation: number, ids: readonly string[]): Activation => ({
  generation,
  packs: ids.map((id) => ({ id, sha256: SHA256, mode: 'active', proved: true })),
  actor: { kind: 'operator' },
  createdAt: AT,
});

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    const bench = await adapter.open();
    t.teardown(() => bench.close());
    const { activations, shadows, verifications } = bench.store;

    t.test('before the first activation there is none', async (t) => {
      t.equal(await activations.current(), null);
      t.equal(await activations.find(1), null);
    });

    t.test('the newest is the current one, earlier ones are found, packs keep their order', async (t) => {
      for (const [at, ids] of [['b', 'a'], ['a'], []].entries()) {
        t.equal(await activations.append(activation(at + 1, ids)), true);
      }
      t.same(await activations.current(), activation(3, []));
      t.same(await activations.find(1), activation(1, ['b', 'a']));
    });

    t.test('only the generation after the newest is taken', async (t) => {
      for (const generation of [1, 3, 5]) t.equal(await activations.append(activation(generation, ['x'])), false);
      t.same(await activations.current(), activation(3, []));
    });

    t.test('of two that append at once one is refused, and so is another process that comes later', async (t) => {
      const { store } = bench;
      const append = (of: Store, id: string) => of.transaction((tx) => tx.activations.append(activation(4, [id])));
      t.same(await Promise.all([append(store, 'x'), append(store, 'y')]), [true, false]);
      t.equal(await append(await bench.connect(), 'z'), false);
      t.equal((await activations.current())?.packs[0]?.id, 'x');
    });

    t.test('shadow verdicts are counted by pack, a second one of a reading is not', async (t) => {
      const of = (verificationId: string, shadowVerdict: 'pass' | 'fail', packId = 'wu') => ({
        verificationId,
        packId,
        packSha256: SHA256,
        generation: 1,
        verdict: 'pass' as const,
        shadowVerdict,
        ms: 12,
        createdAt: LATER,
      });
      for (const id of ['ver_1', 'ver_2', 'ver_3']) await verifications.insert(queued(id));
      for (const result of [of('ver_1', 'pass'), of('ver_2', 'fail'), of('ver_3', 'pass'), of('ver_3', 'fail')]) {
        await shadows.insert(result);
      }
      for (const kind of ['dropped', 'failed', 'dropped'] as const) {
        await shadows.miss({ packId: 'wu', packSha256: SHA256 }, kind);
      }
      await shadows.miss({ packId: 'yue', packSha256: SHA256 }, 'failed');
      const wu = {
        packId: 'wu',
        packSha256: SHA256,
        verdicts: [
          { verdict: 'pass', shadowVerdict: 'fail', count: 1 },
          { verdict: 'pass', shadowVerdict: 'pass', count: 2 },
        ],
        dropped: 2,
        failed: 1,
      };
      t.same(await shadows.tallies('wu'), [wu]);
      const yue = { packId: 'yue', packSha256: SHA256, verdicts: [], dropped: 0, failed: 1 };
      t.same(await shadows.tallies(null), [wu, yue]);
      t.same(await shadows.tallies('none'), []);
    });
  });
}
