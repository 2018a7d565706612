import fc from 'fast-check';
import t from 'tap';
import type { HeshengError } from '../../src/errors.js';
import { templateContext } from '../../src/verification/load-speaker.js';
import { requireConsent } from '../../src/verification/require-consent.js';
import { validityOf } from '../../src/verification/validity-of.js';
import { verifyAudit } from '../../src/verification/verify-audit.js';
import type { EnrolmentState } from '../../src/voiceprint/enrolment-state.js';
import { localKeyWrapper } from '../../src/voiceprint/local-key-wrapper.js';
import { sealTemplate } from '../../src/voiceprint/template-cipher.js';
import { JUDGEMENT } from '../contract/samples.js';
import {
  CALLER,
  created,
  MASTER_KEY,
  openServiceBench,
  type ServiceBench,
  SUBMISSION,
  VOICE_MODEL,
} from './service-bench.js';

const DAY = 86_400_000;
const KEYS = localKeyWrapper(MASTER_KEY);

let enrolments = 0;

/** Stores a template as an enrolment does, once the recordings were heard. */
const enrol = async ({ store, vault }: ServiceBench, speakerId: string, consentId: string): Promise<string> => {
  await requireConsent(store.speakers, speakerId, consentId);
  const id = `enr_${String(++enrolments).padStart(6, '0')}`;
  const enrolment = { id, speakerId, voiceModel: VOICE_MODEL };
  const { sealed, wrappedKey } = await sealTemplate(Float32Array.of(1, 2), templateContext(enrolment), KEYS);
  await vault.put(id, wrappedKey);
  const rest = { effectiveSpeechMs: 9000, checks: [], recordings: 1, createdAt: new Date().toISOString() };
  await store.speakers.addEnrolment({ ...enrolment, ...rest }, consentId, sealed);
  return id;
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: HeshengError) => error.code,
  );

t.test(
  'who opted out is not compared, whatever was enrolled, until they opt in and enrol on a new consent',
  async (t) => {
    const seen: string[] = [];
    const bench = await openServiceBench({
      evaluateReading: async ({ speaker }) => {
        seen.push(speaker.kind);
        return JUDGEMENT;
      },
    });
    t.teardown(() => bench.close());
    const verify = async (speakerId: string) => {
      const outcome = await bench.useCases.submit({ ...SUBMISSION, speakerId }, await bench.upload(), CALLER);
      return bench.useCases.waitFor(created(outcome).id, DAY);
    };
    bench.work();
    const ids = [await enrol(bench, 'a', 'c-1'), await enrol(bench, 'a', 'c-2')];
    await verify('a');
    const receipt = await bench.useCases.optOut('a');
    t.match(receipt, {
      occasion: 'opt_out',
      enrolments: [
        { id: ids[1], keySha256: /./ },
        { id: ids[0], keySha256: /./ },
      ],
    });
    t.same(await bench.useCases.optOut('a'), receipt, 'once more');
    t.same(await bench.useCases.deletionReceipt(receipt.id), receipt);
    for (const id of ids) t.equal(await bench.vault.get(id), null);
    t.match(await verify('a'), { status: 'completed' }, 'never an error');
    t.match(await bench.useCases.speaker('a'), {
      optedOutAt: receipt.deletedAt,
      enrolments: [{ state: 'opted_out' }, { state: 'opted_out' }],
    });
    t.equal(await codeOf(enrol(bench, 'a', 'c-3')), 'SPEAKER_OPTED_OUT');
    t.equal(await codeOf(bench.useCases.optIn('a', 'c-1')), 'CONSENT_WITHDRAWN');
    t.equal(await codeOf(bench.useCases.optIn('a', ' ')), 'CONSENT_REQUIRED');
    t.match(await bench.useCases.optIn('a', 'c-3'), { optedOutAt: null });
    t.equal(await codeOf(bench.useCases.optIn('a', 'c-3')), 'CONFLICT');
    await verify('a');
    t.equal(await codeOf(enrol(bench, 'a', 'c-2')), 'CONSENT_WITHDRAWN');
    await enrol(bench, 'a', 'c-3');
    await verify('a');
    t.same(seen, ['enrolled', 'opted_out', 'not_enrolled', 'enrolled']);
    const entries = await bench.store.audit.after(0, 100);
    const actions = entries.map(({ entry }) => entry.action).filter((action) => action.startsWith('speaker.'));
    t.same(actions, ['speaker.opted_out', 'speaker.opted_in']);
    t.ok((await verifyAudit(bench.store.audit)).intact);
  },
);

/** What a speaker can be, without a database. */
interface Model {
  optedOut: boolean;
  known: boolean;
  enrolments: { readonly consent: string; state: EnrolmentState }[];
}

const withdrawn = ({ enrolments }: Model, consent: string): boolean =>
  enrolments.some((enrolment) => enrolment.consent === consent && enrolment.state === 'opted_out');

type Step =
  | { readonly kind: 'enrol'; readonly consent: string }
  | { readonly kind: 'opt_in'; readonly consent: string }
  | { readonly kind: 'opt_out' }
  | { readonly kind: 'delete' };

/** Changes the model as the step should; the code that the step should end with. */
const expect = (model: Model, step: Step): string => {
  if (step.kind === 'opt_out') {
    Object.assign(model, { optedOut: true, known: true });
    for (const enrolment of model.enrolments) enrolment.state = 'opted_out';
    return 'done';
  }
  if (step.kind === 'delete') {
    if (!model.known) return 'SPEAKER_NOT_FOUND';
    Object.assign(model, { optedOut: false, known: false, enrolments: [] });
    return 'done';
  }
  if (step.kind === 'opt_in') {
    if (!model.known) return 'SPEAKER_NOT_FOUND';
    if (withdrawn(model, step.consent)) return 'CONSENT_WITHDRAWN';
    if (!model.optedOut) return 'CONFLICT';
    model.optedOut = false;
    return 'done';
  }
  if (model.optedOut) return 'SPEAKER_OPTED_OUT';
  if (withdrawn(model, step.consent)) return 'CONSENT_WITHDRAWN';
  for (const enrolment of model.enrolments) if (enrolment.state === 'active') enrolment.state = 'superseded';
  model.enrolments.push({ consent: step.consent, state: 'active' });
  model.known = true;
  return 'done';
};

const take = (bench: ServiceBench, speakerId: string, step: Step): Promise<string> => {
  const { useCases } = bench;
  if (step.kind === 'enrol') return codeOf(enrol(bench, speakerId, step.consent));
  if (step.kind === 'opt_in') return codeOf(useCases.optIn(speakerId, step.consent));
  return codeOf(step.kind === 'opt_out' ? useCases.optOut(speakerId) : useCases.deleteSpeaker(speakerId));
};

t.test('whatever comes in whatever order, state, answers and keys are those of the model', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const consent = fc.constantFrom('c-1', 'c-2', 'c-3');
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('enrol' as const), consent }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('opt_in' as const), consent }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('opt_out' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const) }) },
  );
  let speakers = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      const speakerId = `s-${++speakers}`;
      const model: Model = { optedOut: false, known: false, enrolments: [] };
      for (const one of steps) {
        const expected = expect(model, one);
        t.equal(await take(bench, speakerId, one), expected, JSON.stringify(steps));
      }
      if (!model.known) return;
      const { enrolments: stored, optedOutAt } = await bench.useCases.speaker(speakerId);
      t.equal(optedOutAt !== null, model.optedOut);
      t.same(
        stored.map(({ state }) => state),
        model.enrolments.map(({ state }) => state).reverse(),
      );
      for (const { id, state } of stored) {
        t.equal((await bench.vault.get(id)) !== null, state !== 'opted_out', 'the key is there as long as it may');
        t.equal((await bench.store.speakers.template(id)) !== null, state !== 'opted_out');
      }
    }),
    { numRuns: 40 },
  );
});

t.test('valid until what was asked for, never longer than is allowed, never in the past', async (t) => {
  const now = Date.parse('2026-01-01T00:00:00.000Z');
  t.equal(validityOf({}, now, 365), '2027-01-01T00:00:00.000Z');
  t.equal(validityOf({ validUntil: '2026-03-01T08:00:00+08:00' }, now, 365), '2026-03-01T00:00:00.000Z');
  for (const validUntil of ['2026-01-01T00:00:00Z', '2025-12-31T00:00:00Z', '2027-01-01T00:00:01Z', 'some day', '']) {
    t.throws(() => validityOf({ validUntil }, now, 365), { code: 'VALIDITY_INVALID' }, validUntil);
  }
});
