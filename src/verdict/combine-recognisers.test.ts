import fc from 'fast-check';
import t from 'tap';
import { combineRecognisers, findingOfText, findingOfVerdict, type Second } from './combine-recognisers.js';
import { reason } from './reasons.js';

const LIMITS = { editPass: 0.1, editFail: 0.5, deletionRunFail: 4 };
const PASS = { verdict: 'pass', reasons: [] } as const;
const FAIL = { verdict: 'fail', reasons: [reason('WRONG_TEXT')] } as const;
const REVIEW = { verdict: 'review', reasons: [reason('CONTENT_UNSURE')] } as const;

const codes = (one: { readonly reasons: readonly { readonly code: string }[] }) => one.reasons.map(({ code }) => code);

t.test('a text supports or contradicts by its edits', (t) => {
  const finding = (editCostPerToken: number, longestWrong = 1, criticalWrong = 0) =>
    findingOfText({ editCostPerToken, criticalWrong, longestWrong }, LIMITS);
  t.equal(finding(0.1), 'supports');
  t.equal(finding(0.1, 2), 'unsure', 'two in one place are another word');
  t.equal(finding(0.1, 4), 'contradicts');
  t.equal(finding(0.3), 'unsure');
  t.equal(finding(0.6), 'contradicts');
  t.equal(finding(0, 0, 1), 'contradicts');
  t.equal(findingOfVerdict('review'), 'unsure');
  t.end();
});

t.test('a contradiction turns a pass into a review', (t) => {
  const combined = combineRecognisers(PASS, [{ finding: 'contradicts', validated: false }], 0);
  t.equal(combined.verdict, 'review');
  t.strictSame(codes(combined), ['RECOGNISERS_DISAGREE']);
  t.end();
});

t.test('doubt counts only of a recogniser that the policy was validated with', (t) => {
  t.equal(combineRecognisers(PASS, [{ finding: 'unsure', validated: false }], 0).verdict, 'pass');
  t.equal(combineRecognisers(PASS, [{ finding: 'unsure', validated: true }], 0).verdict, 'review');
  t.end();
});

t.test('support of the clause turns a fail into a review, and its reasons stay', (t) => {
  const combined = combineRecognisers(FAIL, [{ finding: 'supports', validated: false }], 0);
  t.equal(combined.verdict, 'review');
  t.strictSame(codes(combined), ['WRONG_TEXT', 'RECOGNISERS_DISAGREE']);
  t.equal(combineRecognisers(FAIL, [{ finding: 'contradicts', validated: true }], 3).verdict, 'fail');
  t.end();
});

t.test('a recogniser that could not listen takes a pass away', (t) => {
  const combined = combineRecognisers(PASS, [], 1);
  t.strictSame([combined.verdict, codes(combined)], ['review', ['RECOGNISER_UNAVAILABLE']]);
  t.strictSame(combineRecognisers(REVIEW, [], 1), REVIEW);
  t.end();
});

t.test('no second recogniser ever makes a pass or a fail', (t) => {
  const second: fc.Arbitrary<Second> = fc.record({
    finding: fc.constantFrom('supports', 'contradicts', 'unsure'),
    validated: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.constantFrom(PASS, FAIL, REVIEW), fc.array(second), fc.nat(2), (first, seconds, missing) => {
      const { verdict } = combineRecognisers(first, seconds, missing);
      return verdict === first.verdict || verdict === 'review';
    }),
  );
  t.end();
});
