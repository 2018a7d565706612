import t from 'tap';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { policyFaults } from '../../src/verdict/policy-schema.js';
import { seededRandom } from '../seeded-random.js';
import {
  atLeastAsLenient,
  FITTED,
  LEVELS,
  type Levels,
  MOST_LENIENT,
  STRICTEST,
  thresholdsAt,
} from './fitted-thresholds.js';
import { leniencyPath } from './path.js';
import { simulateTrials } from './simulated-trials.fixture.js';
import { splitByUnit } from './split.js';
import { firstThat, neededLevels, type Trial } from './trial.js';

const POLICY = shippedPolicies()[0]!;

const needing = (kind: string, ...needs: Levels): Trial => ({
  id: kind + needs.join(),
  speaker: 's',
  reading: 'r',
  kind,
  passes: (levels) => atLeastAsLenient(levels, needs),
});

t.test('every level gives a legal policy', async (t) => {
  const random = seededRandom(1);
  const corners = [STRICTEST, MOST_LENIENT];
  const inside = Array.from({ length: 200 }, () => FITTED.map(() => Math.floor(random() * (LEVELS + 1))));
  for (const levels of [...corners, ...inside]) {
    const thresholds = thresholdsAt(POLICY.thresholds, levels);
    t.same(policyFaults({ ...POLICY, thresholds }), [], levels.join());
  }
});

t.test('levels run from strict to lenient and leave the other thresholds alone', async (t) => {
  const strict = thresholdsAt(POLICY.thresholds, STRICTEST);
  const lenient = thresholdsAt(POLICY.thresholds, MOST_LENIENT);
  t.match(strict, { worstPairPass: -0.5, termSaid: 15, editPass: 0 });
  t.match(lenient, { worstPairPass: -8, worstPairFail: -8, termSaid: 0, editPass: 0.8, editFail: 0.8 });
  t.equal(strict.worstPairFail, POLICY.thresholds.worstPairFail);
  t.equal(lenient.snrDbMin, POLICY.thresholds.snrDbMin);
});

t.test('what a trial needs is found by halving', async (t) => {
  t.same(neededLevels(needing('honest', 3, 0, 100, 51, 7)), [3, 0, 100, 51, 7]);
  t.equal(neededLevels(needing('honest', 3, 0, 101, 51, 7)), null);
  t.equal(
    firstThat(10, (at) => at >= 4),
    4,
  );
  t.equal(
    firstThat(10, () => false),
    null,
  );
});

t.test('a path takes what is free, widens by half of what is free, and then buys the cheapest', async (t) => {
  const trials = [
    needing('honest', 10, 10, 10, 10, 10),
    needing('honest', 60, 10, 10, 10, 10),
    needing('honest', 10, 10, 10, 90, 10),
    needing('word_replaced', 50, 10, 10, 10, 10),
    needing('honest', 101, 0, 0, 0, 0),
  ];
  const path = leniencyPath(trials);
  const has = (levels: Levels) => path.findIndex((step) => step.join() === levels.join());
  t.same(path.slice(0, 3), [STRICTEST, [10, 10, 10, 10, 10], [10, 10, 10, 90, 10]]);
  t.equal(has([29, 55, 55, 95, 55]), 7, 'half way to 49, where the altered clause is still kept out');
  t.same(path[8], [60, 55, 55, 95, 55]);
  t.same(path.at(-1), [80, 77, 77, 97, 77]);
});

t.test('without honest readings the path still leads half way', async (t) => {
  t.same(leniencyPath([]).at(-1), [50, 50, 50, 50, 50]);
});

t.test('each step of a path is at least as lenient as the one before', async (t) => {
  const path = leniencyPath(
    simulateTrials({ speakerSpread: 8, alteredNeed: 60 }, { speakers: 40, readings: 2, altered: 2 }, seededRandom(4)),
  );
  t.ok(path.length > 20);
  t.ok(path.slice(1).every((levels, at) => atLeastAsLenient(levels, path[at]!)));
});

t.test('a split keeps a unit together, whatever the order, and refuses an empty side', async (t) => {
  const items = Array.from({ length: 30 }, (_, at) => ({ unit: `u${at % 10}`, at }));
  const unitOf = ({ unit }: { unit: string }) => unit;
  const { first, second } = splitByUnit(items, unitOf, 0.3, seededRandom(1));
  t.equal(second.length, 9);
  t.notOk(first.some(({ unit }) => second.map(unitOf).includes(unit)));
  const again = splitByUnit(items.toReversed(), unitOf, 0.3, seededRandom(1));
  t.same(new Set(again.second.map(unitOf)), new Set(second.map(unitOf)));
  for (const share of [0, 0.01, 1]) t.throws(() => splitByUnit(items, unitOf, share, seededRandom(1)), RangeError);
});
