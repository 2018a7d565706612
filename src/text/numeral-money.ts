import { distinct, literal, type Marks, product } from './marks.js';
import { readDecimal } from './numeral-decimal.js';
import { readCount, readDigits } from './numeral-integer.js';
import { canonicalDecimal, decimalParts, shiftDecimal } from './numeral-value.js';

/** Powers of ten of the words that may stand between digits and currency: 3.5万元. */
export const SCALES: Readonly<Record<string, number>> = {
  百: 2,
  千: 3,
  万: 4,
  百万: 6,
  千万: 7,
  亿: 8,
  百亿: 10,
  千亿: 11,
  万亿: 12,
};

const MOST_WAYS = 12;

export interface Money {
  readonly decimal: string;
  /** A key of `SCALES`, or empty. */
  readonly scale: string;
  /** `元`, or another currency's name (`美元`). */
  readonly currency: string;
  /** Whether 整 ends it: written so, allowed (amounts with a sign or `.00`), or not usual. */
  readonly closed: 'written' | 'allowed' | 'no';
}

/** 元 may be said 块; 角 may be said 毛. */
const currencyMarks = (currency: string): Marks => (currency === '元' ? ['元块'] : literal(currency));

const coinWays = (jiao: string, fen: string, hasYuan: boolean): Marks => {
  const jiaoMarks = jiao === '0' ? [] : [...readCount(jiao)[0]!, '角毛'];
  if (fen === '0') return jiaoMarks;
  const gap = jiao === '0' && hasYuan ? ['零'] : [];
  return [...jiaoMarks, ...gap, ...readCount(fen)[0]!, '分'];
};

/** 1.50 as 一元五角 and 一块五; nothing when the fraction is no whole number of 分 or is zero. */
const splitWays = (decimal: string): readonly Marks[] => {
  const parts = decimalParts(decimal);
  if (parts === null || parts.fraction.length > 2 || /^0*$/.test(parts.fraction)) return [];
  const [jiao = '0', fen = '0'] = parts.fraction;
  const hasYuan = parts.integer !== '0';
  const sign: Marks = parts.negative ? ['负'] : [];
  const yuan: readonly Marks[] = hasYuan ? readCount(parts.integer).map((whole) => [...whole, '元块']) : [[]];
  const split = product([[sign], yuan, [coinWays(jiao, fen, hasYuan)]]);
  if (!hasYuan || jiao === '0' || fen !== '0') return split;
  const short = readCount(parts.integer).map((whole) => [...sign, ...whole, '块', ...readDigits(jiao)]);
  return [...split, ...short.slice(0, 1)];
};

const UNNAMED: readonly string[] = ['十', '百', '千'];
const NAMED: readonly string[] = [...UNNAMED, '万', '亿'];

/**
 * 3500 as 三千五, 350 as 三百五: in everyday speech the last place goes unnamed, and the currency with it, where the place
 * before it was named; two is then 二. 三万零五 is another number, and 三十五 none of these.
 */
const roundWays = (whole: string): readonly Marks[] =>
  readDecimal(whole, true).flatMap((way) => {
    const [before, digit, last] = way.slice(-3);
    const isShort = NAMED.includes(before!) && digit !== '零' && UNNAMED.includes(last!);
    return isShort ? [[...way.slice(0, -2), digit!.replace('两', '')]] : [];
  });

const plainWays = (money: Money): readonly Marks[] => {
  const named = currencyMarks(money.currency);
  const whole = canonicalDecimal(money.decimal)!;
  const isWhole = !whole.includes('.');
  const exact = isWhole ? readDecimal(whole, true).map((way) => [...way, ...named]) : [];
  const closed = isWhole && money.closed === 'allowed' ? exact.map((way) => [...way, '整']) : [];
  const spoken = readDecimal(money.decimal, true).map((way) => [...way, ...named]);
  return money.currency === '元'
    ? [
        ...exact,
        ...closed,
        ...splitWays(money.decimal),
        ...spoken,
        ...(isWhole && money.closed !== 'written' ? roundWays(whole) : []),
      ]
    : [...exact, ...spoken];
};

const scaledWays = (money: Money): readonly Marks[] => {
  const counted =
    money.scale === '万' || money.scale === '亿' || money.scale === '万亿' || money.scale.startsWith('千');
  const heads = readDecimal(money.decimal, counted);
  const named = money.currency === '' ? [] : currencyMarks(money.currency);
  const expanded = shiftDecimal(money.decimal, SCALES[money.scale] ?? 0) ?? money.decimal;
  return [
    ...heads.map((head) => [...head, ...literal(money.scale), ...named]),
    ...(expanded.includes('.') ? [] : readDecimal(expanded, true).map((way) => [...way, ...named])),
  ];
};

/** The ways to read an amount, the usual one first: ¥1,000,000.00 as 一百万元 or 一百万元整, 3.5万元 as 三点五万元 or 三万五千元. */
export const readMoney = (money: Money): readonly Marks[] => {
  const ways = distinct(money.scale === '' ? plainWays(money) : scaledWays(money)).slice(0, MOST_WAYS);
  return money.closed === 'written' ? ways.map((way) => [...way, '整']) : ways;
};
