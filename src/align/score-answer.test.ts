import fc from 'fast-check';
import t from 'tap';
import { polarityOf } from '../clause/answer.js';
import { ANSWER_FORMS, NEGATOR_WORDS } from '../clause/answer-words.js';
import { PHONES } from '../text/phone.js';
import { ASKED, answerTo, outcomeOf, soundOf } from './answer-speech.fixture.js';
import { pinyin, speak, speakPhones, syllablesOf, toPosteriors } from './synthetic-speech.fixture.js';

const MANDARIN = ANSWER_FORMS.filter(({ register }) => register === 'mandarin');
const ASSENTS = MANDARIN.filter(({ sense }) => sense === 'assent' || sense === 'yes');

t.test('every Mandarin form says what it means, or at the worst nothing clear', async (t) => {
  const clear = { affirmative: 0, negative: 0 };
  const wanted = { affirmative: 0, negative: 0 };
  for (const form of MANDARIN) {
    const polarity = polarityOf(form.sense, 'affirmative');
    const { outcome } = answerTo(speak(soundOf(form)).posteriors).answer;
    if (polarity === 'unclear') {
      t.equal(outcome, 'unclear', form.text);
      continue;
    }
    t.ok(outcome === polarity || outcome === 'unclear', `${form.text}: ${outcome}`);
    wanted[polarity]++;
    if (outcome === polarity) clear[polarity]++;
  }
  t.ok(clear.affirmative / wanted.affirmative > 0.9, `${clear.affirmative} of ${wanted.affirmative} yes`);
  t.ok(clear.negative / wanted.negative > 0.8, `${clear.negative} of ${wanted.negative} no`);
});

t.test('polite wrappers and a second answer change nothing', async (t) => {
  for (const said of [
    '我同意',
    '我已经完全清楚了',
    '是的，我清楚',
    '对，没问题',
    '本人都同意的',
    '好的好的',
    '是的是的是的',
  ]) {
    t.equal(outcomeOf(said), 'affirmative', said);
  }
  for (const said of ['我不同意', '我不太清楚', '没有没有', '不，我不同意', '我还没有完全明白']) {
    t.equal(outcomeOf(said), 'negative', said);
  }
});

t.test('a negator anywhere before an assent is never consent', async () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...NEGATOR_WORDS),
      fc.constantFrom(...ASSENTS),
      fc.constantFrom('', '我', '本人', '我们都'),
      fc.integer({ min: 1, max: 1_000 }),
      (negator, assent, wrapper, seed) => {
        const before = wrapper === '' ? [] : syllablesOf(wrapper);
        const said = speak([...before, ...soundOf(negator), ...soundOf(assent)], { seed });
        return answerTo(said.posteriors).answer.outcome !== 'affirmative';
      },
    ),
    { numRuns: 60 },
  );
});

t.test('a negator of which only one phone is left is never consent', async (t) => {
  const [b, u] = pinyin('bu4')
    .flatMap(({ initial, final }) => [initial, final])
    .map((phone) => PHONES.indexOf(phone));
  for (const assent of ASSENTS) {
    const rows = soundOf(assent).map(({ initial, final }) =>
      [initial, final].filter((phone) => phone !== '').map((phone) => PHONES.indexOf(phone)),
    );
    for (const rest of [b!, u!]) {
      const { outcome } = answerTo(speakPhones([[rest], ...rows]).posteriors).answer;
      t.not(outcome, 'affirmative', `${PHONES[rest]} ${assent.text}`);
    }
  }
});

t.test('what says both, asks back, goes on or hums is unclear', async (t) => {
  for (const said of [
    '同意哦不，不同意',
    '不是不同意',
    '我同意但是收益要保证',
    '清楚吗',
    '是不是',
    '同不同意',
    '您清楚吗',
    '不知道',
    '听不清',
    '再说一遍',
    '今天天气很好我们去公园散步吧',
  ]) {
    t.equal(outcomeOf(said), 'unclear', said);
  }
  t.equal(answerTo(speak(pinyin('en5')).posteriors).answer.outcome, 'unclear', 'a hum');
  t.equal(answerTo(speak(pinyin('en5 tong2 yi4')).posteriors).answer.outcome, 'unclear', '唔同意 sounds like this');
});

t.test('a hum with a pause behind it is a hesitation', async (t) => {
  const said = speak(pinyin('en5 tong2 yi4'), { pauses: { 1: 25 } });
  t.equal(answerTo(said.posteriors).answer.outcome, 'affirmative');
});

t.test('a prompt that bleeds into the recording is no answer', async (t) => {
  const question = syllablesOf('您是否清楚上述风险');
  const asked = (answer: string) =>
    answerTo(speak([...question, ...syllablesOf(answer)], { pauses: { [question.length]: 25 } }).posteriors).answer;
  t.match(asked('我清楚'), { outcome: 'affirmative', questionHeard: true, form: '我清楚' });
  t.match(asked('不清楚'), { outcome: 'negative', questionHeard: true });
  t.match(answerTo(speak(question).posteriors).answer, { outcome: 'unclear', form: null }, 'nothing followed');
  const tail = speak(syllablesOf('上述风险清楚'), { pauses: { 4: 25 } });
  t.match(answerTo(tail.posteriors).answer, { outcome: 'affirmative', questionHeard: true }, 'its end alone');
  const unknown = answerTo(tail.posteriors, { question: '您同意吗？' }).answer;
  t.match(unknown, { outcome: 'unclear', questionHeard: false }, 'another question is other speech');
});

t.test('consent may be a no', async (t) => {
  const spec = { expected: 'negative' } as const;
  const asking = { spec, question: '您有没有异议？' };
  t.equal(outcomeOf('没有异议', asking), 'negative');
  t.equal(outcomeOf('没有', asking), 'negative');
  t.equal(outcomeOf('有问题', asking), 'affirmative');
  t.equal(outcomeOf('有异议', asking), 'affirmative');
  t.equal(outcomeOf('同意', asking), 'unclear');
});

t.test("a clause's own phrases count, and win over the lexicon", async (t) => {
  t.equal(outcomeOf('我要办理'), 'unclear');
  t.equal(outcomeOf('我要办理', { spec: { acceptedPhrases: ['我要办理'] } }), 'affirmative');
  t.equal(outcomeOf('先不办了', { spec: { rejectedPhrases: ['先不办了'] } }), 'negative');
  t.equal(outcomeOf('对', { spec: { rejectedPhrases: ['对'] } }), 'negative');
  t.equal(answerTo(speak(pinyin('en5')).posteriors, { spec: { acceptedPhrases: ['嗯'] } }).answer.form, '嗯');
});

t.test('dialect consents where the caller names it; its denials are heard by everybody', async (t) => {
  const yaode = speak(pinyin('yao4 de5')).posteriors;
  t.not(answerTo(yaode, { dialect: 'mandarin' }).answer.form, '要得');
  t.equal(answerTo(yaode, { dialect: 'southwestern' }).answer.outcome, 'affirmative');
  for (const { register, sense, text, tokens } of ANSWER_FORMS) {
    if (register === 'mandarin' || sense === 'yes' || sense === 'assent' || sense === 'no_objection') continue;
    const { outcome } = answerTo(speak(tokens.map(({ readings }) => readings[0]!.syllable)).posteriors).answer;
    t.not(outcome, 'affirmative', `${register} ${text}`);
  }
});

t.test('silence, noise and single phones are never consent', async (t) => {
  const silence = toPosteriors(new Array<number>(60).fill(0));
  t.match(answerTo(silence, { speech: false }).answer, { outcome: 'silence', form: null, llr: null });
  t.equal(answerTo(silence).answer.outcome, 'unclear', 'voice activity without a syllable: a cough');
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: PHONES.length - 1 }), { minLength: 10, maxLength: 60 }),
      (labels) => answerTo(toPosteriors(labels)).answer.outcome !== 'affirmative',
    ),
    { numRuns: 40 },
  );
  const phones = PHONES.slice(1).filter(
    (_, at) => answerTo(speakPhones([[at + 1]]).posteriors).answer.outcome === 'affirmative',
  );
  t.same(phones, ['iao', 'iou'], '要 and 有 are one phone each');
});

t.test('an answer that is too long is none', async (t) => {
  const { answer, scores } = answerTo(speak(syllablesOf('是的'.repeat(12))).posteriors);
  t.match(answer, { outcome: 'unclear', form: null, startMs: null, endMs: null });
  t.equal(scores.worstMargin, null);
});

t.test('where the answer lies and which form it is stands in the evidence', async (t) => {
  const { posteriors, spans } = speak(syllablesOf('我同意'));
  const { answer, tokens } = answerTo(posteriors);
  t.match(answer, { form: '我同意', polarity: 'affirmative', expected: ASKED.expected, questionHeard: false });
  t.equal(answer.startMs, spans[0]![0] * posteriors.frameMs);
  t.same(
    tokens.map(({ op }) => op),
    ['match', 'match', 'match'],
  );
});
