import t from 'tap';
import type { AnswerEvidence } from './answer-evidence.js';
import { answerOutcome } from './answer-outcome.js';
import { effectiveThresholds } from './effective-thresholds.js';
import { ANSWER, HONEST, POLICY } from './honest-reading.fixture.js';
import { judgeAnswer } from './judge-answer.js';
import { shippedPolicies } from './policies.js';

const judged = (answer: Partial<AnswerEvidence> | null, change: Partial<typeof HONEST> = {}) => {
  const content = answer === null ? HONEST.content : { ...HONEST.content, answer: { ...ANSWER, ...answer } };
  const { verdict, reasons } = judgeAnswer({ ...HONEST, content, ...change }, POLICY);
  return [verdict, ...reasons.map(({ code }) => code)].join(' ');
};

t.test('only the expected answer, clearly given, is consent', async (t) => {
  t.equal(judged({}), 'pass');
  t.equal(judged({ outcome: 'negative' }), 'fail ANSWER_CONTRADICTED');
  t.equal(judged({ outcome: 'negative', form: null }), 'fail ANSWER_CONTRADICTED');
  t.equal(judged({ outcome: 'unclear' }), 'review ANSWER_UNCLEAR');
  t.equal(judged({ outcome: 'silence' }), 'review ANSWER_SILENT');
  t.equal(judged({ outcome: 'negative', expected: 'negative' }), 'pass');
  t.equal(judged({ expected: 'negative' }), 'fail ANSWER_CONTRADICTED');
  t.equal(judged(null), 'review ANSWER_UNCLEAR', 'a recording that was not judged as an answer');
});

t.test('a poor or cut recording denies nothing for certain, and consents to nothing', async (t) => {
  const cut = { recording: { truncated: true } };
  t.equal(judged({ outcome: 'negative' }, cut), 'review ANSWER_CONTRADICTED RECORDING_TRUNCATED');
  t.equal(judged({}, cut), 'review RECORDING_TRUNCATED');
  t.equal(judged({}, { dialect: { ...HONEST.dialect, support: 'review_only' } }), 'review DIALECT_NOT_VALIDATED');
});

const LIMITS = effectiveThresholds(shippedPolicies()[0]!, 'answer', 'mandarin');
const heard = {
  scores: { ...HONEST.content.scores, worstPairLogPosterior: -0.1, editCostPerToken: 0 },
  heard: 'tong yi',
};
const scores = (change: Partial<typeof heard.scores>) => ({ ...heard, scores: { ...heard.scores, ...change } });

t.test('a clear answer needs every witness', async (t) => {
  t.equal(answerOutcome(ANSWER, heard, true, LIMITS), 'affirmative');
  t.equal(answerOutcome({ ...ANSWER, polarity: 'negative' }, heard, true, LIMITS), 'negative');
  for (const [change, why] of [
    [{ llr: 1 }, 'another answer is nearly as likely'],
    [{ llr: null }, 'nothing to compare with'],
    [{ llr: Number.NaN }, 'not measured'],
    [{ freeLlr: -2 }, 'other sounds'],
    [{ freeLlr: null }, 'not scored'],
    [{ form: null }, 'no answer'],
    [{ polarity: null }, 'no answer'],
    [{ polarity: 'unclear' }, 'a hum'],
  ] as const) {
    t.equal(answerOutcome({ ...ANSWER, ...change }, heard, true, LIMITS), 'unclear', why);
  }
  t.equal(answerOutcome(ANSWER, scores({ worstPairLogPosterior: -5 }), true, LIMITS), 'unclear');
  t.equal(answerOutcome(ANSWER, scores({ editCostPerToken: 0.5 }), true, LIMITS), 'unclear');
  t.equal(answerOutcome(ANSWER, scores({ longestInsertion: 1 }), true, LIMITS), 'unclear');
  t.equal(answerOutcome(ANSWER, scores({ longestDeletion: 1 }), true, LIMITS), 'unclear');
});

t.test('what consents must not have the tones of another word', async (t) => {
  const tone = { expected: '同意', contrary: '统一', llr: -9, outcome: 'opposed', abstained: null } as const;
  t.equal(answerOutcome({ ...ANSWER, tone }, heard, true, LIMITS), 'unclear');
  t.equal(answerOutcome({ ...ANSWER, tone: { ...tone, outcome: 'unsure' } }, heard, true, LIMITS), 'affirmative');
  t.equal(answerOutcome({ ...ANSWER, tone, polarity: 'negative' }, heard, true, LIMITS), 'negative', 'a denial stands');
});

t.test('silence has neither speech nor a syllable', async (t) => {
  const nothing = { ...ANSWER, form: null, polarity: null };
  t.equal(answerOutcome(nothing, { ...heard, heard: '' }, false, LIMITS), 'silence');
  t.equal(answerOutcome(nothing, { ...heard, heard: '' }, true, LIMITS), 'unclear', 'a cough');
  t.equal(answerOutcome(nothing, heard, false, LIMITS), 'unclear');
});
