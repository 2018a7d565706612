import fc from 'fast-check';
import t from 'tap';
import { AT, JUDGEMENT, LATER, queued } from './samples.js';
import { STORES } from './store-adapters.js';

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    const bench = await adapter.open();
    t.teardown(() => bench.close());
    const { verifications } = bench.store;

    t.test('a verification comes back as it was stored, in other processes too', async (t) => {
      await verifications.insert(queued('ver_1'));
      t.same(await verifications.find('ver_1'), queued('ver_1'));
      t.same(await (await bench.connect()).verifications.find('ver_1'), queued('ver_1'));
      t.equal(await verifications.find('ver_unknown'), null);
    });

    t.test('an id is stored once', async (t) => {
      await verifications.insert(queued('ver_twice'));
      await t.rejects(verifications.insert(queued('ver_twice')));
    });

    t.test('a verification goes from queued over processing to its verdict', async (t) => {
      await verifications.insert(queued('ver_2'));
      t.equal(await verifications.mark('ver_2', 'processing', LATER), true);
      t.match(await verifications.find('ver_2'), { status: 'processing', updatedAt: LATER, createdAt: AT });
      t.equal(await verifications.mark('ver_2', 'processing', LATER), true, 'after a crash it is processed again');
      t.equal(await verifications.mark('ver_2', 'queued', LATER), true, 'and it may wait for another attempt');
      t.equal((await verifications.find('ver_2'))?.status, 'queued');
      const outcome = { status: 'completed', judgement: JUDGEMENT, queueMs: 7 } as const;
      t.equal(await verifications.settle('ver_2', outcome, LATER, 'hash-1'), true);
      t.same(await verifications.find('ver_2'), {
        ...queued('ver_2'),
        ...outcome,
        updatedAt: LATER,
        entryHash: 'hash-1',
      });
    });

    t.test('a settled verification never changes again', async (t) => {
      const failed = { status: 'failed', failure: { code: 'ENGINE_FAILURE', detail: 'twice' } } as const;
      const completed = { status: 'completed', judgement: JUDGEMENT, queueMs: 7 } as const;
      await verifications.insert(queued('ver_3'));
      t.equal(await verifications.settle('ver_3', failed, LATER, 'hash-1'), true);
      const settled = await verifications.find('ver_3');
      t.same(settled, { ...queued('ver_3'), ...failed, updatedAt: LATER, entryHash: 'hash-1' });
      t.equal(await verifications.settle('ver_3', completed, LATER, 'hash-2'), false);
      t.equal(await verifications.mark('ver_3', 'processing', LATER), false);
      t.same(await verifications.find('ver_3'), settled);
    });

    t.test('what is not there cannot be changed', async (t) => {
      const failed = { status: 'failed', failure: { code: 'INTERNAL', detail: '' } } as const;
      t.equal(await verifications.mark('ver_none', 'processing', LATER), false);
      t.equal(await verifications.settle('ver_none', failed, LATER, 'hash-1'), false);
    });

    t.test('any text of the caller comes back as it was', async () => {
      const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\0', 'a\0b', '\ud800', '\udfff\ud800'));
      let serial = 0;
      await fc.assert(
        fc.asyncProperty(text, text, text, async (clauseText, outerBusinessId, speakerId) => {
          serial += 1;
          const verification = queued(`ver_text_${serial}_${speakerId}`, { clauseText, outerBusinessId, speakerId });
          await verifications.insert(verification);
          const found = await verifications.find(verification.id);
          return (
            JSON.stringify(found?.request) === JSON.stringify(verification.request) && found?.id === verification.id
          );
        }),
        { numRuns: 60 },
      );
    });

    t.test('ids that a database would fold into one stay apart', async (t) => {
      const ids = ['ver_\ud800', 'ver_\ud801', 'ver_\ufffd', 'ver_a', 'ver_a\0', 'ver_a\0b', 'ver_A'];
      for (const id of ids) await verifications.insert(queued(id, { outerBusinessId: id }));
      for (const id of ids) t.equal((await verifications.find(id))?.request.outerBusinessId, id);
    });
  });
}
