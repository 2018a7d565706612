import fc from 'fast-check';
import t from 'tap';
import { preferredTokens, toSpokenForm } from '../text/to-spoken-form.js';
import { lintClause } from './lint-clause.js';

const codes = (text: string, marked: readonly string[] = []): readonly string[] =>
  lintClause(text, marked).map((problem) => `${problem.severity} ${problem.code}`);

t.test('a plain clause has no problem', async (t) => {
  t.same(codes('本人已了解本产品不保证本金，业绩比较基准为3.5%-4.2%。', ['不保证本金']), []);
});

t.test('each fault has its code', async (t) => {
  t.same(codes(''), ['error EMPTY']);
  t.same(codes('，。（）'), ['error EMPTY']);
  t.same(codes('好😀'), ['error UNREADABLE_CHARACTER']);
  t.same(codes('好Ж'), ['error UNREADABLE_CHARACTER']);
  t.same(codes('好\u200b'), ['error CONTROL_CHARACTER']);
  t.same(codes('好\u0007'), ['error CONTROL_CHARACTER']);
  t.same(codes('好\ud800'), ['error CONTROL_CHARACTER']);
  t.same(codes('使用APP'), ['warning LATIN_APPROXIMATE']);
  t.same(codes('涨幅%'), ['warning SIGN_NOT_READ']);
  t.same(codes('利率{rate'), ['error SLOT_UNCLOSED', 'warning LATIN_APPROXIMATE']);
  t.same(codes('本金', ['利息']), ['error MARKED_TERM_ABSENT']);
  t.same(codes('买入', ['买入']), ['warning TONE_ONLY_CONTRARY']);
  t.same(
    lintClause('好'.repeat(11), [], { maxTokens: 10 }).map((problem) => problem.code),
    ['TOO_LONG'],
  );
});

t.test('a template is judged without its slots', async (t) => {
  const slots = { amount: 'amount' } as const;
  const lint = (text: string, marked: readonly string[] = []) =>
    lintClause(text, marked, { maxTokens: 100, slots }).map((problem) => problem.code);
  t.same(lint('金额¥{amount}。', ['金额¥{amount}']), []);
  t.same(lint('{amount}'), []);
  t.same(lint('利率{rate}'), ['SLOT_UNDECLARED']);
  t.same(
    lintClause('利率{rate}', []).map((problem) => problem.code),
    [],
  );
});

t.test(
  '2,000 characters may be read aloud, with their numbers written out; 3,000 syllables are the most',
  async (t) => {
    const page = '本产品的业绩比较基准为年化3.65%，募集金额不超过200000000元。';
    const text = page.repeat(Math.floor(2_000 / page.length));
    t.same(codes(text), []);
    t.ok(preferredTokens(toSpokenForm(text)).length > 1_500);
    t.same(codes('好'.repeat(3_000)), []);
    t.same(codes('好'.repeat(3_001)), ['error TOO_LONG']);
  },
);

t.test('a tone-only contrary is warned of where it costs the pass, and nowhere else', async (t) => {
  t.same(codes('本人买入基金'), []);
  t.same(codes('本人买入基金', ['基金']), []);
  t.same(codes('期限是五年'), ['warning TONE_ONLY_CONTRARY'], '是 could be 十, of the number');
  t.same(codes('期限为五年'), []);
  t.same(codes('借款金额13万元'), ['warning TONE_ONLY_CONTRARY'], '十 could be 是');
  t.same(codes('保费不缴'), ['warning TONE_ONLY_CONTRARY'], '不 is critical by itself');
  const [found] = lintClause('可卖出债券', ['卖出债券']);
  t.match(found, { span: { start: 1, end: 2 }, message: /卖 .* 买 .*to buy, to sell/ });
});

t.test('problems point into the text and are bounded', async (t) => {
  const text = '😀'.repeat(500);
  const problems = lintClause(text, []);
  t.equal(problems.length, 100);
  t.ok(problems.every(({ span }) => span.start <= span.end && span.end <= text.length));
});

t.test('a text without errors is covered by its spoken form', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.string({ maxLength: 10 }), (left, right) => {
      const text = `好${left}${right}`;
      const hasError = lintClause(text, []).some((problem) => problem.severity === 'error');
      const covered = toSpokenForm(text).units.map(({ source }) => text.slice(source.start, source.end));
      return hasError || /^[^\p{L}\p{Nd}]*$/u.test(covered.reduce((rest, part) => rest.replace(part, ''), text));
    }),
    { numRuns: 300 },
  );
});
