import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { templateContext } from '../../src/verification/load-speaker.js';
import { partTemplates } from '../../src/verification/part-templates.js';
import type { Verification } from '../../src/verification/verification.js';
import type { SpeakerState } from '../../src/voiceprint/decide-speaker.js';
import { sealFirstVersion } from '../../src/voiceprint/first-version.fixture.js';
import { localKeyWrapper } from '../../src/voiceprint/local-key-wrapper.js';
import { sealTemplate } from '../../src/voiceprint/template-cipher.js';
import { JUDGEMENT } from '../contract/samples.js';
import {
  CALLER,
  created,
  engineWith,
  MASTER_KEY,
  openServiceBench,
  type ServiceBench,
  SUBMISSION,
  VOICE_MODEL,
} from './service-bench.js';

const DAY = 86_400_000;
const TEMPLATE = Float32Array.from({ length: 256 }, (_, index) => Math.fround(Math.sin(index)));

let enrolments = 0;

/** Stores a template as an enrolment does. */
const enrol = async (bench: ServiceBench, speakerId: string, sealedFor = speakerId, more = {}): Promise<void> => {
  const id = `enr_${++enrolments}`;
  const enrolment = { id, speakerId, voiceModel: VOICE_MODEL, createdAt: new Date().toISOString() };
  const context = templateContext({ ...enrolment, speakerId: sealedFor });
  const rest = { effectiveSpeechMs: 9000, checks: [], recordings: 1 };
  const { sealed, wrappedKey } = await sealTemplate(TEMPLATE, context, localKeyWrapper(MASTER_KEY));
  await bench.vault.put(id, wrappedKey);
  await bench.store.speakers.addEnrolment({ ...enrolment, ...rest, ...more }, 'consent-1', sealed);
};

const verify = async (bench: ServiceBench, speakerId: string | null): Promise<Verification> => {
  const outcome = await bench.useCases.submit({ ...SUBMISSION, speakerId }, await bench.upload(), CALLER);
  return bench.useCases.waitFor(created(outcome).id, DAY);
};

t.test('the evaluation is told what is known of the speaker', async (t) => {
  const seen: SpeakerState[] = [];
  const evaluateReading = async ({ speaker }: { readonly speaker: SpeakerState }) => {
    seen.push(speaker);
    return JUDGEMENT;
  };
  const first = await openServiceBench({ evaluateReading });
  await enrol(first, '客户\0\ud800');
  await enrol(first, 'b');
  first.work();
  await verify(first, null);
  await verify(first, 'unknown');
  const enrolled = (await first.store.speakers.find('客户\0\ud800'))!;
  await verify(first, 'b');
  await first.useCases.deleteSpeaker('b');
  await verify(first, 'b');
  t.same(seen, [
    { kind: 'not_requested' },
    { kind: 'not_enrolled' },
    { kind: 'enrolled', template: TEMPLATE, templateId: 'enr_2', voiceModel: VOICE_MODEL },
    { kind: 'not_enrolled' },
  ]);
  t.equal(enrolled.id, '客户\0\ud800');

  seen.length = 0;
  await enrol(first, 'c');
  const bench = await first.reopen({ evaluateReading, engine: engineWith('ef'.repeat(32)) });
  t.teardown(() => bench.close());
  bench.work();
  await verify(bench, 'c');
  t.same(seen, [{ kind: 'expired' }], 'a template of an earlier model is not compared');
});

t.test('so it is of the one who must not be the reader, and of nobody when none was named', async (t) => {
  const seen: unknown[] = [];
  const bench = await openServiceBench({
    evaluateReading: async ({ otherSpeaker }) => {
      seen.push(otherSpeaker);
      return JUDGEMENT;
    },
  });
  t.teardown(() => bench.close());
  await enrol(bench, 'sales');
  bench.work();
  for (const other of [{}, { otherSpeakerId: 'unknown' }, { otherSpeakerId: 'sales' }]) {
    const outcome = await bench.useCases.submit({ ...SUBMISSION, ...other }, await bench.upload(), CALLER);
    const { request } = await bench.useCases.waitFor(created(outcome).id, DAY);
    t.match(request, other);
    t.equal('otherSpeakerId' in request, 'otherSpeakerId' in other, 'older requests are what they were');
  }
  t.match(seen, [undefined, { kind: 'not_enrolled' }, { kind: 'enrolled', template: TEMPLATE }]);
});

t.test('a voiceprint counts until its time is over, and is not read afterwards', async (t) => {
  const seen: string[] = [];
  const until = Date.now() + DAY;
  let clock = until - 1;
  const bench = await openServiceBench({
    clock: () => clock,
    evaluateReading: async ({ speaker }) => {
      seen.push(speaker.kind);
      return JUDGEMENT;
    },
  });
  t.teardown(() => bench.close());
  await enrol(bench, 'a', 'a', { validUntil: new Date(until).toISOString() });
  await enrol(bench, 'b', 'b', { validUntil: 'some day' });
  bench.work();
  await verify(bench, 'a');
  clock = until;
  await verify(bench, 'a');
  await verify(bench, 'b');
  t.same(seen, ['enrolled', 'expired', 'expired']);
});

t.test('a template that cannot be read is a technical failure', async (t) => {
  const first = await openServiceBench();
  await enrol(first, 'a');
  await enrol(first, 'victim', 'thief');
  first.work();
  t.match(await verify(first, 'victim'), { status: 'failed', failure: { code: 'TEMPLATE_UNREADABLE' } });
  const bench = await first.reopen({ keys: localKeyWrapper(createSecretKey(Buffer.alloc(32, 8))) });
  t.teardown(() => bench.close());
  bench.work();
  t.match(await verify(bench, 'a'), { status: 'failed', failure: { code: 'TEMPLATE_UNREADABLE' } });
});

t.test('an unknown speaker cannot be read or deleted', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  await t.rejects(bench.useCases.speaker('nobody'), { code: 'SPEAKER_NOT_FOUND' });
  await t.rejects(bench.useCases.deleteSpeaker('nobody'), { code: 'SPEAKER_NOT_FOUND' });
});

t.test('the audit log names no speaker', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  await enrol(bench, 'customer-13800138000');
  await bench.useCases.deleteSpeaker('customer-13800138000');
  const entries = await bench.store.audit.after(0, 10);
  t.match(entries.at(-1)?.entry, { action: 'speaker.deleted' });
  t.notMatch(JSON.stringify(entries), '13800138000');
});

t.test('templates of the first version are sealed anew, with their keys apart, and open as before', async (t) => {
  const seen: SpeakerState[] = [];
  const bench = await openServiceBench({
    evaluateReading: async ({ speaker }) => {
      seen.push(speaker);
      return JUDGEMENT;
    },
  });
  t.teardown(() => bench.close());
  const enrolment = { id: 'enr_old', speakerId: 'old', voiceModel: VOICE_MODEL, createdAt: new Date().toISOString() };
  const whole = sealFirstVersion(TEMPLATE, templateContext(enrolment), MASTER_KEY);
  const rest = { effectiveSpeechMs: 9000, checks: [], recordings: 1 };
  await bench.store.speakers.addEnrolment({ ...enrolment, ...rest }, 'consent-1', whole);
  await enrol(bench, 'new');
  const untouched = await bench.store.speakers.activeTemplate('new');
  const keys = localKeyWrapper(MASTER_KEY);
  const parts = { store: bench.store, vault: bench.vault, keys, masterKeys: [MASTER_KEY] } as const;
  await t.rejects(partTemplates({ ...parts, masterKeys: [createSecretKey(Buffer.alloc(32, 9))] }), {
    code: 'TEMPLATE_UNREADABLE',
  });
  t.equal(await partTemplates(parts), 1);
  t.equal(await partTemplates(parts), 0);
  t.same(await bench.store.speakers.activeTemplate('new'), untouched);
  bench.work();
  await verify(bench, 'old');
  t.match(seen, [{ kind: 'enrolled', template: TEMPLATE, templateId: 'enr_old' }]);
  const file = readFileSync(join(bench.folder, 'hesheng.db'));
  t.notOk(file.includes(Buffer.from(whole.subarray(13, 73))), 'the key that lay with it is overwritten');
});

t.test('a deletion that fails after the keys were destroyed leaves no template that opens', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  await enrol(bench, 'a');
  const id = (await bench.store.speakers.find('a'))!.enrolments[0]!.id;
  await bench.vault.destroy(id);
  bench.work();
  t.match(await verify(bench, 'a'), { status: 'failed', failure: { code: 'TEMPLATE_UNREADABLE' } });
  const receipt = await bench.useCases.deleteSpeaker('a');
  t.same(receipt.enrolments, [{ id, keySha256: null }]);
  t.same(await bench.useCases.deletionReceipt(receipt.id), receipt);
  t.equal((await bench.store.audit.after(0, 10)).at(-1)?.hash, receipt.entryHash);
  await t.rejects(bench.useCases.deletionReceipt('del_0'), { code: 'NOT_FOUND' });
});
