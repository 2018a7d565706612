import t from 'tap';
import { AT, LATER } from './samples.js';
import { STORES } from './store-adapters.js';

const record = { fingerprint: 'f', verificationId: 'ver_1', answer: null };
const answer = { status: 202, body: '{"名":"\\u0000"}', location: '/v1/verifications/ver_1' };

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    const bench = await adapter.open();
    t.teardown(() => bench.close());
    const { idempotency } = bench.store;
    const caller = { keyId: 'key_a', idempotencyKey: '一\0\ud800' };

    t.test('the first record under a key stays', async (t) => {
      t.equal(await idempotency.find(caller), null);
      t.equal(await idempotency.insert(caller, record, AT), true);
      t.equal(await idempotency.insert(caller, { ...record, verificationId: 'ver_2' }, AT), false);
      t.same(await idempotency.find(caller), record);
    });

    t.test('the same Idempotency-Key of another API key is another request', async (t) => {
      t.equal(await idempotency.insert({ ...caller, keyId: 'key_b' }, record, AT), true);
      t.equal(await idempotency.insert({ ...caller, idempotencyKey: '一' }, record, AT), true);
    });

    t.test('the first answer stays', async (t) => {
      t.equal(await idempotency.remember(caller, answer), true);
      t.equal(await idempotency.remember(caller, { ...answer, status: 500, location: null }), false);
      t.same(await idempotency.find(caller), { ...record, answer });
      t.equal(await idempotency.remember({ keyId: 'key_c', idempotencyKey: '1' }, answer), false);
    });

    t.test('old records are forgotten, younger ones kept', async (t) => {
      const young = { keyId: 'key_a', idempotencyKey: 'young' };
      await idempotency.insert(young, record, LATER);
      await idempotency.purgeBefore(LATER);
      t.equal(await idempotency.find(caller), null);
      t.not(await idempotency.find(young), null);
    });
  });
}
