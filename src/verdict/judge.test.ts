import t from 'tap';
import type { JudgeInput } from './gate.js';
import {
  type Change,
  HONEST,
  POLICY,
  reading,
  reviewOnly,
  term,
  truncated,
  withCheck,
  withContent,
  withScores,
  withSpeaker,
  withTokens,
} from './honest-reading.fixture.js';
import { judge } from './judge.js';
import {
  acousticNo,
  CASES,
  type Case,
  notDropped,
  otherText,
  runGone,
  termGone,
  wordChanged,
} from './judge-cases.fixture.js';
import { REASON_CODES } from './reason.js';
import { REQUIRED_CHECKS } from './recording-gates.js';

for (const { says, input, verdict, reasons } of CASES) {
  t.test(`${says}: ${verdict}`, async (t) => {
    const judged = judge(input, POLICY);
    t.equal(judged.verdict, verdict);
    t.same(
      judged.reasons.map(({ code }) => code),
      reasons,
    );
  });
}

t.test('every reason is reached, and exactly those that may fail a reading do', async (t) => {
  const reached = (cases: readonly Case[]) => new Set(cases.flatMap(({ reasons }) => reasons));
  const ofReadings = REASON_CODES.filter(
    (code) => !/^(ANSWER|RECOGNISER|RECORDING_REPEATED|OTHER_SPEAKER|SPOOF)/.test(code),
  );
  t.same([...reached(CASES)].sort(), [...ofReadings].sort());
  const failing = new Set(CASES.filter(({ verdict }) => verdict === 'fail').map(({ reasons }) => reasons[0]!));
  t.same(
    [...failing].sort(),
    [
      'CHALLENGE_NOT_READ',
      'CRITICAL_TERM_CONTRADICTED',
      'SENTENCE_MISSING',
      'SPEAKER_MISMATCH',
      'WORDS_CHANGED',
      'WORDS_MISSING',
      'WRONG_TEXT',
    ].sort(),
  );
});

t.test('a critical term of fewer words than a run fails on its own', async (t) => {
  const input = reading(
    acousticNo,
    withTokens(3, 1, { op: 'deletion', score: 1e-4 }),
    withScores({ longestDeletion: 1 }),
    withContent({ criticalTerms: [term({ tokens: [3, 3], text: '不', outcome: 'missing', llr: 2 })] }),
  );
  const { verdict, reasons } = judge(input, POLICY);
  t.equal(verdict, 'fail');
  t.equal(reasons[0]?.code, 'CRITICAL_TERM_MISSING');
  t.match(reasons[0], { message: /“不”/, tokens: [3] });
});

t.test('a poor signal turns a fail of text or voice into a review', async (t) => {
  const fails: readonly JudgeInput[] = CASES.filter(({ verdict }) => verdict === 'fail').map(({ input }) => input);
  for (const input of fails) {
    for (const poor of [withCheck('snr_db'), withCheck('effective_speech_ms'), reviewOnly]) {
      t.equal(judge(poor(input), POLICY).verdict, 'review');
    }
    t.equal(judge(withCheck('speech_rate')(input), POLICY).verdict, 'fail', 'haste excuses nothing');
  }
});

t.test('a cut recording excuses missing words, not changed ones or another voice', async (t) => {
  const verdictOf = (...changes: readonly Change[]) => judge(reading(...changes, truncated), POLICY).verdict;
  t.equal(verdictOf(...runGone(4)), 'review');
  t.equal(verdictOf(otherText), 'review');
  t.equal(verdictOf(...termGone), 'review');
  t.equal(verdictOf(...wordChanged), 'fail');
  t.equal(verdictOf(...notDropped), 'fail');
  t.equal(verdictOf(withSpeaker('REJECT', 0.4)), 'fail');
});

t.test('a check that was not made or not measured keeps a reading from passing', async (t) => {
  for (const name of REQUIRED_CHECKS) {
    const without = { ...HONEST, checks: HONEST.checks.filter((check) => check.name !== name) };
    t.equal(judge(without, POLICY).verdict, 'review', `${name} absent`);
    t.equal(judge(withCheck(name, { value: Number.NaN })(HONEST), POLICY).verdict, 'review', `${name} NaN`);
  }
});

t.test('the advice of the checks reaches the customer once', async (t) => {
  const advice = '请靠近话筒';
  const noisy = reading(
    withCheck('snr_db', { outcome: 'review', advice }),
    withCheck('level_dbfs', { outcome: 'fail', advice }),
  );
  const [first, ...rest] = judge(noisy, POLICY).reasons;
  t.equal(first?.customerMessage, '录音不太清楚。请靠近话筒。');
  t.same(rest, []);
});

t.test('a speaker decision that is not known is unsure', async (t) => {
  const { verdict, reasons } = judge(reading(withSpeaker('MAYBE' as 'ACCEPT', 0.9)), POLICY);
  t.equal(verdict, 'review');
  t.equal(reasons[0]?.code, 'SPEAKER_UNSURE');
});
