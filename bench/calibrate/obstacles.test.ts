import t from 'tap';
import { effectiveThresholds } from '../../src/verdict/effective-thresholds.js';
import { parsePolicy, shippedPolicies } from '../../src/verdict/policies.js';
import type { Policy } from '../../src/verdict/policy.js';
import { seededRandom } from '../seeded-random.js';
import { type Calibration, calibrate, figuresAt } from './calibrate.js';
import { calibratedPolicy } from './calibrated-policy.js';
import { stampData } from './calibration-data.js';
import { obstacles } from './obstacles.js';
import { dataset, utterance } from './sample-calibration.fixture.js';
import { simulateTrials } from './simulated-trials.fixture.js';
import { unitsTable } from './units-table.js';

const WORLD = { speakerSpread: 0, alteredNeed: 90 };
const DEMAND = { bound: 0.1, confidence: 0.95, unit: 'speaker', seed: 1, certifyShare: 0.5 } as const;
const trials = (speakers: number) => simulateTrials(WORLD, { speakers, readings: 1, altered: 2 }, seededRandom(1));
const GOOD = calibrate(trials(100), DEMAND);
const HELD_OUT = figuresAt(GOOD.levels, trials(30), DEMAND);
const codes = (calibration: Calibration, change: object = {}) =>
  obstacles({ calibration, heldOut: HELD_OUT, synthetic: false, trainedOn: [], ...change }).map(({ code }) => code);

t.test('a certified calibration on human voices meets no obstacle', async (t) => {
  t.equal(GOOD.certificate.status, 'certified');
  t.same(codes(GOOD), []);
});

t.test('each obstacle keeps the profile for review', async (t) => {
  t.same(codes(calibrate(trials(20), DEMAND)), ['TOO_FEW']);
  t.same(
    codes({ ...GOOD, certificate: { status: 'too_many_false_passes' }, chosen: { ...GOOD.chosen, honestPasses: 0 } }),
    ['TOO_MANY_FALSE_PASSES', 'NO_HONEST_PASS'],
  );
  t.same(codes(GOOD, { heldOut: { ...HELD_OUT, falsePasses: 20, altered: 60 } }), ['HELD_OUT_REFUTES']);
  t.same(codes(GOOD, { synthetic: true, trainedOn: ['set'] }), ['SYNTHETIC_VOICES', 'VOICES_OF_THE_MODEL']);
});

t.test('too few says how many are missing', async (t) => {
  const [obstacle] = obstacles({
    calibration: calibrate(trials(20), DEMAND),
    heldOut: HELD_OUT,
    synthetic: false,
    trainedOn: [],
  });
  t.match(obstacle!.message, /10 speakers certify; 10 % at 95 % needs at least 30 .*about 40 more speakers/);
});

const DATA = stampData({ datasets: [dataset('a', [])], utterances: [utterance('a', 's')] }, 'human');
const draft = (base: Policy, profile: string) =>
  parsePolicy(
    calibratedPolicy({
      base,
      id: 'default',
      version: base.version + 1,
      profile,
      levels: [10, 20, 30, 40, 50],
      support: 'validated',
      stamp: {
        calibratedAt: '2026-01-02T03:04:05Z',
        development: DATA,
        heldOut: null,
        models: [],
        normaliser: 'hesheng-text/1',
        accentProfiles: { [profile]: 1 },
        falsePassBound: 0.1,
        confidence: 0.95,
      },
      figures: { unit: 'speaker', of: profile },
    }),
  );

t.test('standard Mandarin is the base, an accent gets thresholds of its own', async (t) => {
  const shipped = shippedPolicies()[0]!;
  const first = draft(shipped, 'mandarin');
  t.match(first, { version: shipped.version + 1, thresholds: { worstPairPass: -1.25, termSaid: 3 } });
  t.same(first.profiles.mandarin, { support: 'validated' });
  const second = draft(first, 'southwestern');
  t.same(second.thresholds, first.thresholds);
  t.match(second.profiles.southwestern, { support: 'validated', thresholds: { worstPairPass: -1.25 } });
  t.notOk(second.profiles.southwestern?.thresholds && 'snrDbMin' in second.profiles.southwestern.thresholds);
  t.equal(effectiveThresholds(second, 'reading', 'southwestern').snrDbMin, shipped.thresholds.snrDbMin);
  t.match(second.stamp?.figures.profiles, { mandarin: { of: 'mandarin' }, southwestern: { of: 'southwestern' } });
});

t.test('the table of how many speakers a bound takes', async (t) => {
  const { rows } = unitsTable(0.95, 0.5);
  t.ok(
    rows.every(
      ([, none, tenth, whole, all]) =>
        Number(none) < Number(tenth) && Number(tenth) < Number(whole) && all === 2 * Number(none),
    ),
  );
});
