import { distinct, literal, type Marks, product } from './marks.js';
import { readCount, readDigits, readInteger } from './numeral-integer.js';
import { decimalParts } from './numeral-value.js';

const fractionWays = (fraction: string): readonly Marks[] => {
  if (fraction === '') return [[]];
  const short = fraction.replace(/0+$/, '');
  const spoken = (digits: string): Marks => (digits === '' ? [] : ['点', ...readDigits(digits)]);
  return distinct([spoken(fraction), spoken(short)]);
};

/**
 * The ways to read an unsigned or negative decimal string: 3.50 as 三点五零 or 三点五. `counts` when it counts something
 * (两年). Returns no way when it is no decimal.
 */
export const readDecimal = (decimal: string, counts = false): readonly Marks[] => {
  const parts = decimalParts(decimal);
  if (parts === null) return [];
  const readWhole = counts && parts.fraction === '' ? readCount : readInteger;
  const sign: Marks = parts.negative ? ['负'] : [];
  return distinct(product([[sign], readWhole(parts.integer), fractionWays(parts.fraction)]));
};

export type RatePart = '百分之' | '千分之' | '万分之';

/** 3.5 % as 百分之三点五; -3.5 % as 负百分之三点五 or 百分之负三点五; 100 % as 百分之百 too. */
export const readRate = (decimal: string, part: RatePart): readonly Marks[] => {
  const magnitude = decimal.replace(/^-/, '');
  const values = readDecimal(magnitude);
  const whole: readonly Marks[] = part === '百分之' && /^100(?:\.0+)?$/.test(magnitude) ? [['百']] : [];
  const ways = [...whole, ...values].map((value) => [...literal(part), ...value]);
  if (!decimal.startsWith('-')) return distinct(ways);
  return distinct([...ways.map((way) => ['负', ...way]), ...values.map((value) => [...literal(part), '负', ...value])]);
};

/** 2/3 as 三分之二. */
export const readFraction = (numerator: string, denominator: string): readonly Marks[] =>
  distinct(product([readInteger(denominator), [literal('分之')], readInteger(numerator)]));
