import t from 'tap';
import { babbled, faster } from '../../src/fingerprint/babbled.fixture.js';
import { FINGERPRINT, fingerprint } from '../../src/fingerprint/fingerprint.js';
import { isRepeated } from '../../src/fingerprint/repeated.js';
import type { RecordingPrint } from '../../src/store/fingerprint-store.js';
import type { Stores } from '../../src/store/store.js';
import { STORES } from './store-adapters.js';

const heard = new Map([1, 2, 3, 4].map((seed) => [seed, fingerprint(babbled(seed))]));

const printOf = (
  id: string,
  seed: number,
  kind: RecordingPrint['subject']['kind'] = 'verification',
): RecordingPrint => ({
  subject: { kind, id },
  audioSha256: String(seed).repeat(64),
  method: FINGERPRINT,
  sketch: heard.get(seed)!.sketch,
});

const likeSeed = (stores: Stores, seed: number, before: number, limit = 8, method = FINGERPRINT) =>
  stores.fingerprints.candidates([...heard.get(seed)!.probes.keys()], method, before, limit);
const idsOf = (prints: readonly RecordingPrint[]) => prints.map(({ subject }) => subject.id);

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    const bench = await adapter.open();
    t.teardown(() => bench.close());
    const { store } = bench;
    const { fingerprints } = store;

    t.test('recordings are numbered in the order in which they became known', async (t) => {
      t.equal(await fingerprints.add(printOf('ver_1', 1)), 1);
      t.equal(await fingerprints.add(printOf('ver_2', 2)), 2);
      t.equal(await fingerprints.add(printOf('ver_1', 1)), 1, 'the same recording again: a second attempt');
      t.equal(await fingerprints.add(printOf('enr_1', 3, 'enrolment')), 3);
    });

    t.test('the same bytes are found among those before', async (t) => {
      t.equal(await fingerprints.add(printOf('ver_4', 1)), 4);
      t.same(await fingerprints.sameBytes('1'.repeat(64), 4, 5), [{ ...printOf('ver_1', 1), number: 1 }]);
      t.same(idsOf(await fingerprints.sameBytes('1'.repeat(64), 5, 5)), ['ver_4', 'ver_1']);
      t.same(idsOf(await fingerprints.sameBytes('1'.repeat(64), 5, 1)), ['ver_4']);
      t.same(await fingerprints.sameBytes('1'.repeat(64), 1, 5), []);
    });

    t.test('a copy that runs faster finds its original first', async (t) => {
      const copy = fingerprint(faster(babbled(3), 1.02));
      const [first] = await fingerprints.candidates([...copy.probes.keys()], FINGERPRINT, 5, 8);
      t.same(first?.subject, { kind: 'enrolment', id: 'enr_1' });
      t.ok(isRepeated(copy.compare(first!.sketch)!));
    });

    t.test('only those before a number, measured the same way, and no more than asked for', async (t) => {
      t.same(idsOf(await likeSeed(store, 1, 5)).slice(0, 2), ['ver_4', 'ver_1']);
      t.same(idsOf(await likeSeed(store, 1, 4)).slice(0, 1), ['ver_1']);
      t.same(await likeSeed(store, 1, 1), []);
      t.equal((await likeSeed(store, 1, 5, 1)).length, 1);
      t.same(await likeSeed(store, 1, 5, 8, 'another way'), []);
      t.same(await fingerprints.candidates([], FINGERPRINT, 5, 8), []);
    });

    t.test('what is removed is found no more, and no one else is touched', async (t) => {
      t.equal(await fingerprints.remove({ kind: 'enrolment', id: 'enr_1' }), 1);
      t.equal(await fingerprints.remove({ kind: 'enrolment', id: 'enr_1' }), 0);
      t.notOk(idsOf(await likeSeed(store, 3, 9)).includes('enr_1'));
      t.same(await fingerprints.sameBytes('3'.repeat(64), 9, 5), []);
      t.ok(idsOf(await likeSeed(store, 2, 9)).includes('ver_2'));
    });

    t.test('of two copies at the same moment one sees the other', async (t) => {
      const judge = (id: string) =>
        store.transaction(async (tx) => {
          const number = await tx.fingerprints.add(printOf(id, 4));
          return (await tx.fingerprints.sameBytes('4'.repeat(64), number, 5)).length;
        });
      const seen = await Promise.all([judge('ver_8'), judge('ver_9')]);
      t.same([...seen].sort(), [0, 1]);
    });
  });
}
