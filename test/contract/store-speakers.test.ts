import { randomBytes } from 'node:crypto';
import t from 'tap';
import type { Enrolment } from '../../src/verification/use-cases.js';
import { AT, LATER } from './samples.js';
import { STORES } from './store-adapters.js';

const enrolment = (id: string, speakerId: string, createdAt = AT): Enrolment => ({
  id,
  speakerId,
  effectiveSpeechMs: 9000,
  checks: [{ name: 'snr_db', value: 31, qualifiedRange: [20, null], outcome: 'pass', advice: null }],
  recordings: 2,
  voiceModel: 'ef'.repeat(32),
  createdAt,
});

const newest = (id: string, speakerId: string) => ({ ...enrolment(id, speakerId), standing: 'newest' });

for (const adapter of STORES) {
  t.test(adapter.name, async (t) => {
    const bench = await adapter.open();
    t.teardown(() => bench.close());
    const { speakers } = bench.store;
    const sealed = new Uint8Array(randomBytes(1100));

    t.test('an enrolled speaker has the enrolment and its template, byte for byte', async (t) => {
      await speakers.addEnrolment(enrolment('enr_1', 'a'), 'consent-1', sealed);
      t.same(await speakers.find('a'), { id: 'a', createdAt: AT, optOut: null, enrolments: [newest('enr_1', 'a')] });
      t.same(await speakers.activeTemplate('a'), {
        enrolmentId: 'enr_1',
        speakerId: 'a',
        voiceModel: 'ef'.repeat(32),
        sealed,
      });
    });

    t.test('a new enrolment takes over and the earlier one stays on record', async (t) => {
      const newer = new Uint8Array(randomBytes(8));
      await speakers.addEnrolment(enrolment('enr_2', 'a', LATER), 'consent-2', newer);
      t.match(await speakers.activeTemplate('a'), { enrolmentId: 'enr_2', sealed: newer });
      t.same(await speakers.template('enr_1'), {
        enrolmentId: 'enr_1',
        speakerId: 'a',
        voiceModel: 'ef'.repeat(32),
        sealed,
      });
      t.equal(await speakers.template('enr_0'), null);
      const found = (await speakers.find('a'))!;
      t.same(
        found.enrolments.map(({ id, standing }) => [id, standing]),
        [
          ['enr_2', 'newest'],
          ['enr_1', 'replaced'],
        ],
      );
      t.equal(found.createdAt, AT);
    });

    t.test('an enrolment that fails half way leaves the active one in place', async (t) => {
      const failing = bench.store.transaction(async (tx) => {
        await tx.speakers.addEnrolment(enrolment('enr_3', 'a'), 'consent-3', sealed);
        throw new Error('no');
      });
      await t.rejects(failing);
      t.match(await speakers.activeTemplate('a'), { enrolmentId: 'enr_2' });
    });

    t.test('a deleted speaker leaves nothing, and no one else is touched', async (t) => {
      await speakers.addEnrolment(enrolment('enr_4', 'b'), 'consent-4', sealed);
      t.equal(await speakers.remove('a'), true);
      t.equal(await speakers.remove('a'), false);
      t.equal(await speakers.find('a'), null);
      t.equal(await speakers.template('enr_1'), null);
      t.equal(await speakers.activeTemplate('a'), null);
      t.match(await speakers.activeTemplate('b'), { enrolmentId: 'enr_4', sealed });
      await speakers.addEnrolment(enrolment('enr_1', 'a', LATER), 'consent-5', sealed);
      t.equal((await speakers.find('a'))?.enrolments.length, 1, 'enrolled again from nothing');
    });

    t.test('who opts out keeps the record and no template, until they opt in and enrol anew', async (t) => {
      await speakers.addEnrolment(enrolment('enr_o1', 'o'), 'consent-o1', sealed);
      await speakers.addEnrolment(enrolment('enr_o2', 'o', LATER), 'consent-o2', sealed);
      t.equal(await speakers.isWithdrawn('o', 'consent-o1'), false);
      await speakers.optOut('o', LATER, 'del_1');
      t.match(await speakers.find('o'), {
        createdAt: AT,
        optOut: { at: LATER, receiptId: 'del_1' },
        enrolments: [
          { id: 'enr_o2', standing: 'erased' },
          { id: 'enr_o1', standing: 'erased' },
        ],
      });
      for (const id of ['enr_o1', 'enr_o2']) t.equal(await speakers.template(id), null);
      t.equal(await speakers.activeTemplate('o'), null);
      t.equal(await speakers.isWithdrawn('o', 'consent-o1'), true);
      t.equal(await speakers.isWithdrawn('o', 'consent-o3'), false);
      t.equal(await speakers.isWithdrawn('b', 'consent-o1'), false, 'the consent of this speaker alone');
      t.match(await speakers.activeTemplate('b'), { enrolmentId: 'enr_4' }, 'no one else is touched');
      t.equal(await speakers.optIn('o'), true);
      t.equal(await speakers.optIn('o'), false);
      await speakers.addEnrolment(enrolment('enr_o3', 'o', LATER), 'consent-o3', sealed);
      t.match(await speakers.find('o'), { optOut: null });
      t.match(await speakers.activeTemplate('o'), { enrolmentId: 'enr_o3' });
      t.equal(await speakers.isWithdrawn('o', 'consent-o1'), true, 'and stays withdrawn');
      t.equal((await speakers.find('o'))?.enrolments.filter(({ standing }) => standing === 'erased').length, 2);
    });

    t.test('who was never enrolled can opt out, and be deleted', async (t) => {
      t.equal(await speakers.optIn('never'), false);
      await speakers.optOut('never', AT, 'del_2');
      t.same(await speakers.find('never'), {
        id: 'never',
        createdAt: AT,
        optOut: { at: AT, receiptId: 'del_2' },
        enrolments: [],
      });
      t.equal(await speakers.remove('never'), true);
      t.equal(await speakers.find('never'), null);
    });

    t.test('templates are listed in pages, each once, in the order of their ids', async (t) => {
      const ids = ['enr_p3', 'enr_p1', 'enr_p2'];
      for (const id of ids) await speakers.addEnrolment(enrolment(id, `page-${id}`), 'c', sealed);
      const all = await speakers.templatesAfter(null, 1000);
      t.same(all, [...all].sort());
      t.same(await speakers.templatesAfter('enr_p1', 2), ['enr_p2', 'enr_p3']);
      t.equal((await speakers.templatesAfter(null, 2)).length, 2);
      t.same(await speakers.templatesAfter('enr_p3', 5), all.slice(all.indexOf('enr_p3') + 1));
    });

    t.test('any text is a speaker id', async (t) => {
      const ids = ['客户\0一', '客户', '\ud83d', '😀', "'; drop table speakers; --", ''];
      for (const [index, id] of ids.entries()) {
        await speakers.addEnrolment(enrolment(`enr_text_${index}`, id), id, sealed);
      }
      for (const [index, id] of ids.entries()) {
        t.same(await speakers.find(id), {
          id,
          createdAt: AT,
          optOut: null,
          enrolments: [newest(`enr_text_${index}`, id)],
        });
      }
    });
  });
}
