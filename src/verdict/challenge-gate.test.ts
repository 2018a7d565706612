import fc from 'fast-check';
import t from 'tap';
import { challengeRead } from './challenge-gate.js';
import { challengeOutcome } from './challenge-outcome.js';
import type { JudgeInput } from './gate.js';
import { HONEST, POLICY } from './honest-reading.fixture.js';
import { judge } from './judge.js';
import { CASES } from './judge-cases.fixture.js';
import { compareSeverity } from './verdict.js';

const LIMITS = POLICY.thresholds;
type Challenge = NonNullable<JudgeInput['challenge']>;
const READ: Challenge = { outcome: 'read', margin: 12, meanLogPosterior: -0.1 };
const someChallenge: fc.Arbitrary<Challenge> = fc.record({
  outcome: fc.constantFrom('read', 'unsure', 'not_read'),
  margin: fc.oneof(fc.constant(null), fc.double()),
  meanLogPosterior: fc.double(),
});
const codes = (challenge: Challenge, input: JudgeInput = HONEST) => {
  const { verdict, reasons } = judge({ ...input, challenge }, POLICY);
  return [verdict, ...reasons.map(({ code }) => code)];
};

t.test('a challenge never makes a verdict better, and one that was read changes nothing', async () => {
  fc.assert(
    fc.property(
      fc.constantFrom(HONEST, ...CASES.map(({ input: { challenge: _, ...input } }) => input)),
      someChallenge,
      (input, challenge) => {
        const without = judge(input, POLICY).verdict;
        const withIt = judge({ ...input, challenge }, POLICY).verdict;
        return (
          compareSeverity(withIt, without) >= 0 && judge({ ...input, challenge: READ }, POLICY).verdict === without
        );
      },
    ),
    { seed: 3, numRuns: 1_000 },
  );
});

t.test('only a challenge that was read lets a reading pass', async (t) => {
  t.same(codes(READ), ['pass']);
  t.same(codes({ ...READ, margin: null }), ['pass']);
  t.same(codes({ ...READ, outcome: 'unsure' }), ['review', 'CHALLENGE_UNSURE']);
  t.same(codes({ ...READ, outcome: 'not_read' }), ['fail', 'CHALLENGE_NOT_READ']);
  t.same(codes({ ...READ, margin: Number.NaN }), ['review', 'CHALLENGE_UNSURE']);
  t.same(codes({ ...READ, meanLogPosterior: Number.NaN }), ['review', 'CHALLENGE_UNSURE']);
  t.same(challengeRead(HONEST, LIMITS), []);
});

t.test('a phrase that was not read fails only where nothing explains it', async (t) => {
  const extra = {
    ...HONEST,
    content: { ...HONEST.content, scores: { ...HONEST.content.scores, longestInsertion: 9 } },
  };
  t.same(codes({ ...READ, outcome: 'not_read' }, extra), [
    'review',
    'EXTRA_SPEECH',
    'WITNESSES_DISAGREE',
    'CHALLENGE_NOT_READ',
  ]);
  const cut = { ...HONEST, recording: { truncated: true } };
  t.equal(codes({ ...READ, outcome: 'not_read' }, cut)[0], 'review');
});

t.test('a phrase is read when it would pass as a text, not read when its text would fail', async (t) => {
  t.equal(challengeOutcome(HONEST.content, LIMITS), 'read');
  const outcomes = CASES.map(({ input }) => challengeOutcome(input.content, LIMITS));
  for (const wanted of ['read', 'unsure', 'not_read'] as const) t.ok(outcomes.includes(wanted), wanted);
});
