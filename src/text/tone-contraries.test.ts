import t from 'tap';
import { parseSyllable, spellSyllable } from './syllable.js';
import { TONE_CONTRARIES, TONE_CONTRARIES_VERSION, toneContraryPlaces } from './tone-contraries.js';

const found = (text: string): readonly string[] =>
  toneContraryPlaces(Array.from(text)).map(({ at, said, contrary }) => `${at} ${said} ${contrary}`);

t.test('each pair is the same syllables in other tones, with a reason', async (t) => {
  for (const { words, pinyin, why } of TONE_CONTRARIES) {
    const [one, other] = pinyin.map((spelled) => spelled.split(' ').map((syllable) => parseSyllable(syllable)!));
    t.equal(one!.length, Array.from(words[0]).length, words[0]);
    t.equal(other!.length, Array.from(words[1]).length, words[1]);
    t.same(one!.map(spellSyllable), other!.map(spellSyllable), words.join('/'));
    t.notSame(one, other, words.join('/'));
    t.not(words[0], words[1]);
    t.ok(why.length > 5);
  }
  t.equal(TONE_CONTRARIES_VERSION, 'tone-contraries/2');
});

t.test('the pairs that turn a promise round are all there', async (t) => {
  for (const [left, right] of [
    ['买', '卖'],
    ['赔', '配'],
  ] as const) {
    t.same(found(left), [`0 ${left} ${right}`]);
    t.same(found(right), [`0 ${right} ${left}`]);
  }
});

t.test('no contrary is looked for in words that have none', async (t) => {
  for (const text of ['资产配置', '不会配备', '请您配合', '配偶', '相匹配', '期限搭配']) t.same(found(text), [], text);
  t.same(found('向股东配股'), ['3 配 赔']);
  t.same(found('按合同配合同约定'), ['3 配 赔']);
  t.same(found('保险赔置换'), ['2 赔 配'], 'only the written word counts');
});

t.test('every place of a clause is found, with the tones of both', async (t) => {
  t.same(found('本人卖出债券买入基金'), ['2 卖 买', '4 债券 债权', '6 买 卖']);
  t.match(toneContraryPlaces(Array.from('保费退还')), [{ tones: [4, 2], contraryTones: [4, 4], leadsOn: false }]);
  t.same(found('本人已阅读'), []);
});

t.test('是 and 十 are confused only where the other makes another number', async (t) => {
  t.same(found('期限是五年'), ['2 是 十']);
  t.same(found('利率十三点五'), ['2 十 是']);
  t.same(found('我是本人'), []);
  t.same(found('收益率是二点五'), ['3 是 十']);
  t.same(found('期限为十三个月'), [], '为是三个月 is no Chinese');
  t.same(found('期限十二个月'), [], 'nobody says 是二个月');
  t.same(found('提前十五日'), []);
  t.same(found('六月十五日'), []);
  t.same(found('十五'), [], 'nothing before it');
  t.same(found('二十三'), []);
  t.same(found('金额十万'), []);
  t.ok(toneContraryPlaces(Array.from('是五'))[0]!.leadsOn);
});
