import fc from 'fast-check';
import t from 'tap';
import { seededRandom } from '../seeded-random.js';
import { type CalibrationDemand, calibrate, figuresAt } from './calibrate.js';
import { figuresAlong } from './certify.js';
import { atLeastAsLenient, type Levels } from './fitted-thresholds.js';
import { leniencyPath } from './path.js';
import { simulateTrials, type World } from './simulated-trials.fixture.js';
import { isHonest, type Trial } from './trial.js';
import { unitsNeeded } from './upper-bound.js';

const SIMULATIONS = 500;
const WORLDS: Readonly<Record<string, World>> = {
  'speakers alike': { speakerSpread: 0, alteredNeed: 70 },
  'speakers unlike': { speakerSpread: 12, alteredNeed: 70 },
  'altered clauses hard to tell': { speakerSpread: 6, alteredNeed: 50 },
};
const SIZE = { speakers: 80, readings: 1, altered: 1 };
const DEMAND: CalibrationDemand = { bound: 0.1, confidence: 0.95, unit: 'speaker', seed: 1, certifyShare: 0.5 };

/** The true false-pass rate of a policy in a world: on so many speakers that chance plays no part. */
const trueRate = (world: World): ((levels: Levels) => number) => {
  const population = simulateTrials(world, { speakers: 2_000, readings: 1, altered: 1 }, seededRandom(987)).filter(
    (trial) => !isHonest(trial),
  );
  return (levels) => population.filter(({ passes }) => passes(levels)).length / population.length;
};

/** What a cheat does: takes the rate that was seen for the rate that is. */
const calibrateWithoutBound = (trials: readonly Trial[]): Levels | null => {
  const path = leniencyPath(trials);
  const step = figuresAlong(path, trials, DEMAND).findLastIndex((at) => at.falsePassRate <= DEMAND.bound);
  return step < 0 ? null : path[step]!;
};

for (const [name, world] of Object.entries(WORLDS)) {
  t.test(`the certified bound holds in at least 95 % of ${SIMULATIONS} calibrations: ${name}`, async (t) => {
    const rateOf = trueRate(world);
    let [certified, broken] = [0, 0];
    for (let seed = 1; seed <= SIMULATIONS; seed++) {
      const { certificate, levels } = calibrate(simulateTrials(world, SIZE, seededRandom(seed)), { ...DEMAND, seed });
      if (certificate.status !== 'certified') continue;
      certified++;
      if (rateOf(levels) > DEMAND.bound) broken++;
    }
    t.ok(certified > 0.8 * SIMULATIONS, `${certified} certified`);
    t.ok(broken <= (1 - DEMAND.confidence) * SIMULATIONS, `${broken} broken`);
    t.comment(`${name}: ${certified} certified, ${broken} broken`);
  });
}

t.test('the simulations would catch a calibration that states what it saw', async (t) => {
  const world = WORLDS['speakers unlike']!;
  const rateOf = trueRate(world);
  const chosen = Array.from({ length: 50 }, (_, seed) =>
    calibrateWithoutBound(simulateTrials(world, SIZE, seededRandom(seed + 1))),
  );
  const broken = chosen.filter((levels) => levels !== null && rateOf(levels) > DEMAND.bound).length;
  t.ok(broken > 10, `${broken} of 50 broken`);
});

t.test('too few units stay for review, and are told how many are needed', async (t) => {
  const trials = simulateTrials(WORLDS['speakers alike']!, { ...SIZE, speakers: 20 }, seededRandom(3));
  const { certificate } = calibrate(trials, DEMAND);
  t.match(certificate, { status: 'too_few', units: 10, needed: unitsNeeded(0.1, 0.95) });
  const enough = simulateTrials(WORLDS['speakers alike']!, { ...SIZE, speakers: 80 }, seededRandom(3));
  t.equal(calibrate(enough, DEMAND).certificate.status, 'certified');
});

t.test('many readings of few speakers count as few speakers', async (t) => {
  const trials = simulateTrials(WORLDS['speakers alike']!, { speakers: 6, readings: 40, altered: 3 }, seededRandom(5));
  t.equal(calibrate(trials, DEMAND).certificate.status, 'too_few');
  t.equal(calibrate(trials, { ...DEMAND, unit: 'reading' }).certificate.status, 'certified');
});

t.test('where altered clauses are honest to the ear nothing is certified', async (t) => {
  const alike = simulateTrials(WORLDS['speakers alike']!, SIZE, seededRandom(7)).map((trial) => ({
    ...trial,
    passes: () => true,
  }));
  const { certificate, levels } = calibrate(alike, DEMAND);
  t.match(certificate, { status: 'too_many_false_passes' });
  t.same(levels, [0, 0, 0, 0, 0]);
});

t.test('a stricter bound never passes more, and the same input gives the same policy', async () => {
  const arbitrary = fc.record({
    seed: fc.nat(10_000),
    low: fc.double({ min: 0.08, max: 0.3, noNaN: true }),
    by: fc.double({ min: 0, max: 0.3, noNaN: true }),
  });
  fc.assert(
    fc.property(arbitrary, ({ seed, low, by }) => {
      const trials = simulateTrials(WORLDS['speakers unlike']!, { ...SIZE, speakers: 60 }, seededRandom(seed));
      const strict = calibrate(trials, { ...DEMAND, bound: low });
      const loose = calibrate(trials, { ...DEMAND, bound: low + by });
      const again = calibrate(trials.toReversed(), { ...DEMAND, bound: low });
      if (strict.certificate.status !== 'certified') return true;
      return (
        loose.certificate.status === 'certified' &&
        atLeastAsLenient(loose.levels, strict.levels) &&
        strict.levels.every((level, at) => level === again.levels[at])
      );
    }),
    { numRuns: 40 },
  );
});

t.test('figures of one policy', async (t) => {
  const trials = simulateTrials(WORLDS['speakers alike']!, { speakers: 4, readings: 1, altered: 2 }, seededRandom(1));
  const all = figuresAt([1_000, 1_000, 1_000, 1_000, 1_000], trials, DEMAND);
  t.match(all, {
    falsePasses: 8,
    altered: 8,
    honestPasses: 4,
    honest: 4,
    units: 4,
    falsePassRate: 1,
    falsePassBound: 1,
  });
});
