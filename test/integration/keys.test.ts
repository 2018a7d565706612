import t from 'tap';
import { verifyAudit } from '../../src/verification/verify-audit.js';
import { openServiceBench } from './service-bench.js';

t.test('a created key authenticates until it is revoked, in other processes too', async (t) => {
  const first = await openServiceBench();
  const { key, token } = await first.useCases.createKey('dual recording', ['submit', 'read']);
  t.match(token, /^hsk_[0-9A-Z]{26}_[A-Za-z0-9_-]{43}$/);
  t.match(key, { name: 'dual recording', scopes: ['submit', 'read'], revokedAt: null });
  t.same(await first.useCases.authenticate(token), key);

  const bench = await first.reopen();
  t.teardown(() => bench.close());
  t.same(await bench.useCases.authenticate(token), key);
  t.same(await bench.useCases.keys(), [key]);
  await bench.useCases.revokeKey(key.id);
  t.equal(await bench.useCases.authenticate(token), null);
  await bench.useCases.revokeKey(key.id);
  t.type((await bench.useCases.keys())[0]?.revokedAt, 'string');
  t.match(await verifyAudit(bench.store.audit), { intact: true, entries: 2 }, 'created and revoked, once each');
});

t.test('only the whole token of the key itself is taken', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const one = await bench.useCases.createKey('one', ['read']);
  const two = await bench.useCases.createKey('two', ['read']);
  const secretOf = (token: string): string => token.slice(31);
  const forged = [
    '',
    'hsk_',
    one.key.id,
    one.token.slice(0, -1),
    `${one.token} `,
    one.token.toLowerCase(),
    one.token.slice(0, 31) + secretOf(two.token),
    `hsk_${'0'.repeat(26)}_${secretOf(one.token)}`,
  ];
  for (const token of forged) t.equal(await bench.useCases.authenticate(token), null, token.slice(0, 8));
});

t.test('the token is nowhere in the store', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const { key, token } = await bench.useCases.createKey('one', ['admin']);
  const stored = JSON.stringify([await bench.store.keys.find(key.id), await bench.store.audit.after(0, 10)]);
  t.notMatch(stored, token.slice(31));
});

t.test('a key that is not there cannot be revoked', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  await t.rejects(bench.useCases.revokeKey('key_none'), { code: 'NOT_FOUND' });
});
