import fc from 'fast-check';
import t from 'tap';
import { type Final, phoneIndex } from '../text/phone.js';
import { preferredTokens, toSpokenForm } from '../text/to-spoken-form.js';
import type { ContentEvidence, TokenEvidence } from '../verdict/evidence.js';
import { POLICY } from '../verdict/honest-reading.fixture.js';
import type { Posteriors } from './posteriors.js';
import { type Clause, mute, pinyin, speak, syllablesOf, toPosteriors, weigh } from './synthetic-speech.fixture.js';

const TEXT = '本产品不保证本金安全。年化利率为3.5%，投资期限为五年。请您仔细阅读合同。';
const SEEDS = [1, 2, 3];
const { thresholds } = POLICY;

/** What is weighed when somebody reads `said` where `clause` should be read, by three speakers. */
const readings = (clause: Clause, said: string): readonly ContentEvidence[] =>
  SEEDS.map((seed) => weigh(clause, speak(syllablesOf(said), { seed }).posteriors));
const instead = (from: string, to: string): readonly ContentEvidence[] =>
  readings({ text: TEXT }, TEXT.replace(from, to));

/** Everything but plain matches: `期 deletion`, `+bu insertion`. */
const findings = ({ tokens }: ContentEvidence): readonly string[] =>
  tokens.filter(({ op }) => op !== 'match').map(({ ref, op, pinyinHeard }) => `${ref ?? `+${pinyinHeard}`} ${op}`);
const termIn = ({ criticalTerms }: ContentEvidence, text: string) => criticalTerms.find((term) => term.text === text)!;
const outcomes = ({ sentences }: ContentEvidence) => sentences.map(({ outcome }) => outcome);

t.test('an honest reading matches everywhere, with random pauses and noise', async () => {
  const pauses = fc.dictionary(fc.nat(35).map(String), fc.nat(40), { maxKeys: 4 });
  fc.assert(
    fc.property(fc.nat(), pauses, (seed, silent) => {
      const content = weigh({ text: TEXT }, speak(syllablesOf(TEXT), { seed, pauses: silent }).posteriors);
      const { scores } = content;
      return (
        content.coverage === 1 &&
        content.accuracy === 1 &&
        content.insertions === 0 &&
        content.tokens.every(({ op }) => op === 'match') &&
        content.criticalTerms.length === 3 &&
        content.criticalTerms.every(({ outcome }) => outcome === 'said') &&
        outcomes(content).join() === 'read,read,read' &&
        scores.editCostPerToken === 0 &&
        scores.worstPairLogPosterior >= thresholds.worstPairPass &&
        scores.meanLogPosterior > -1 &&
        scores.worstMargin! > thresholds.termSaid
      );
    }),
    { seed: 31, numRuns: 15 },
  );
});

t.test('each token has its time, its pinyin and its place in the clause', async (t) => {
  const { posteriors, spans } = speak(syllablesOf(TEXT));
  const { tokens, heard } = weigh({ text: TEXT }, posteriors);
  t.ok(heard.startsWith('ben chan pin bu bao zheng'));
  const form = preferredTokens(toSpokenForm(TEXT));
  tokens.forEach(({ startMs, endMs, ref, source, pinyinRef, pinyinHeard }, i) => {
    t.equal(startMs, spans[i]![0] * 20);
    t.ok(endMs! >= spans[i]![1] * 20 && endMs! <= (spans[i + 1]?.[0] ?? posteriors.frames) * 20);
    t.equal(ref, form[i]!.character);
    t.same(source, form[i]!.source);
    t.equal(pinyinRef!.slice(0, -1), pinyinHeard);
  });
  t.same(
    tokens.filter(({ critical }) => critical).map(({ ref }) => ref),
    [...'不保证百分之三点五五年'],
  );
});

t.test('a token left out is a deletion and nothing else is', async (t) => {
  for (const content of instead('期限', '限')) {
    t.same(findings(content), ['期 deletion']);
    t.equal(content.scores.longestDeletion, 1);
    t.ok(content.scores.worstPairLogPosterior < thresholds.worstPairPass);
    t.ok(content.coverage < 1 && content.coverage > 0.95);
  }
});

t.test('a sentence left out is missing', async (t) => {
  for (const content of instead('年化利率为3.5%，投资期限为五年。', '')) {
    t.equal(outcomes(content)[1], 'missing');
    t.equal(content.scores.longestDeletion, 18);
    t.equal(content.coverage, 0.5);
    t.not(termIn(content, '3.5%').outcome, 'said');
  }
});

t.test('without its 不 a term is not said, and the evidence names what was', async (t) => {
  for (const content of instead('不', '')) {
    const { outcome, competitor, llr } = termIn(content, '不保证');
    t.not(outcome, 'said');
    t.equal(competitor, '保证');
    t.ok(llr! < -2);
    t.same(findings(content), ['不 deletion']);
  }
});

t.test('不 added is an insertion and turns the margin over', async (t) => {
  for (const content of instead('安全', '不安全')) {
    t.same(findings(content), ['+bu insertion']);
    t.ok(content.scores.worstMargin! < thresholds.termContradicted);
  }
  for (const content of instead('五年', '不五年')) t.not(termIn(content, '五年').outcome, 'said');
});

t.test('a word added between two terms is named as the contrary of the one that it changes', async (t) => {
  const clause = { text: '业绩比较基准为3.5%，不构成承诺' };
  for (const content of readings(clause, '业绩比较基准为3.52%，不构成承诺')) {
    t.equal(termIn(content, '3.5%').competitor, '百分之三点五二');
    t.notMatch(termIn(content, '不构成').competitor, /^二/);
  }
});

t.test('a numeral more or less than the clause has is not said', async (t) => {
  const clause = { text: '编号二零六，金额三百零五元' };
  const outcomesOf = (said: string) =>
    readings(clause, said).map(({ criticalTerms }) => criticalTerms.map(({ outcome }) => outcome === 'said'));
  for (const said of outcomesOf('编号二零六，金额三百零五元')) t.same(said, [true, true]);
  for (const said of outcomesOf('编号二零一六，金额三百零五元')) t.same(said, [false, true]);
  for (const said of outcomesOf('编号二零六六，金额三百零五元')) t.same(said, [false, true]);
  for (const said of outcomesOf('编号二六，金额三百零五元')) t.same(said, [false, true]);
  for (const said of outcomesOf('编号二零六，金额三百五元')) t.same(said, [true, false]);
  for (const said of outcomesOf('编号二零六，金额三百零五万元')) t.same(said, [true, false]);
});

t.test('another number contradicts the term', async (t) => {
  for (const content of instead('3.5', '3.8'))
    t.match(termIn(content, '3.5%'), { outcome: 'contradicted', competitor: '百分之三点八' });
  for (const content of instead('五年', '十五年'))
    t.match(termIn(content, '五年'), { outcome: 'contradicted', competitor: '十五年' });
  for (const content of instead('3.5%', '3.5‰')) t.not(termIn(content, '3.5%').outcome, 'said');
});

t.test('a word of two characters replaced is two substitutions', async (t) => {
  for (const content of instead('仔细', '大概')) {
    t.same(findings(content), ['仔 substitution', '细 substitution']);
    t.ok(content.scores.worstPairLogPosterior < thresholds.worstPairFail);
    t.equal(outcomes(content)[2], 'unsure');
  }
});

t.test('an extra phrase is inserted speech of its length', async (t) => {
  for (const content of instead('投资', '我们推荐的投资')) {
    t.equal(content.insertions, 5);
    t.equal(content.scores.longestInsertion, 5);
    t.equal(content.coverage, 1);
  }
});

t.test('another text is not the clause', async (t) => {
  for (const { accuracy, scores } of readings({ text: TEXT }, '今天天气很好我们一起去公园散步吧')) {
    t.ok(accuracy < 0.2);
    t.ok(scores.meanLogPosterior < thresholds.meanFail && scores.editCostPerToken > thresholds.editFail);
  }
});

t.test('a reader who corrects himself has read the sentence again, and every token of it', async (t) => {
  const clause = { text: '请您仔细阅读合同。' };
  for (const said of ['请您仔细请您仔细阅读合同', '请您仔细阅读请您仔细阅读合同', '请您仔您仔细阅读合同']) {
    for (const content of readings(clause, said)) {
      t.ok(findings(content).every((finding) => finding.endsWith('repeat')));
      t.same(outcomes(content), ['reread']);
      t.equal(content.insertions, 0);
      t.ok(content.scores.worstPairLogPosterior >= thresholds.worstPairPass, said);
    }
  }
});

t.test('a number that is said twice, each time another, is never said', async (t) => {
  const clause = { text: '产品的年化利率为3.5%。' };
  for (const said of ['产品的年化利率为3.5%年化利率为3.8%', '产品的年化利率为3.5%3.8%', '产品的年化利率为3.8%3.5%']) {
    for (const content of readings(clause, said)) {
      t.not(termIn(content, '3.5%').outcome, 'said', said);
      t.not(outcomes(content)[0], 'read', said);
    }
  }
});

t.test('a negated phrase that is said again without its 不 is never said', async (t) => {
  for (const content of readings({ text: '本产品不保证本金安全。' }, '本产品不保证本金保证本金安全')) {
    t.equal(termIn(content, '不保证').outcome, 'unsure');
    t.same(outcomes(content), ['unsure']);
  }
});

t.test('a word that was read well and then, the second time, as another, is changed', async (t) => {
  const text = '请您仔细阅读合同内容';
  for (const content of readings({ text }, `${text}请您仔细阅读合同内务`)) {
    t.match(content.tokens.at(-1), { ref: '容', op: 'substitution' });
    t.ok(content.tokens.at(-1)!.score! < 0.1);
  }
});

t.test('hesitation is free', async (t) => {
  for (const said of ['请您那个仔细阅读合同', '那个请您仔细阅读合同', '请您这个仔细阅读合同']) {
    for (const content of readings({ text: '请您仔细阅读合同。' }, said)) {
      t.ok(content.tokens.every(({ op }) => op === 'match' || op === 'filler'));
      t.same(outcomes(content), ['read'], said);
    }
  }
});

t.test('a token said twice in a row, or begun twice, is a repeat and spoils nothing', async (t) => {
  const clause = { text: '请您仔细阅读合同。' };
  for (const said of ['请请您仔细阅读合同', '请您仔仔细阅读合同', '请您仔细阅阅阅读合同']) {
    for (const content of readings(clause, said)) {
      t.equal(content.insertions, 0, said);
      t.equal(content.accuracy, 1);
      t.ok(content.scores.worstPairLogPosterior >= thresholds.worstPairPass, said);
    }
  }
});

/** The speech with a vowel of one frame in the middle of its longest silence. */
const withVowel = (posteriors: Posteriors, final: Final): Posteriors => {
  const logProbs = posteriors.logProbs.slice();
  const silent = (frame: number) => logProbs[frame * 60]! > Math.log(0.5);
  let best = { start: 0, length: 0 };
  for (let start = 20; start < posteriors.frames - 20; start++) {
    let length = 0;
    while (silent(start + length)) length++;
    if (length > best.length && start + length < posteriors.frames - 20) best = { start, length };
  }
  const frame = best.start + Math.floor(best.length / 2);
  logProbs.set(toPosteriors([phoneIndex(final)]).logProbs, frame * 60);
  return { ...posteriors, logProbs };
};

t.test('嗯 of a single frame is a filler and does not spoil its neighbours', async (t) => {
  for (const vowel of ['en', 'e', 'a'] as const) {
    for (const seed of SEEDS) {
      const speech = speak(syllablesOf('请您仔细阅读合同'), { seed, pauses: { 4: 20 } });
      const content = weigh({ text: '请您仔细阅读合同。' }, withVowel(speech.posteriors, vowel));
      t.equal(content.tokens.filter(({ op }) => op === 'filler').length, 1);
      t.same(outcomes(content), ['read']);
      t.ok(content.scores.worstPairLogPosterior >= thresholds.worstPairPass);
    }
  }
});

t.test('儿 that merges, and the number of a list, may be left out or said', async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['花儿开得好看', 'hua1 kai1 de5 hao3 kan4'],
    ['花儿开得好看', 'hua1 er2 kai1 de5 hao3 kan4'],
    ['1.请您阅读合同', 'qing3 nin2 yue4 du2 he2 tong2'],
    ['1.请您阅读合同', 'yi1 qing3 nin2 yue4 du2 he2 tong2'],
  ];
  for (const [text, said] of cases) {
    for (const seed of SEEDS) {
      const content = weigh({ text }, speak(pinyin(said), { seed }).posteriors);
      t.same(findings(content), []);
      t.same(outcomes(content), ['read'], `${text} ${said}`);
      t.ok(content.scores.worstPairLogPosterior >= thresholds.worstPairPass);
    }
  }
});

t.test('a clause of optional tokens of which none was said is not supported', async (t) => {
  const { scores } = weigh({ text: '1.' }, speak(pinyin('ba1')).posteriors);
  t.ok(scores.meanLogPosterior < thresholds.meanFail || scores.editCostPerToken > thresholds.editFail);
});

const clauseTokens = ({ tokens }: ContentEvidence): readonly TokenEvidence[] =>
  tokens.filter(({ ref }) => ref !== null);

t.test('taking away the sound of a token never raises its score', async () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (seed, pick) => {
      const { posteriors, spans } = speak(syllablesOf(TEXT), { seed });
      const at = pick % spans.length;
      const before = clauseTokens(weigh({ text: TEXT }, posteriors))[at]!.score!;
      const after = clauseTokens(weigh({ text: TEXT }, mute(posteriors, ...spans[at]!)))[at]!.score!;
      return after <= before + 1e-6 && after < 0.2;
    }),
    { seed: 32, numRuns: 12 },
  );
});

t.test('a clause of one token can be read, left out and contradicted', async (t) => {
  for (const content of readings({ text: '不' }, '不')) t.match(termIn(content, '不'), { outcome: 'said' });
  for (const content of readings({ text: '不' }, '是')) t.not(termIn(content, '不').outcome, 'said');
  const silent = weigh({ text: '不' }, mute(speak(pinyin('bu4')).posteriors, 0, 10));
  t.equal(silent.tokens.length, 1);
});

t.test('nothing heard, or a recording shorter than the clause, supports nothing', async (t) => {
  const { posteriors } = speak(syllablesOf(TEXT));
  const silence = mute(posteriors, 0, posteriors.frames);
  const short = (frames: number) => ({ ...posteriors, frames, logProbs: posteriors.logProbs.slice(0, frames * 60) });
  for (const recording of [silence, short(0), short(1), short(20)]) {
    const content = weigh({ text: TEXT }, recording);
    t.ok(content.coverage < 0.1);
    t.ok(content.scores.meanLogPosterior < thresholds.meanFail);
    t.ok(content.criticalTerms.every(({ outcome }) => outcome !== 'said'));
    t.ok(outcomes(content).every((outcome) => outcome !== 'read'));
    t.ok(content.tokens.every(({ score }) => Number.isFinite(score)));
  }
});

t.test('posteriors that are no numbers give scores that are none, which nothing takes for support', async (t) => {
  const { posteriors } = speak(syllablesOf(TEXT));
  const { scores, criticalTerms } = weigh(
    { text: TEXT },
    { ...posteriors, logProbs: posteriors.logProbs.fill(Number.NaN) },
  );
  t.notOk(scores.meanLogPosterior >= thresholds.meanPass);
  t.notOk(criticalTerms.some(({ outcome }) => outcome === 'said'));
});

t.test('the same sound and clause give the same evidence', async (t) => {
  const { posteriors } = speak(syllablesOf(TEXT.replace('期限', '限')));
  t.same(weigh({ text: TEXT }, posteriors), weigh({ text: TEXT }, posteriors));
});

t.test('a negation other than 不 that was slipped in is found', async (t) => {
  for (const negation of ['没', '未', '无', '非', '别']) {
    for (const content of instead('保证本金', `保证${negation}本金`)) {
      t.ok(content.scores.worstMargin! < 0, negation);
    }
    for (const content of readings({ text: '本人已经同意' }, `本人已经${negation}同意`)) {
      t.ok(content.scores.worstMargin! < 0, negation);
    }
  }
});
