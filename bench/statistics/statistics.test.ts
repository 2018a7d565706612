import fc from 'fast-check';
import t from 'tap';
import { wilson } from '../../src/recognisers/wilson.js';
import { seededRandom } from '../seeded-random.js';
import { clusterBootstrap, clustersBy, pooledShare } from './cluster-bootstrap.js';
import {
  areaUnderCurve,
  detectionScores,
  equalErrorRate,
  minimumDetectionCost,
  missRateAt,
  operatingAt,
  operatingPoints,
  pooledScores,
  tradeOff,
} from './detection.js';
import { shareFigure, speakerBound, speakerFigure } from './figure.js';
import { clusterPermutation, mcNemar } from './paired-tests.js';
import { clopperPearson, lowerBound, ruleOfThree, upperBound } from './proportion.js';
import { median, quantile, sortedNumbers } from './quantile.js';

const near = (found: number, wanted: number, off = 1e-4): boolean => Math.abs(found - wanted) <= off;
const counts = fc.nat(300).chain((trials) => fc.record({ trials: fc.constant(trials), hits: fc.nat(trials) }));
const scores = fc.record({
  positives: fc.array(fc.integer({ min: -20, max: 30 }), { minLength: 1, maxLength: 40 }),
  negatives: fc.array(fc.integer({ min: -30, max: 20 }), { minLength: 1, maxLength: 40 }),
});

t.test('quantiles lie between neighbours, do not fall with the share and end at the extremes', async (t) => {
  t.equal(quantile([1, 2, 3, 4], 0.5), 2.5);
  t.equal(median([9, 1, 5]), 5);
  t.ok(Number.isNaN(quantile([], 0.5)));
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, share) => {
        const sorted = sortedNumbers(values);
        const found = quantile(sorted, share);
        return (
          found >= sorted[0]! &&
          found <= sorted.at(-1)! &&
          quantile(sorted, 0) === sorted[0] &&
          quantile(sorted, 1) === sorted.at(-1) &&
          quantile(sorted, share / 2) <= found
        );
      },
    ),
  );
});

t.test('intervals of a proportion are those of the books', async (t) => {
  // Newcombe 1998, table I: 81 of 263 and 0 of 20.
  const { low, high } = wilson(81, 263);
  t.ok(near(low, 0.2553) && near(high, 0.3662));
  t.ok(near(wilson(0, 20).high, 0.1611));
  const exact = clopperPearson(81, 263);
  t.ok(near(exact.low, 0.2527) && near(exact.high, 0.3676));
  t.ok(near(clopperPearson(0, 20).high, 0.1684));
  t.same(wilson(0, 0), { low: 0, high: 1 });
  t.throws(() => wilson(3, 2), RangeError);
});

t.test('intervals hold the share, and the exact one is the wider', async () => {
  fc.assert(
    fc.property(counts, ({ hits, trials }) => {
      const share = trials === 0 ? 0 : hits / trials;
      const exact = clopperPearson(hits, trials);
      const score = wilson(hits, trials);
      return exact.low <= share && share <= exact.high && score.low <= share && share <= score.high;
    }),
  );
});

t.test('with no error the exact bound is about 3 / n, and a bound falls as trials come', async (t) => {
  t.ok(near(upperBound(0, 1000), ruleOfThree(1000), 1e-5));
  t.equal(ruleOfThree(2), 1);
  t.equal(upperBound(4, 4), 1);
  t.equal(lowerBound(0, 4), 0);
  fc.assert(
    fc.property(counts, ({ hits, trials }) => trials === 0 || upperBound(hits, trials + 1) <= upperBound(hits, trials)),
  );
});

t.test('an exact bound lies below the true rate in at most 5 % of experiments', async (t) => {
  const random = seededRandom(7);
  const RATE = 0.03;
  let below = 0;
  for (let round = 0; round < 2_000; round++) {
    const hits = Array.from({ length: 120 }, random).filter((value) => value < RATE).length;
    if (upperBound(hits, 120) < RATE) below++;
  }
  t.ok(below / 2_000 <= 0.055, `${below} of 2000`);
});

t.test('resampling speakers widens an interval when trials of one speaker are alike', async (t) => {
  const random = seededRandom(3);
  const trials = Array.from({ length: 30 }, (_, speaker) => {
    const always = random() < 0.5;
    return Array.from({ length: 20 }, () => ({ speaker: String(speaker), ok: always }));
  }).flat();
  const bySpeaker = shareFigure(
    trials,
    ({ ok }) => ok,
    ({ speaker }) => speaker,
    { seed: 1 },
  );
  const naive = wilson(trials.filter(({ ok }) => ok).length, trials.length);
  t.equal(bySpeaker.method, 'speaker_bootstrap');
  t.equal(bySpeaker.speakers, 30);
  t.ok(bySpeaker.high! - bySpeaker.low! > 2 * (naive.high - naive.low));
});

t.test('the same seed gives the same interval, and one cluster gives none', async (t) => {
  const tallies = [
    { hits: 1, trials: 4 },
    { hits: 3, trials: 4 },
    { hits: 2, trials: 4 },
  ];
  t.same(clusterBootstrap(tallies, pooledShare, { seed: 5 }), clusterBootstrap(tallies, pooledShare, { seed: 5 }));
  t.ok(Number.isNaN(clusterBootstrap(tallies.slice(1, 2), pooledShare, { seed: 5 }).low));
  t.ok(Number.isNaN(pooledShare([])));
  t.same(
    clustersBy(['a1', 'b1', 'a2'], (name) => name[0]!),
    [['a1', 'a2'], ['b1']],
  );
});

t.test('a bootstrap interval holds the share of its data', async () => {
  const trials = fc.array(fc.record({ speaker: fc.constantFrom('a', 'b', 'c', 'd', 'e'), ok: fc.boolean() }), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(trials, (drawn) => {
      const figure = shareFigure(
        drawn,
        ({ ok }) => ok,
        ({ speaker }) => speaker,
        { seed: 1, rounds: 100 },
      );
      return figure.low! >= 0 && figure.high! <= 1 && figure.low! <= figure.high!;
    }),
  );
});

t.test('without an error the bound is 3 / n over the independent trials, and beside it 3 / speakers', async (t) => {
  const trials = Array.from({ length: 300 }, (_, at) => ({ speaker: `s${at % 15}`, ok: false }));
  const none = shareFigure(
    trials,
    ({ ok }) => ok,
    ({ speaker }) => speaker,
    { seed: 1, independent: 100 },
  );
  t.match(none, { value: 0, low: 0, high: 0.03, n: 300, speakers: 15, method: 'rule_of_three' });
  t.match(speakerBound(none), { high: 0.2, method: 'rule_of_three_speakers' });
  const all = shareFigure(
    trials,
    ({ ok }) => !ok,
    ({ speaker }) => speaker,
    { seed: 1 },
  );
  t.match(all, { value: 1, low: 0.99, high: 1 });
  t.equal(speakerBound(all), null);
  t.equal(
    shareFigure(
      [],
      () => true,
      () => '',
      { seed: 1 },
    ).value,
    null,
  );
  t.equal(
    shareFigure(
      [1, 0],
      (value) => value === 1,
      () => 'one',
      { seed: 1 },
    ).method,
    'wilson',
  );
});

t.test('any figure of trials gets an interval over speakers', async (t) => {
  const trials = Array.from({ length: 40 }, (_, at) => ({ speaker: `s${at % 8}`, value: at % 8 }));
  const meanOf = (drawn: readonly (typeof trials)[number][]) =>
    drawn.reduce((sum, { value }) => sum + value, 0) / drawn.length;
  const figure = speakerFigure(trials, ({ speaker }) => speaker, meanOf, { seed: 2 });
  t.equal(figure.value, 3.5);
  t.ok(figure.low! < 3.5 && figure.high! > 3.5);
  t.equal(speakerFigure(trials.slice(0, 1), () => 'one', meanOf, { seed: 2 }).method, 'none');
});

t.test('McNemar counts flips only', async (t) => {
  t.ok(near(mcNemar({ onlyOld: 8, onlyNew: 1 }).worse, 10 / 512));
  t.ok(near(mcNemar({ onlyOld: 8, onlyNew: 1 }).different, 20 / 512));
  t.same(mcNemar({ onlyOld: 0, onlyNew: 0 }), { worse: 1, different: 1 });
  t.equal(mcNemar({ onlyOld: 0, onlyNew: 9 }).worse, 1);
});

t.test('speakers that all lose are significant, speakers that go either way are not', async (t) => {
  t.equal(clusterPermutation([1, 1, 2, 1, 1], 1), 1 / 32);
  t.ok(clusterPermutation([3, -3, 1, -1], 1) > 0.5);
  t.equal(clusterPermutation([0, 0], 1), 1);
  const many = Array.from({ length: 20 }, (_, at) => (at < 18 ? 1 : -1));
  t.ok(clusterPermutation(many, 1) < 0.01);
  t.equal(clusterPermutation(many, 1), clusterPermutation(many, 1));
});

t.test('the permutation test errs at its level when there is no difference', async (t) => {
  const random = seededRandom(11);
  let rejected = 0;
  for (let round = 0; round < 400; round++) {
    const differences = Array.from({ length: 10 }, () => Math.round(8 * random() - 4));
    if (clusterPermutation(differences, round) <= 0.05) rejected++;
  }
  t.ok(rejected / 400 <= 0.08, `${rejected} of 400`);
});

t.test('separated scores have area 1 and no errors; equal scores have area one half', async (t) => {
  const apart = detectionScores([3, 4], [1, 2]);
  t.equal(areaUnderCurve(apart), 1);
  t.equal(equalErrorRate(apart), 0);
  t.equal(minimumDetectionCost(apart), 0);
  t.equal(areaUnderCurve(detectionScores([1, 1], [1])), 0.5);
  t.equal(equalErrorRate(detectionScores([1, 3], [2, 0])), 0.5);
  for (const figure of [areaUnderCurve, equalErrorRate, minimumDetectionCost]) {
    t.ok(Number.isNaN(figure(detectionScores([], [1]))));
  }
});

t.test('the area is the share of pairs in the right order, whatever the scores', async () => {
  fc.assert(
    fc.property(scores, ({ positives, negatives }) => {
      const pairs = positives.flatMap((own) => negatives.map((other) => (own > other ? 1 : own === other ? 0.5 : 0)));
      const share = pairs.reduce((sum: number, pair) => sum + pair, 0) / pairs.length;
      return near(areaUnderCurve(detectionScores(positives, negatives)), share, 1e-9);
    }),
  );
});

t.test('one error rises as the other falls; the cost is at most that of rejecting all', async () => {
  fc.assert(
    fc.property(scores, ({ positives, negatives }) => {
      const drawn = detectionScores(positives, negatives);
      const points = operatingPoints(drawn);
      const ordered = points
        .slice(1)
        .every(
          ({ missRate, falseAlarmRate }, at) =>
            missRate >= points[at]!.missRate && falseAlarmRate <= points[at]!.falseAlarmRate + 1e-12,
        );
      const rate = equalErrorRate(drawn);
      return ordered && minimumDetectionCost(drawn) <= 1 + 1e-9 && rate >= 0 && rate <= 1;
    }),
  );
});

t.test('every listed point is what its threshold gives, and a bound on false alarms is kept', async () => {
  fc.assert(
    fc.property(scores, fc.double({ min: 0, max: 1, noNaN: true }), ({ positives, negatives }, bound) => {
      const drawn = detectionScores(positives, negatives);
      const points = operatingPoints(drawn);
      const same = points.every((point) => {
        const { missRate, falseAlarmRate } = operatingAt(drawn, point.threshold);
        return near(missRate, point.missRate, 1e-12) && near(falseAlarmRate, point.falseAlarmRate, 1e-12);
      });
      const allowed = points.filter(({ falseAlarmRate }) => falseAlarmRate <= bound).map(({ missRate }) => missRate);
      return same && missRateAt(drawn, bound) === Math.min(...allowed);
    }),
  );
});

t.test('scores of several are those of one; the drawn trade-off goes from lenient to strict', async (t) => {
  const one = detectionScores([4, 2], [1]);
  t.same(pooledScores([one, detectionScores([3], [0, 2])]), detectionScores([2, 3, 4], [0, 1, 2]));
  const random = seededRandom(5);
  const drawn = detectionScores(
    Array.from({ length: 300 }, () => 1 + random() + random()),
    Array.from({ length: 3_000 }, () => random() + random()),
  );
  const points = tradeOff(drawn, 20);
  t.ok(points.length > 10 && points.length <= 20);
  t.ok(
    points.every(
      ({ missRate, falseAlarmRate }) => missRate > 0 && missRate < 1 && falseAlarmRate > 0 && falseAlarmRate < 0.51,
    ),
  );
  t.ok(
    points
      .slice(1)
      .every(
        ({ missRate, falseAlarmRate }, at) =>
          falseAlarmRate < points[at]!.falseAlarmRate && missRate >= points[at]!.missRate,
      ),
  );
});
