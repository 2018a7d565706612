import t from 'tap';
import type { ApiKey } from '../../src/verification/use-cases.js';
import { AT, LATER } from './samples.js';
import { STORES } from './store-adapters.js';

const key = (id: string, createdAt = AT): ApiKey => ({
  id,
  name: '双录后台\0\ud800',
  scopes: ['submit', 'read'],
  createdAt,
  revokedAt: null,
});

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    const bench = await adapter.open();
    t.teardown(() => bench.close());
    const { keys } = bench.store;

    t.test('a key is found with the hash of its token', async (t) => {
      await keys.insert(key('key_1'), 'hash-1');
      t.same(await keys.find('key_1'), { key: key('key_1'), tokenHash: 'hash-1' });
      t.equal(await keys.find('key_2'), null);
    });

    t.test('a revoked key stays revoked since the first time', async (t) => {
      t.equal(await keys.revoke('key_1', AT), true);
      t.equal(await keys.revoke('key_1', LATER), true);
      t.equal((await keys.find('key_1'))?.key.revokedAt, AT);
      t.equal(await keys.revoke('key_none', AT), false);
    });

    t.test('keys are listed oldest first, the revoked too', async (t) => {
      await keys.insert(key('key_3', LATER), 'hash-3');
      await keys.insert(key('key_2', AT), 'hash-2');
      t.same(await keys.list(), [{ ...key('key_1'), revokedAt: AT }, key('key_2'), key('key_3', LATER)]);
    });
  });
}
