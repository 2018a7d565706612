import t from 'tap';
import { seededRandom } from '../seeded-random.js';
import { meanIsBelow, meanUpperBound, unitsNeeded } from './upper-bound.js';

const zeros = (count: number) => new Array<number>(count).fill(0);

t.test('without an error the bound is about the rule of three', async (t) => {
  for (const count of [30, 100, 600, 3_000]) {
    const bound = meanUpperBound(zeros(count), 0.95);
    t.ok(bound > 1 - 0.05 ** (1 / count), 'never below the exact one');
    t.ok(bound < 3.2 / count, `${count}: ${bound}`);
  }
});

t.test('nothing is known of nothing', async (t) => {
  t.equal(meanUpperBound([], 0.95), 1);
  t.equal(meanUpperBound([1, 1, 1], 0.95), 1);
});

t.test('it lies above the mean and falls with more data and less confidence', async (t) => {
  const values = [...zeros(90), ...new Array<number>(10).fill(0.5)];
  const bound = meanUpperBound(values, 0.95);
  t.ok(bound > 0.05 && bound < 0.15, String(bound));
  t.ok(meanUpperBound([...values, ...values], 0.95) < bound);
  t.ok(meanUpperBound(values, 0.99) > bound);
  t.ok(meanUpperBound(values, 0.8) < bound);
});

t.test('units needed are the fewest that suffice', async (t) => {
  for (const [bound, confidence] of [
    [0.1, 0.95],
    [0.005, 0.95],
    [0.005, 0.99],
    [0.5, 0.5],
  ] as const) {
    const needed = unitsNeeded(bound, confidence);
    t.ok(meanIsBelow(zeros(needed), bound, confidence));
    t.notOk(meanIsBelow(zeros(needed - 1), bound, confidence));
  }
});

t.test('it covers the true mean of shares at least as often as it says', async (t) => {
  const random = seededRandom(11);
  // A unit errs with probability 0.1, and then in a random share of its trials: the mean is 0.05.
  const draw = () => (random() < 0.1 ? random() : 0);
  const missed = Array.from({ length: 2_000 }, () => meanUpperBound(Array.from({ length: 60 }, draw), 0.9)).filter(
    (bound) => bound < 0.05,
  ).length;
  t.ok(missed <= 200, `${missed} of 2000`);
});
