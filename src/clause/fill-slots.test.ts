import fc from 'fast-check';
import t from 'tap';
import { HeshengError } from '../errors.js';
import type { SlotKind } from './clause.js';
import { fillPhrase, fillSlots } from './fill-slots.js';
import { fitsSlot } from './slot-value.js';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof HeshengError) return error.code;
    throw error;
  }
  return 'no error';
};

t.test('every place of a slot is filled with its trimmed value', async (t) => {
  const clause = { text: '{name}买入{amount}，共{amount}', slots: { name: 'name', amount: 'amount' } } as const;
  t.equal(fillSlots(clause, { name: ' 张三 ', amount: '¥1,000.00' }), '张三买入¥1,000.00，共¥1,000.00');
  t.equal(fillSlots({ text: '没有空位', slots: {} }, {}), '没有空位');
  t.equal(fillPhrase('{amount}本金', { amount: '5万元' }), '5万元本金');
  t.equal(fillPhrase('{other}本金', {}), '{other}本金');
});

t.test('a template or a value that is wrong has its own code and its value is not repeated', async (t) => {
  const clause = { text: '利率{rate}', slots: { rate: 'rate' } } as const;
  t.equal(
    codeOf(() => fillSlots(clause, {})),
    'SLOT_MISSING',
  );
  t.equal(
    codeOf(() => fillSlots(clause, { rate: '很高' })),
    'SLOT_INVALID',
  );
  t.equal(
    codeOf(() => fillSlots(clause, { rate: '3%', other: '1' })),
    'SLOT_INVALID',
  );
  t.equal(
    codeOf(() => fillSlots({ text: '{x}', slots: {} }, { x: '1' })),
    'CLAUSE_INVALID',
  );
  t.equal(
    codeOf(() => fillSlots({ text: '{x', slots: {} }, {})),
    'CLAUSE_INVALID',
  );
  t.equal(
    codeOf(() => fillSlots({ text: '{toString}', slots: {} }, {})),
    'CLAUSE_INVALID',
  );
  t.equal(
    codeOf(() => fillSlots({ text: '{toString}', slots: Object.fromEntries([['toString', 'text' as const]]) }, {})),
    'SLOT_MISSING',
  );
  try {
    fillSlots(clause, { rate: '秘密的值' });
    t.fail('must throw');
  } catch (error) {
    t.notMatch(String(error), /秘密/);
  }
});

t.test('values fit the kinds they are of', async (t) => {
  const cases: readonly (readonly [SlotKind, readonly string[], readonly string[]])[] = [
    [
      'amount',
      ['100', '¥1,000.00', '3.5万元', '５万元', '一百万元整', '人民币100元'],
      ['', '元', '100%', '1,00元', 'abc'],
    ],
    ['rate', ['3.5%', '3.5', '百分之三点五', '0.5‰', '-1%'], ['3.5元', '百分之', '%']],
    [
      'date',
      ['2024-01-05', '2024年2月29日', '1月5日', '二〇二四年三月五日'],
      ['2023-02-29', '2024-13-01', '5日', '明天'],
    ],
    ['number', ['12', '1,000', '三十'], ['1e5', '十个', '--1']],
    ['name', ['张三', '阿卜杜拉·买买提', 'Li Lei'], ['张3', '{x}', '张\n三']],
    ['text', ['任意文字，含标点。'], ['', 'a\u200bb', '{x}', 'a\nb', '长'.repeat(201)]],
  ];
  for (const [kind, good, bad] of cases) {
    for (const value of good) t.ok(fitsSlot(kind, value), `${kind} ${value}`);
    for (const value of bad) t.notOk(fitsSlot(kind, value), `${kind} ${value}`);
  }
});

t.test('no value of any kind can bring a brace into a clause', async () => {
  const kinds: readonly SlotKind[] = ['amount', 'rate', 'date', 'name', 'number', 'text'];
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.string({ unit: 'binary' }), fc.string(), (kind, left, right) =>
      ['{', '}', '｛', '｝'].every((brace) => !fitsSlot(kind, left + brace + right)),
    ),
    { numRuns: 100 },
  );
});
