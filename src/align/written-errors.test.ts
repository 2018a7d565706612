import fc from 'fast-check';
import t from 'tap';
import { writtenErrorRate } from './written-errors.js';

t.test('what was written as it was said has no errors, in whatever script and with marks', async (t) => {
  for (const text of ['本产品不保证本金', '年化收益率为3.5%', '长沙银行重庆分行'])
    t.equal(writtenErrorRate(text, text), 0);
  t.equal(writtenErrorRate('本產品，不保證本金。', '本产品不保证本金'), 0);
  t.equal(writtenErrorRate('百分之三点五', '3.5%'), 0);
});

t.test('homophones are heard alike, other sounds are errors', async (t) => {
  t.equal(writtenErrorRate('奔铲拼', '本产品'), 0);
  t.equal(writtenErrorRate('笨惨拼', '本产品'), 1 / 6);
  t.equal(writtenErrorRate('', '本产品'), 1);
  t.equal(writtenErrorRate('……', '本产品'), 1);
  t.ok(Number.isNaN(writtenErrorRate('本产品', '')));
});

t.test('leaving characters out never lowers the rate', async () => {
  const text = '请您认真阅读并同意以下条款';
  fc.assert(
    fc.property(fc.nat(text.length), (kept) => {
      const rate = writtenErrorRate(text.slice(0, kept), text);
      return rate >= writtenErrorRate(text, text) && (kept === text.length) === (rate === 0);
    }),
  );
});
