import t from 'tap';
import { accentProfile } from '../text/accent-profile-list.js';
import { toSpokenForm } from '../text/to-spoken-form.js';
import type { ContentEvidence } from '../verdict/evidence.js';
import { POLICY } from '../verdict/honest-reading.fixture.js';
import { runBackward } from './backward.js';
import { bandCells } from './band.js';
import { compileChain } from './chain-graph.js';
import { toLattice } from './clause-lattice.js';
import { PRICES, scoreClause, TEMPERING } from './clause-score.js';
import { FULL_CELLS, preferredReading } from './clause-search.js';
import { alignEdits } from './edit-alignment.js';
import { temper } from './emissions.js';
import { isFiller } from './fillers.js';
import { runForward } from './forward.js';
import { decodeFreely } from './free-decode.js';
import { guideFrom } from './guide.js';
import type { Posteriors } from './posteriors.js';
import { type Manner, mute, speak, syllablesOf, toPosteriors, weigh } from './synthetic-speech.fixture.js';
import { scoreTokens } from './token-scores.js';

/** Sentences without numbers, so that a sentence read again may count as that. */
const SENTENCES = [
  '尊敬的客户请您仔细阅读本合同的全部内容。',
  '本产品由银行发行并由托管机构保管全部资产。',
  '投资者应当根据自身的风险承受能力谨慎购买。',
  '产品的过往业绩并非未来表现的可靠指标。',
  '市场利率变动可能导致产品净值出现波动。',
  '发生重大事项时我们将通过官方网站公告说明。',
  '投资者可以在开放日内提出申购或者赎回申请。',
  '申请提交之后将按照当日净值进行确认。',
  '管理费用和托管费用从产品资产当中列支。',
  '请您妥善保管自己的账户信息以及交易密码。',
  '如果对合同条款存在疑问请联系客户经理。',
  '本人已经清楚了解上述全部内容并且自愿购买。',
];
const TEXT = SENTENCES.join('');
const { thresholds } = POLICY;

/** Somebody who reads these sentences at a natural pace, with a pause after each. */
const readAloud = (sentences: readonly string[], seed = 1, pauses: Manner['pauses'] = {}): Posteriors => {
  const slow: Record<number, number> = {};
  let at = 0;
  for (const sentence of sentences) {
    const count = syllablesOf(sentence).length;
    for (let k = 0; k < count; k++) slow[at + k] = k === 0 ? 40 : 8;
    at += count;
  }
  return speak(syllablesOf(sentences.join('')), { seed, pauses: { ...slow, ...pauses } }).posteriors;
};
const outcomes = ({ sentences }: ContentEvidence): string => sentences.map(({ outcome }) => outcome).join(' ');
const all = (outcome: string): string => SENTENCES.map(() => outcome).join(' ');
const allBut = (outcome: string, ...at: readonly number[]): string =>
  SENTENCES.map((_, i) => (at.includes(i) ? outcome : 'read')).join(' ');
const weighed = (sentences: readonly string[], seed = 1, pauses: Manner['pauses'] = {}) =>
  weigh({ text: TEXT }, readAloud(sentences, seed, pauses));

t.test('the clause of these tests is too long to be searched whole', async (t) => {
  t.ok(syllablesOf(TEXT).length * readAloud(SENTENCES).frames > 1.5 * FULL_CELLS);
});

/** Scores of a reading in a corridor, as it is judged, and by a search of everything. */
const bothSearches = (said: readonly string[]) => {
  const posteriors = readAloud(said);
  const emissions = temper(posteriors, TEMPERING);
  const lattice = toLattice(toSpokenForm(TEXT), [], accentProfile('mandarin')!);
  const tokens = preferredReading(lattice);
  const heard = decodeFreely(posteriors);
  const { steps } = alignEdits(tokens, heard, isFiller);
  const banded = scoreClause(lattice, emissions, (repeats) =>
    guideFrom(steps, heard, tokens.length, posteriors.frames, repeats),
  );
  const graph = compileChain(tokens, PRICES);
  const forward = runForward(graph, emissions);
  const whole = scoreTokens(forward, runBackward(graph, emissions));
  return {
    share: bandCells(banded.forward.trellis.band) / bandCells(forward.trellis.band),
    apart: Math.max(...banded.scores.map(({ perPhone }, k) => Math.abs(perPhone - whole[k]!.perPhone))),
    totals: Math.abs(banded.forward.total - forward.total),
  };
};

t.test('a corridor finds what a search of everything finds', async (t) => {
  const withOneMissing = SENTENCES.filter((_, i) => i !== 4);
  for (const said of [SENTENCES, withOneMissing]) {
    const { share, apart, totals } = bothSearches(said);
    t.ok(share < 0.2, 'it searches much less');
    t.ok(apart < 1e-6);
    t.ok(totals < 1e-6);
  }
  const { apart, totals } = bothSearches([...SENTENCES.slice(0, 6), ...SENTENCES.slice(5)]);
  t.ok(apart < 0.3, 'which of two equal readings a token is, is told a little differently');
  t.ok(totals < 0.01);
});

t.test('a long clause read aloud is read, every token of it', async (t) => {
  const content = weighed(SENTENCES);
  t.equal(outcomes(content), all('read'));
  t.equal(content.accuracy, 1);
  t.ok(content.scores.worstPairLogPosterior >= thresholds.worstPairPass);
});

t.test('pauses to turn the page, even of a minute, cost nothing', async (t) => {
  const at = syllablesOf(SENTENCES.slice(0, 5).join('')).length;
  const content = weighed(SENTENCES, 2, { [at]: 3_000, [at + 50]: 500 });
  t.equal(outcomes(content), all('read'));
  t.ok(content.scores.worstPairLogPosterior >= thresholds.worstPairPass);
});

const deleted = ({ tokens }: ContentEvidence): string =>
  tokens
    .filter(({ op }) => op === 'deletion')
    .map(({ ref }) => ref)
    .join('');

t.test('a sentence that is missing is missing, and its neighbours are read', async (t) => {
  const content = weighed(SENTENCES.filter((_, i) => i !== 4));
  t.equal(outcomes(content), allBut('missing', 4));
  t.equal(`${deleted(content)}。`, SENTENCES[4]);
});

t.test('half of the clause may be missing', async (t) => {
  const content = weighed(SENTENCES.slice(0, 6));
  t.equal(`${deleted(content)}`, SENTENCES.slice(6).join('').replaceAll('。', ''));
  t.same(
    content.sentences.filter(({ outcome }) => outcome === 'missing').map(({ index }) => index),
    [6, 7, 8, 9, 10, 11],
  );
});

t.test('of two sentences read the other way round, one counts as missing', async (t) => {
  const swapped = [...SENTENCES.slice(0, 3), SENTENCES[4]!, SENTENCES[3]!, ...SENTENCES.slice(5)];
  const content = weighed(swapped);
  const missing = content.sentences.filter(({ outcome }) => outcome === 'missing').map(({ index }) => index);
  t.equal(missing.length, 1);
  t.ok(missing[0] === 3 || missing[0] === 4);
  t.ok(content.scores.longestInsertion > thresholds.insertionRunPass);
});

t.test('a paragraph read again is a repeat', async (t) => {
  const content = weighed([...SENTENCES.slice(0, 8), ...SENTENCES.slice(4)]);
  t.equal(content.insertions, 0);
  t.equal(content.coverage, 1);
  t.ok(content.sentences.every(({ outcome }) => outcome === 'read' || outcome === 'reread'));
  t.ok(content.scores.worstPairLogPosterior >= thresholds.worstPairPass);
});

t.test('a sentence begun, broken off for a while and begun again is read', async (t) => {
  const begun = SENTENCES[8]!.slice(0, 9);
  const said = [...SENTENCES.slice(0, 8), begun, ...SENTENCES.slice(8)];
  const at = syllablesOf(said.slice(0, 9).join('')).length;
  const content = weighed(said, 3, { [at]: 250 });
  t.equal(content.insertions, 0);
  t.ok(content.sentences.every(({ outcome }) => outcome === 'read' || outcome === 'reread'));
  t.equal(content.accuracy, 1);
});

t.test('another text of the same length supports nothing, nor does silence or noise', async (t) => {
  const other = '今天天气很好我们一起去公园散步然后回家做饭吃完以后看电视休息一会儿'.repeat(7);
  const silence = mute(readAloud(SENTENCES), 0, readAloud(SENTENCES).frames);
  const noise = toPosteriors(Array.from({ length: 6_000 }, (_, i) => (i * 7919) % 60));
  for (const posteriors of [readAloud([other]), silence, noise]) {
    const content = weigh({ text: TEXT }, posteriors);
    t.ok(content.scores.meanLogPosterior < thresholds.meanFail);
    t.ok(content.sentences.every(({ outcome }) => outcome !== 'read'));
    t.ok(content.tokens.every(({ score }) => Number.isFinite(score ?? 0)));
  }
});

t.test('one word changed in a long clause is found where it is', async (t) => {
  const content = weighed(SENTENCES.map((sentence) => sentence.replace('官方网站', '短信电话')));
  t.equal(
    content.tokens
      .filter(({ op }) => op === 'substitution')
      .map(({ ref }) => ref)
      .join(''),
    '官方网站',
  );
  t.equal(outcomes(content), allBut('unsure', 5));
});
