import fc from 'fast-check';
import t from 'tap';
import { type Marks, preferredCharacters } from './marks.js';
import { readClock, readDatePart, readYear } from './numeral-date.js';
import { readDecimal, readFraction, readRate } from './numeral-decimal.js';
import { readCode, readDigits, readInteger } from './numeral-integer.js';
import { readMoney } from './numeral-money.js';
import { parseSpokenDigits, parseSpokenNumber } from './numeral-parse.js';
import { canonicalDecimal, shiftDecimal } from './numeral-value.js';

/** Every way, with the first, the last and the preferred of its interchangeable characters. */
const spellings = (ways: readonly Marks[]): readonly string[] =>
  ways.flatMap((way) => [preferredCharacters(way), way.map((mark) => Array.from(mark).at(-1)).join('')]);
const said = (ways: readonly Marks[]): readonly string[] => ways.map(preferredCharacters);
const isDistinct = (ways: readonly Marks[]): boolean => new Set(said(ways)).size === ways.length;

const integer = fc
  .tuple(fc.integer({ min: 1, max: 16 }), fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }), fc.nat(4))
  .map(([digits, value, zeros]) =>
    String(((value % 10n ** BigInt(digits)) / 10n ** BigInt(zeros)) * 10n ** BigInt(zeros)),
  );
const decimal = fc
  .tuple(fc.boolean(), integer, fc.stringMatching(/^\d{0,6}$/))
  .map(([negative, whole, fraction]) => `${negative ? '-' : ''}${whole}${fraction && `.${fraction}`}`);

t.test('integers are read as people read them', async (t) => {
  const cases: Readonly<Record<string, string>> = {
    '0': '零',
    '10': '十',
    '15': '十五',
    '20': '二十',
    '101': '一百零一',
    '110': '一百一十',
    '1001': '一千零一',
    '1010': '一千零一十',
    '10005': '一万零五',
    '1050003': '一百零五万零三',
    '20000': '两万',
    '105000': '十万五千',
    '100000000': '一亿',
    '100000005': '一亿零五',
    '1000000000000': '一万亿',
    '1000000050000': '一万亿零五万',
    '9999999999999999': '九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九',
  };
  for (const [digits, reading] of Object.entries(cases)) t.equal(said(readInteger(digits))[0], reading, digits);
  t.same(said(readInteger('15')), ['十五', '一十五']);
  t.ok(said(readInteger('105000')).includes('十万零五千'));
  t.ok(said(readInteger('115')).includes('一百十五'));
  t.equal(said(readInteger('12345678901234567'))[0], '一二三四五六七八九零一二三四五六七', 'too long for names');
});

t.test('every reading of an integer parses back to it, and they are distinct', async () => {
  fc.assert(
    fc.property(integer, (digits) => {
      const ways = readInteger(digits);
      return isDistinct(ways) && spellings(ways).every((way) => parseSpokenNumber(way) === canonicalDecimal(digits));
    }),
    { numRuns: 1_000 },
  );
});

t.test('every reading of a decimal or a rate parses back to it', async () => {
  fc.assert(
    fc.property(decimal, fc.constantFrom('百分之' as const, '千分之' as const, '万分之' as const), (value, part) => {
      const places = { 百分之: -2, 千分之: -3, 万分之: -4 }[part];
      const plain = readDecimal(value, true);
      const rates = readRate(value, part);
      return (
        isDistinct(plain) &&
        isDistinct(rates) &&
        spellings(plain).every((way) => parseSpokenNumber(way) === canonicalDecimal(value)) &&
        spellings(rates).every((way) => parseSpokenNumber(way) === shiftDecimal(value, places))
      );
    }),
    { numRuns: 500 },
  );
});

t.test('rates and fractions', async (t) => {
  t.same(said(readRate('3.5', '百分之')), ['百分之三点五']);
  t.same(said(readRate('-3.50', '百分之')), [
    '负百分之三点五零',
    '负百分之三点五',
    '百分之负三点五零',
    '百分之负三点五',
  ]);
  t.same(said(readRate('100', '百分之')), ['百分之百', '百分之一百']);
  t.same(said(readFraction('1', '3')), ['三分之一']);
  t.same(said(readFraction('1', '2')), ['二分之一']);
  t.same(readDecimal('1e5'), []);
});

/** Value of a spoken amount, for the round trip. */
const amountOf = (spoken: string): string | null => {
  const [, minus = '', rest = ''] = /^(负?)(.*?)整?$/.exec(spoken)!;
  const short = /^(.+)块(.)$/.exec(rest);
  if (short) return canonicalDecimal(`${minus && '-'}${parseSpokenNumber(short[1]!)}.${parseSpokenNumber(short[2]!)}`);
  // 三千五: the last place goes unnamed.
  const round = /([万千百])(?:[一二三四五六七八九])$/.exec(rest)?.[1];
  if (round) return amountOf(`${minus}${rest}${{ 万: '千', 千: '百', 百: '十' }[round]}元`);
  const coins = /^(?:(.+)[元块])?(?:(.)[角毛])?(?:零?(.)分)?$/.exec(rest);
  if (!coins) return null;
  const [yuan, jiao, fen] = coins.slice(1).map((part) => (part === undefined ? '0' : parseSpokenNumber(part)));
  if (yuan?.includes('.')) return `${minus && '-'}${yuan}`;
  return canonicalDecimal(`${minus && '-'}${yuan}.${jiao}${fen}`);
};

t.test('every reading of an amount is worth the amount', async () => {
  const amount = fc.tuple(integer, fc.stringMatching(/^(?:\d{2})?$/)).map(([yuan, fen]) => yuan + (fen && `.${fen}`));
  fc.assert(
    fc.property(amount, fc.constantFrom('allowed' as const, 'no' as const), (value, closed) => {
      const ways = readMoney({ decimal: value, scale: '', currency: '元', closed });
      return isDistinct(ways) && spellings(ways).every((way) => amountOf(way) === canonicalDecimal(value));
    }),
    { numRuns: 500 },
  );
});

t.test('every reading of an amount with a scale is worth the amount', async () => {
  const head = fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.stringMatching(/^\d{0,3}$/));
  fc.assert(
    fc.property(head, fc.constantFrom('万', '亿'), ([whole, fraction], scale) => {
      const value = `${whole}${fraction && `.${fraction}`}`;
      const ways = readMoney({ decimal: value, scale, currency: '元', closed: 'no' });
      const worth = shiftDecimal(value, scale === '万' ? 4 : 8);
      return isDistinct(ways) && spellings(ways).every((way) => parseSpokenNumber(way.slice(0, -1)) === worth);
    }),
    { numRuns: 300 },
  );
});

t.test('amounts are read in their usual ways', async (t) => {
  const money = (decimal: string, scale = '', closed: 'written' | 'allowed' | 'no' = 'no') =>
    said(readMoney({ decimal, scale, currency: '元', closed }));
  t.same(money('1000000.00', '', 'allowed'), ['一百万元', '一百万元整', '一百万点零零元']);
  t.same(money('1.50'), ['一元五角', '一块五', '一点五零元', '一点五元']);
  t.same(money('0.05'), ['五分', '零点零五元']);
  t.same(money('1.05'), ['一元零五分', '一点零五元']);
  t.same(money('3.5', '万'), ['三点五万元', '三万五千元']);
  t.same(money('100', '', 'written'), ['一百元整']);
  t.same(money('3500'), ['三千五百元', '三千五']);
  t.same(money('3500', '', 'written'), ['三千五百元整']);
  t.same(money('35000'), ['三万五千元', '三万五']);
  for (const decimal of ['35', '300', '30500', '3050', '350000']) t.same(money(decimal).length, 1, decimal);
  t.same(said(readMoney({ decimal: '2', scale: '', currency: '美元', closed: 'no' })), ['两美元']);
});

t.test('dates, years and clock times', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 2999 }), (year) => {
      const [digits, number] = said(readYear(String(year)));
      return (
        parseSpokenDigits(digits!) === String(year) &&
        (number === undefined || parseSpokenNumber(number) === String(year))
      );
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 31 }), (day) => {
      return parseSpokenNumber(preferredCharacters(readDatePart(String(day)))) === String(day);
    }),
  );
  t.same(said(readYear('2024')), ['二零二四', '两千零二十四']);
  t.same(said(readClock('09', '30', '')), ['九点三十分', '九点三十', '九点半']);
  t.same(said(readClock('14', '05', '')), ['十四点零五分', '十四点零五']);
  t.same(said(readClock('2', '00', '')), ['两点', '两点整', '两点钟']);
  t.same(said(readClock('2', '05', '09')), ['两点五分九秒']);
});

t.test('codes keep every digit, leading zeros too', async () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{1,20}$/), (digits) => {
      return (
        parseSpokenDigits(preferredCharacters(readDigits(digits))) === digits &&
        parseSpokenDigits(
          readCode(digits)
            .map((mark) => Array.from(mark).at(-1))
            .join(''),
        ) === digits
      );
    }),
  );
});

t.test('what is no reading of a number is not parsed', async (t) => {
  for (const text of [
    '',
    '点',
    '好',
    '一百零零五',
    '十百',
    '五三',
    '一点',
    '点五',
    '百分之',
    '两十',
    '一点两',
    '一点五点三',
    '零一',
    '负',
    '万',
  ]) {
    t.equal(parseSpokenNumber(text), null, text);
  }
  t.equal(parseSpokenNumber('壹佰贰拾万'), '1200000');
  t.equal(parseSpokenNumber('一百零五万零三'), '1050003');
  t.equal(parseSpokenNumber('负零'), '0');
  t.equal(parseSpokenDigits('两'), null);
  t.equal(parseSpokenDigits(''), null);
});

t.test('decimal strings are exact', async (t) => {
  t.equal(canonicalDecimal('-03.50'), '-3.5');
  t.equal(canonicalDecimal('-0.00'), '0');
  t.equal(canonicalDecimal('1e5'), null);
  t.equal(shiftDecimal('x', 1), null);
  t.equal(shiftDecimal('0.1', -2), '0.001');
  t.equal(shiftDecimal('12345678901234567.89', 4), '123456789012345678900');
  fc.assert(
    fc.property(decimal, fc.integer({ min: -12, max: 12 }), (value, places) => {
      return shiftDecimal(shiftDecimal(value, places)!, -places) === canonicalDecimal(value);
    }),
  );
});
