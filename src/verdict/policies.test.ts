import fc from 'fast-check';
import t from 'tap';
import { HeshengError } from '../errors.js';
import { parsePolicy, shippedPolicies } from './policies.js';
import { ORDERED, policyFaults, THRESHOLD_FIELDS } from './policy-schema.js';

const DEFAULT = shippedPolicies()[0]!;
const changed = (change: Readonly<Record<string, unknown>>) => ({
  ...DEFAULT,
  thresholds: { ...DEFAULT.thresholds, ...change },
});

t.test('the shipped policies parse and keep to the table', async (t) => {
  t.match(DEFAULT, { id: 'default', version: 1 });
  for (const policy of shippedPolicies()) {
    t.same(parsePolicy(JSON.parse(JSON.stringify(policy))), policy);
    t.same(Object.keys(policy.thresholds).sort(), THRESHOLD_FIELDS.map(({ name }) => name).sort());
    t.ok(Object.isFrozen(policy) && Object.isFrozen(policy.thresholds));
  }
});

t.test('every fault is named in one message', async (t) => {
  const { snrDbMin: _, ...rest } = DEFAULT.thresholds;
  const bad = { id: 'Bad id', version: 0, owner: 'x', thresholds: { ...rest, editPass: 'much', extra: 1 } };
  const thrown = t.throws(() => parsePolicy(bad), { code: 'CONFIG_INVALID' }) as HeshengError;
  t.ok(thrown instanceof HeshengError);
  for (const part of [
    'owner is not known',
    'id must match',
    'version must be a whole number',
    'thresholds.extra is not known',
    'thresholds.editPass must be a number',
    'thresholds.snrDbMin is missing',
  ]) {
    t.match(thrown.detail, part);
  }
});

t.test('what is no policy at all is refused', async (t) => {
  for (const value of [null, undefined, [], 'default', 1, { id: 'a', version: 1 }, { ...DEFAULT, thresholds: [] }]) {
    t.throws(() => parsePolicy(value), { code: 'CONFIG_INVALID' });
  }
});

t.test('a value outside its bounds, not whole or not finite is refused', async () => {
  fc.assert(
    fc.property(fc.constantFrom(...THRESHOLD_FIELDS), fc.double({ min: 0.001, max: 1e6 }), (field, by) => {
      const values = [field.max + by, field.min - by, Number.NaN, Number.POSITIVE_INFINITY, '1', null];
      const fractional = field.integer ? [field.min + 0.5] : [];
      return [...values, ...fractional].every((value) =>
        policyFaults(changed({ [field.name]: value })).some((fault) => fault.startsWith(`thresholds.${field.name} `)),
      );
    }),
    { numRuns: 200 },
  );
});

t.test('thresholds that leave no range for review are refused', async (t) => {
  for (const [low, high] of ORDERED) {
    const { max } = THRESHOLD_FIELDS.find(({ name }) => name === low)!;
    const { min } = THRESHOLD_FIELDS.find(({ name }) => name === high)!;
    const faults = policyFaults(changed({ [low]: max, [high]: Math.min(min, max - 1) }));
    t.ok(faults.includes(`thresholds.${low} must not be above thresholds.${high}`), low);
  }
});

t.test('every field says what it means', async (t) => {
  for (const { name, doc, min, max } of THRESHOLD_FIELDS) t.ok(doc.length > 15 && min < max, name);
});
