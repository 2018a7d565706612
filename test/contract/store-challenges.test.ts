import t from 'tap';
import type { StoredChallenge } from '../../src/store/challenge-store.js';
import { AT, LATER } from './samples.js';
import { STORES } from './store-adapters.js';

const OPEN: StoredChallenge = {
  id: 'chl_1',
  nonce: 'ab'.repeat(16),
  phrase: '三九五二七四',
  phraseSha256: 'cd'.repeat(32),
  kind: 'digits',
  position: 'before',
  outerBusinessId: '案\0件\ud800',
  speakerId: 'customer-1',
  issuedAt: AT,
  expiresAt: '2026-01-02T03:06:05.000Z',
  signature: 'sig',
  usedAt: null,
  verificationId: null,
};

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    const bench = await adapter.open();
    t.teardown(() => bench.close());
    const { challenges } = bench.store;

    t.test('is found as it was given', async (t) => {
      t.equal(await challenges.find('chl_1'), null);
      await challenges.insert(OPEN);
      t.same(await challenges.find('chl_1'), OPEN);
    });

    t.test('of two uses at once exactly one wins', async (t) => {
      const other = await bench.connect();
      const won = await Promise.all([
        challenges.use('chl_1', 'ver_1', LATER),
        other.challenges.use('chl_1', 'ver_2', LATER),
      ]);
      t.same(won.toSorted(), [false, true]);
      const verificationId = won[0] ? 'ver_1' : 'ver_2';
      t.same(await challenges.find('chl_1'), { ...OPEN, phrase: null, usedAt: LATER, verificationId });
    });

    t.test('one that has expired, or is unknown, is not used', async (t) => {
      await challenges.insert({ ...OPEN, id: 'chl_2', speakerId: null });
      t.equal(await challenges.use('chl_2', 'ver_3', OPEN.expiresAt), false);
      t.equal(await challenges.use('chl_3', 'ver_3', AT), false);
      t.match(await challenges.find('chl_2'), { phrase: OPEN.phrase, usedAt: null });
    });

    t.test('a use that is rolled back is none', async (t) => {
      const undone = bench.store.transaction(async (tx) => {
        await tx.challenges.use('chl_2', 'ver_3', LATER);
        throw new Error('power cut');
      });
      await t.rejects(undone, /power cut/);
      t.match(await challenges.find('chl_2'), { phrase: OPEN.phrase, usedAt: null });
    });

    t.test('those of a case are counted, and old ones forgotten', async (t) => {
      t.equal(await challenges.countFor(OPEN.outerBusinessId, AT), 2);
      t.equal(await challenges.countFor(OPEN.outerBusinessId, LATER), 0);
      t.equal(await challenges.countFor('another', AT), 0);
      await challenges.purgeBefore(OPEN.expiresAt);
      t.not(await challenges.find('chl_1'), null);
      await challenges.purgeBefore('2026-01-02T03:06:05.001Z');
      t.equal(await challenges.find('chl_1'), null);
    });
  });
}
