import type { Marks } from './marks.js';
import { readInteger } from './numeral-integer.js';
import { SCALES } from './numeral-money.js';
import { shiftDecimal } from './numeral-value.js';

const VALUES: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  幺: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const CAPITALS: Readonly<Record<string, string>> = {
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  佰: '百',
  仟: '千',
};
const RATES: Readonly<Record<string, number>> = { 百分之: -2, 千分之: -3, 万分之: -4 };
const SMALL: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

const digitsOf = (characters: string): string | null => {
  const digits = Array.from(characters, (character) => VALUES[character]);
  return digits.length > 0 && digits.every((digit) => digit !== undefined) ? digits.join('') : null;
};

/** Value of a stretch without 万 and 亿. Loose: order and zeros are checked by reading the value back. */
const groupValue = (characters: string): number => {
  let total = 0;
  let digit: number | null = null;
  for (const character of characters) {
    const unit = SMALL[character];
    if (unit === undefined) {
      digit = character === '零' ? null : (VALUES[character] ?? Number.NaN);
      continue;
    }
    total += (digit ?? 1) * unit;
    digit = null;
  }
  return total + (digit ?? 0);
};

const belowYi = (characters: string): string => {
  const at = characters.lastIndexOf('万');
  const high = at < 0 ? 0 : groupValue(characters.slice(0, at));
  return `${high}`.padStart(4, '0') + `${groupValue(characters.slice(at + 1))}`.padStart(4, '0');
};

const looseInteger = (characters: string): string => {
  const at = characters.lastIndexOf('亿');
  const high = at < 0 ? '' : belowYi(characters.slice(0, at));
  return (high + belowYi(characters.slice(at + 1))).replace(/^0+(?=\d)/, '');
};

const says = (ways: readonly Marks[], characters: string): boolean => {
  const spoken = Array.from(characters);
  return ways.some((way) => way.length === spoken.length && way.every((mark, at) => mark.includes(spoken[at]!)));
};

/** Whole number, only if it is one of the ways in which that number is read. */
const parseInteger = (characters: string): string | null => {
  const loose = looseInteger(characters.replaceAll('〇', '零'));
  if (!/^\d+$/.test(loose)) return null;
  return says([...readInteger(loose), ...(loose === '2' ? [['两']] : [])], characters.replaceAll('〇', '零'))
    ? loose
    : null;
};

const SCALED = /^(.+点.+?)(万亿|千亿|百亿|亿|千万|百万|万|千|百)$/;

const parseUnsigned = (characters: string): string | null => {
  const scaled = SCALED.exec(characters);
  if (scaled) {
    const head = parseUnsigned(scaled[1]!);
    return head === null ? null : shiftDecimal(head, SCALES[scaled[2]!]!);
  }
  const [whole = '', fraction, ...rest] = characters.split('点');
  const integer = parseInteger(whole);
  if (integer === null || rest.length > 0) return null;
  if (fraction === undefined) return integer;
  const digits = /[两幺]/.test(fraction) ? null : digitsOf(fraction);
  return digits === null ? null : shiftDecimal(`${integer}.${digits}`, 0);
};

const parseSigned = (characters: string): string | null => {
  const negative = characters.startsWith('负');
  const value = parseUnsigned(negative ? characters.slice(1) : characters);
  return value !== null && negative && value !== '0' ? `-${value}` : value;
};

const parseRate = (characters: string): string | null => {
  const negative = characters.startsWith('负');
  const rest = negative ? characters.slice(1) : characters;
  const places = RATES[rest.slice(0, 3)];
  if (places === undefined) return null;
  const spoken = rest.slice(3);
  const value = parseSigned(spoken === '百' ? '一百' : spoken);
  return value === null ? null : shiftDecimal(negative && value !== '0' ? `-${value}` : value, places);
};

/**
 * Value of a number as spoken or written in Chinese characters, as a canonical decimal string: 一百零五万零三 -> `1050003`,
 * 百分之三点五 -> `0.035`, 三点五万 -> `35000`. Null when it is not a usual reading of a number; a string of digits
 * (二零二四) is one only to `parseSpokenDigits`.
 */
export const parseSpokenNumber = (characters: string): string | null => {
  const plain = Array.from(characters, (character) => CAPITALS[character] ?? character).join('');
  return parseRate(plain) ?? parseSigned(plain);
};

/** Digits read one by one, leading zeros kept: 二零二四 -> `2024`, 幺三八 -> `138`. Null for anything else. */
export const parseSpokenDigits = (characters: string): string | null =>
  characters.includes('两') ? null : digitsOf(characters);
