import fc from 'fast-check';
import t from 'tap';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { passAtBound, type RiskTrial, riskCurve, strictnessForBound } from './risk.js';
import { bisectStrictness, policyAt, thresholdsAt } from './strictness.js';

const trial = (honest: boolean, strictness: number, speaker = 'a'): RiskTrial => ({ honest, strictness, speaker });
const trials = fc.array(
  fc.record({
    honest: fc.boolean(),
    strictness: fc.nat(20).map((step) => step / 20),
    speaker: fc.constantFrom('a', 'b', 'c'),
  }),
  { minLength: 2, maxLength: 60 },
);
const SHIPPED = shippedPolicies()[0]!;
const LIMITS = SHIPPED.thresholds;

t.test('pass rate and false-pass rate both rise as the judge gets more lenient', async () => {
  fc.assert(
    fc.property(trials, (drawn) => {
      const points = riskCurve(drawn);
      return points
        .slice(1)
        .every(
          (to, at) =>
            to.pass >= points[at]!.pass &&
            to.falsePass >= points[at]!.falsePass &&
            to.strictness < points[at]!.strictness,
        );
    }),
  );
});

t.test('at a bound no more altered trials pass than it allows, and one more would be too many', async () => {
  fc.assert(
    fc.property(trials, fc.constantFrom(0, 0.05, 0.2), (drawn, bound) => {
      const altered = drawn.filter(({ honest }) => !honest);
      const strictness = strictnessForBound(altered, bound);
      const passing = altered.filter((one) => one.strictness > strictness).length;
      const atLeast = altered.filter((one) => one.strictness >= strictness && one.strictness > 0).length;
      return passing <= bound * altered.length + 1e-9 && (strictness === 0 || atLeast > bound * altered.length);
    }),
  );
});

t.test('honest passes at a bound are counted under the point that the bound allows', async (t) => {
  const drawn = [
    trial(true, 0.9),
    trial(true, 0.6, 'b'),
    trial(true, 0.3, 'c'),
    trial(false, 0.5),
    trial(false, 0.1, 'b'),
  ];
  const none = passAtBound(drawn, 0, { seed: 1 });
  t.match(none, { strictness: 0.5, falsePasses: 0, pass: { hits: 2, n: 3 } });
  t.match(passAtBound(drawn, 0.5, { seed: 1 }), {
    strictness: 0.1,
    falsePasses: 1,
    pass: { hits: 3, method: 'rule_of_three' },
  });
  t.ok(none.pass.low! <= none.pass.value! && none.pass.value! <= none.pass.high!);
});

t.test('bisection finds the last point that passes', async (t) => {
  t.equal(
    bisectStrictness(() => false),
    0,
  );
  t.equal(
    bisectStrictness(() => true),
    1,
  );
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (limit) => {
      const found = bisectStrictness((at) => at <= limit);
      return found >= limit && found - limit <= 2 ** -12;
    }),
  );
});

t.test('the path goes through the shipped thresholds and only ever gets stricter', async (t) => {
  t.same(policyAt(SHIPPED, 0.5).thresholds, LIMITS);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
      const [lenient, strict] = [thresholdsAt(LIMITS, Math.min(a, b)), thresholdsAt(LIMITS, Math.max(a, b))];
      return (
        (['worstPairPass', 'worstTokenPass', 'meanPass', 'termSaid'] as const).every(
          (it) => lenient[it] <= strict[it],
        ) &&
        (['editPass', 'deletionRunPass', 'insertionRunPass'] as const).every((it) => lenient[it] >= strict[it]) &&
        lenient.worstPairFail <= lenient.worstPairPass &&
        lenient.editFail >= lenient.editPass
      );
    }),
  );
});
