import { distinct, literal, type Marks } from './marks.js';
import { readDecimal } from './numeral-decimal.js';
import { SCALES } from './numeral-money.js';
import { parseSpokenNumber } from './numeral-parse.js';
import { decimalParts, shiftDecimal } from './numeral-value.js';

/** A spoken decimal before a scale: 三点五 and 万. */
const SCALED = new RegExp(
  `^(.+点.+?)(${Object.keys(SCALES)
    .sort((a, b) => b.length - a.length)
    .join('|')})$`,
);
const SHIFTS = [-4, -3, -2, -1, 1, 2, 3, 4];
/** How far a decimal point is misread. */
const POINT_SHIFTS = [-2, -1, 1, 2];
const OTHER_SCALES = ['', '千', '万', '百万', '千万', '亿'];
const MOST_DIGITS = 16;

const isWhole = (decimal: string): boolean => !decimal.includes('.');

const shifted = (decimal: string, shifts: readonly number[]): readonly string[] =>
  shifts.flatMap((places) => {
    const value = shiftDecimal(decimal, places);
    return value === null || (isWhole(decimal) && !isWhole(value)) || value.length > MOST_DIGITS ? [] : [value];
  });

/** Each digit but zero left out, when it is not the only one: 25 as 20 and 5, 3.5 as 3. */
const withoutDigits = (decimal: string): readonly string[] => {
  const digits = Array.from(decimal);
  const counted = digits.filter((digit) => /[1-9]/.test(digit)).length;
  return digits.flatMap((digit, at) => (counted > 1 && /[1-9]/.test(digit) ? [digits.with(at, '0').join('')] : []));
};

/** Each zero between two other digits filled: 105 as 115 to 195. */
const withZerosFilled = (decimal: string): readonly string[] => {
  const digits = Array.from(decimal);
  const last = digits.findLastIndex((digit) => /[1-9]/.test(digit));
  return digits.flatMap((digit, at) =>
    digit === '0' && at > 0 && at < last ? Array.from('123456789', (other) => digits.with(at, other).join('')) : [],
  );
};

const neighbourValues = (decimal: string): readonly string[] => [
  ...shifted(decimal, isWhole(decimal) ? SHIFTS : POINT_SHIFTS),
  ...withoutDigits(decimal),
  ...(isWhole(decimal) ? withZerosFilled(decimal) : []),
];

const usualWay = (decimal: string, counts: boolean): readonly Marks[] => {
  const parts = decimalParts(decimal);
  return parts === null ? [] : readDecimal(shiftDecimal(decimal, 0) ?? decimal, counts).slice(0, 1);
};

const scaledNeighbours = (head: string, scale: string, counts: boolean): readonly Marks[] => {
  const value = parseSpokenNumber(head);
  if (value === null) return [];
  const others = neighbourValues(value).flatMap((other) => usualWay(other, counts));
  const sameHead = OTHER_SCALES.filter((other) => other !== scale).map((other) => literal(head + other));
  return [...sameHead, ...others.map((way) => [...way, ...literal(scale)])];
};

/**
 * Numbers that are easily said, or heard, instead of one that was spoken: the point moved, 万 千 百 dropped, added or
 * exchanged, a digit left out or a zero filled. The value is changed and read anew in its usual way, so only legal numbers
 * come out. Empty for what is no number (a year or code, digit by digit). `counts` when it counts something (两年).
 */
export const numberNeighbours = (spoken: string, counts: boolean): readonly Marks[] => {
  const scaled = SCALED.exec(spoken);
  if (scaled) return distinct(scaledNeighbours(scaled[1]!, scaled[2]!, counts));
  const value = parseSpokenNumber(spoken);
  return value === null ? [] : distinct(neighbourValues(value).flatMap((other) => usualWay(other, counts)));
};
