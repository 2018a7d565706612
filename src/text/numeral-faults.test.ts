import fc from 'fast-check';
import t from 'tap';
import { numeralFaults } from './numeral-faults.js';
import { readInteger } from './numeral-integer.js';
import { readMoney, SCALES } from './numeral-money.js';

const faultsOf = (text: string): number => numeralFaults(Array.from(text));

t.test('no legal reading of a whole number has a fault', async () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }), (value) =>
      readInteger(`${value}`).every((way) => numeralFaults(way.map((mark) => mark[0]!)) === 0),
    ),
  );
});

t.test('nor has a decimal with or without a scale', async () => {
  const scale = fc.constantFrom('', ...Object.keys(SCALES));
  const decimal = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.nat(999)).map(([whole, part]) => `${whole}.${part}`);
  fc.assert(
    fc.property(decimal, scale, (value, after) =>
      readMoney({ decimal: value, scale: after, currency: '', closed: 'no' })
        .map((way) => way.map((mark) => mark[0]!))
        .filter((way) => way.every((mark) => !'元角分'.includes(mark)))
        .every((way) => numeralFaults(way) === 0),
    ),
  );
});

t.test('digits one by one are free, as is what people leave out', async (t) => {
  for (const text of ['一三零七三七', '二零二四', '零', '一千二十', '三千五', '三百五', '百', '两', '十四', '三八']) {
    t.equal(faultsOf(text), 0, text);
  }
});

t.test('what nobody reads', async (t) => {
  const faulty: Readonly<Record<string, number>> = {
    三百六五: 1,
    一百二四五: 2,
    零百: 2,
    五十零: 1,
    零零十: 2,
    五十十: 1,
    十百: 1,
    亿万: 1,
    三点十: 1,
    三点百: 1,
    三点百五: 1,
    三点五百六: 1,
  };
  for (const [text, faults] of Object.entries(faulty)) t.equal(faultsOf(text), faults, text);
});
