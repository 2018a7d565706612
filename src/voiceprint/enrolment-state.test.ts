import fc from 'fast-check';
import t from 'tap';
import { type EnrolmentFacts, enrolmentState } from './enrolment-state.js';

const UNTIL = '2027-01-01T00:00:00.000Z';
const AT = Date.parse(UNTIL);
const facts = fc.record(
  {
    standing: fc.constantFrom('newest' as const, 'replaced' as const, 'erased' as const),
    voiceModel: fc.constantFrom('a', 'b'),
    validUntil: fc.constantFrom(UNTIL, '2026-06-01T00:00:00.000Z', 'some day', ''),
  },
  { requiredKeys: ['standing', 'voiceModel'] },
) as fc.Arbitrary<EnrolmentFacts>;
const model = fc.constantFrom('a', 'b', null);
const moment = fc.integer({ min: AT - 3e10, max: AT + 3e10 });

t.test('each state by its cause, the customer before time and time before the operator', async (t) => {
  const newest = { standing: 'newest', voiceModel: 'a', validUntil: UNTIL } as const;
  t.equal(enrolmentState(newest, 'a', AT - 1), 'active');
  t.equal(enrolmentState(newest, 'a', AT), 'expired');
  t.equal(enrolmentState(newest, 'b', AT - 1), 'needs_re_enrolment');
  t.equal(enrolmentState(newest, 'b', AT), 'expired');
  t.equal(enrolmentState({ ...newest, standing: 'replaced' }, 'b', AT), 'superseded');
  t.equal(enrolmentState({ ...newest, standing: 'erased' }, 'b', AT), 'opted_out');
  t.equal(enrolmentState({ standing: 'newest', voiceModel: 'a' }, 'a', AT * 100), 'active');
});

t.test('active means: newest, not over, and of the model in use', async () => {
  fc.assert(
    fc.property(facts, model, moment, (enrolment, inUse, now) => {
      const may =
        enrolment.standing === 'newest' &&
        enrolment.voiceModel === inUse &&
        (enrolment.validUntil === undefined || now < Date.parse(enrolment.validUntil));
      return (enrolmentState(enrolment, inUse, now) === 'active') === may;
    }),
  );
});

t.test('time alone never brings an enrolment back', async () => {
  fc.assert(
    fc.property(facts, model, moment, fc.nat(1e10), (enrolment, inUse, now, later) => {
      const [before, after] = [enrolmentState(enrolment, inUse, now), enrolmentState(enrolment, inUse, now + later)];
      return after === before || after === 'expired';
    }),
  );
});
