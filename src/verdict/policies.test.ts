import fc from 'fast-check';
import t from 'tap';
import { HeshengError } from '../errors.js';
import { parsePolicy, shippedPolicies } from './policies.js';
import { policyFaults } from './policy-schema.js';
import { ORDERED, THRESHOLD_FIELDS } from './threshold-fields.js';

const DEFAULT = shippedPolicies()[0]!;
const changed = (change: Readonly<Record<string, unknown>>) => ({
  ...DEFAULT,
  thresholds: { ...DEFAULT.thresholds, ...change },
});

t.test('the shipped policies parse and keep to the table', async (t) => {
  t.match(DEFAULT, { id: 'default', version: 3 });
  for (const policy of shippedPolicies()) {
    t.same(parsePolicy(JSON.parse(JSON.stringify(policy))), policy);
    t.same(Object.keys(policy.thresholds).sort(), THRESHOLD_FIELDS.map(({ name }) => name).sort());
    t.ok(Object.isFrozen(policy) && Object.isFrozen(policy.thresholds));
  }
});

t.test('every fault is named in one message', async (t) => {
  const { snrDbMin: _, ...rest } = DEFAULT.thresholds;
  const bad = {
    schema: 1,
    id: 'Bad id',
    version: 0,
    owner: 'x',
    thresholds: { ...rest, editPass: 'much', extra: 1 },
    kinds: { sermon: {}, answer: { editFail: 3 }, reading: [] },
    profiles: { klingon: {}, wu: { support: 'yes', colour: 1, thresholds: { snrDbMax: 1 } }, min: null },
    stamp: 'signed',
  };
  const thrown = t.throws(() => parsePolicy(bad), { code: 'CONFIG_INVALID' }) as HeshengError;
  t.ok(thrown instanceof HeshengError);
  for (const part of [
    'owner is not known',
    'id must match',
    'version must be a whole number',
    'thresholds.extra is not known',
    'thresholds.editPass must be a number',
    'thresholds.snrDbMin is missing',
    'schema must be 2',
    'kinds.sermon is no clause kind',
    'kinds.answer.editFail must lie in 0 to 2 cost',
    'kinds.reading must be an object',
    'profiles.klingon is no accent profile',
    'profiles.wu.support must be validated or review_only',
    'profiles.wu.colour is not known',
    'profiles.wu.thresholds.snrDbMax is not known',
    'profiles.min must be an object',
    'stamp must be an object',
  ]) {
    t.match(thrown.detail, part);
  }
});

t.test('what is no policy at all is refused', async (t) => {
  for (const value of [
    null,
    undefined,
    [],
    'default',
    1,
    { id: 'a', version: 1 },
    { ...DEFAULT, thresholds: [] },
    { ...DEFAULT, kinds: 1 },
    { ...DEFAULT, profiles: [] },
  ]) {
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

t.test('a kind or an accent that leaves no range for review is refused, in every combination', async (t) => {
  const { editPass, editFail } = DEFAULT.thresholds;
  const kinds = { answer: { editPass: editFail + 0.1 } };
  t.same(policyFaults({ ...DEFAULT, kinds }), [
    'kinds.answer over thresholds.editPass must not be above kinds.answer over thresholds.editFail',
  ]);
  const repaired = { wu: { support: 'review_only', thresholds: { editFail: editFail + 0.2 } } };
  t.not(policyFaults({ ...DEFAULT, kinds, profiles: repaired }).length, 0, 'no profile mends a kind for all others');
  const profiles = { wu: { support: 'review_only', thresholds: { editFail: editPass + 0.05 } } };
  t.same(policyFaults({ ...DEFAULT, profiles }), []);
  t.same(policyFaults({ ...DEFAULT, profiles, kinds: { answer: { editPass: editPass + 0.1 } } }), [
    'profiles.wu over kinds.answer.editPass must not be above profiles.wu over kinds.answer.editFail',
  ]);
});

const DATA = { name: 'dev', sha256: 'ab'.repeat(32), readings: 100, speakers: 12, voices: 'human' };
const STAMP = {
  calibratedAt: '2026-01-02T03:04:05.678Z',
  development: DATA,
  heldOut: null,
  models: [{ role: 'asr', id: 'phones', sha256: 'cd'.repeat(32) }],
  normaliser: 'hesheng-text/1',
  accentProfiles: { mandarin: 1 },
  falsePassBound: 0.005,
  confidence: 0.95,
  figures: { pass: [0.9, null, true], nested: { text: 'x' } },
};

t.test('a stamp is read as strictly as the rest, its figures apart', async (t) => {
  const stamped = { ...DEFAULT, stamp: STAMP };
  t.same(parsePolicy(stamped), stamped);
  t.same(policyFaults({ ...DEFAULT, stamp: { ...STAMP, heldOut: DATA } }), []);
  const bad = {
    ...STAMP,
    calibratedAt: 'yesterday',
    development: { ...DATA, voices: 'animal', sha256: 'AB', more: 1 },
    heldOut: 1,
    models: [{ role: 'asr' }],
    normaliser: '',
    accentProfiles: { mandarin: 0.5 },
    falsePassBound: 2,
    figures: { bad: Number.NaN },
  };
  t.same(policyFaults({ ...DEFAULT, stamp: bad }), [
    'stamp.calibratedAt must be a time such as 2026-01-02T03:04:05Z',
    'stamp.development.more is not known',
    'stamp.development.sha256 must be a SHA-256 in lower-case hex',
    'stamp.development.voices must be human or synthetic',
    'stamp.heldOut must be an object',
    'stamp.models[0].id is missing',
    'stamp.models[0].sha256 is missing',
    'stamp.normaliser must be a text of 1 to 200 characters',
    'stamp.accentProfiles.mandarin must be a whole number from 0',
    'stamp.falsePassBound must be a number from 0 to 1',
    'stamp.figures must be an object of JSON values',
  ]);
  t.same(policyFaults({ ...DEFAULT, stamp: { ...STAMP, models: {}, accentProfiles: [] } }), [
    'stamp.models must be a list',
    'stamp.accentProfiles must be an object',
  ]);
});

t.test('every field says what it means', async (t) => {
  for (const { name, doc, min, max } of THRESHOLD_FIELDS) t.ok(doc.length > 15 && min < max, name);
});

t.test('an accent is validated with recognisers that are named by their hash, or with the embedded one', (t) => {
  const faults = (recognisers: unknown) =>
    policyFaults({ ...DEFAULT, profiles: { wu: { support: 'validated', recognisers } } });
  t.same(faults(['embedded', 'a'.repeat(64)]), []);
  for (const wrong of [[], 'embedded', ['whisper'], [7], ['A'.repeat(64)]]) {
    t.same(faults(wrong), ['profiles.wu.recognisers must be a list of SHA-256 of packs, or embedded'], String(wrong));
  }
  t.end();
});
