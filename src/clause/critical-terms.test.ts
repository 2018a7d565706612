import fc from 'fast-check';
import t from 'tap';
import { toSpokenForm } from '../text/to-spoken-form.js';
import { findCriticalTerms } from './critical-terms.js';

const terms = (text: string, marked: readonly string[] = []): readonly string[] =>
  findCriticalTerms(toSpokenForm(text), marked).map((term) => `${term.kind} ${term.text}`);

t.test('negations are found with what they govern', async (t) => {
  t.same(terms('本产品不保证本金，非保本浮动收益'), ['negation 不保证', 'negation 非保本']);
  t.same(terms('未经授权不得转让，请勿提前赎回'), ['negation 未经授权', 'negation 不得转让', 'negation 勿提前']);
  t.same(terms('没有风险，无法保证'), ['negation 没有风险', 'negation 无法保证']);
  t.same(terms('不得不提前还款'), ['negation 不得不提前'], 'overlapping negations are one');
  t.same(terms('绝不。'), ['negation 不'], 'a negation at the end stands alone');
  t.same(terms('不超过五万元'), ['negation 不超过', 'amount 五万元'], 'a negation does not swallow a number');
});

t.test('digits written as they are said are one number, 幺 included', async (t) => {
  t.same(terms('尾号零七幺二二八五'), ['number 零七幺二二八五']);
  t.same(terms('幺三八'), ['number 幺三八']);
  t.same(terms('老幺'), []);
});

t.test('words whose character does not negate are left alone', async (t) => {
  for (const text of [
    '不动产抵押',
    '非常了解',
    '无锡分行',
    '未来收益',
    '不但如此',
    '是否知晓',
    '除非另有约定',
    '不同产品',
    '无形资产',
  ]) {
    t.same(terms(text), [], text);
  }
  t.same(terms('不同意'), ['negation 不同意']);
  t.same(terms('无异议'), ['negation 无异议']);
  t.same(terms('不禁止转让'), ['negation 不禁止']);
});

t.test('quantities of every kind are found, idiomatic numerals are not', async (t) => {
  t.same(terms('利率3.5%，金额100万元，2024年1月5日，3年，R3，尾号1234'), [
    'rate 3.5%',
    'amount 100万元',
    'date 2024年1月5日',
    'number 3年',
    'number R3',
    'number 1234',
  ]);
  t.same(terms('百分之三点五，三万元，每月十五日，三十个工作日'), [
    'rate 百分之三点五',
    'amount 三万元',
    'date 十五日',
    'number 三十个工作日',
  ]);
  for (const text of [
    '一定',
    '一切',
    '一旦',
    '统一',
    '万一',
    '十分清楚',
    '七上八下',
    '第三方',
    '进一步',
    '是一种产品',
    '二维码',
  ]) {
    t.same(terms(text), [], text);
  }
});

t.test('marked phrases are found wherever they stand, whatever their script', async (t) => {
  t.same(terms('浮动收益，浮动收益', ['浮动收益']), ['marked 浮动收益', 'marked 浮动收益']);
  t.same(terms('銀行還款', ['还款']), ['marked 還款'], 'the term shows the text as written');
  t.same(terms('收益率3.5%', ['收益率3.5%']), ['marked 收益率3.5%', 'rate 3.5%'], 'a number inside keeps its own gate');
  t.same(terms('收益率3.5%', ['3.5%']), ['rate 3.5%'], 'a phrase that is just the number adds nothing');
  t.same(terms('收益', ['', '没有的词']), []);
});

t.test('terms are in text order, inside the text, and say what the text says', async () => {
  const fragment = fc.constantFrom(
    '不保证',
    '本金',
    '3.5%',
    '，',
    '。',
    '未经授权',
    '100万元',
    '2024年1月5日',
    '无',
    '一定',
    '三年',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 20 }), (fragments) => {
      const text = fragments.join('');
      const found = findCriticalTerms(toSpokenForm(text), ['本金', '证本']);
      const starts = found.map((term) => term.source.start);
      return (
        starts.every((start, index) => index === 0 || starts[index - 1]! <= start) &&
        found.every(({ source, text: said }) => said !== '' && text.slice(source.start, source.end) === said)
      );
    }),
    { numRuns: 200 },
  );
});
