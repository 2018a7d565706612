import { distinct, type Marks } from './marks.js';

const DIGITS = Array.from('零一二三四五六七八九');
const PLACES = ['', '十', '百', '千'] as const;
const GROUP = 4;
/** 万 of 亿 (10^12) is the highest group that has a settled name. */
const MOST_DIGITS = 16;

/** Where usage is free: 十五 or 一十五, 一百一十五 or 一百十五, 十万五千 or 十万零五千. */
interface Style {
  readonly headTen: '' | '一';
  readonly innerTen: '' | '一';
  readonly zeroAfterRoundGroup: boolean;
}

const STYLES: readonly Style[] = [
  { headTen: '', innerTen: '一', zeroAfterRoundGroup: false },
  { headTen: '一', innerTen: '一', zeroAfterRoundGroup: false },
  { headTen: '', innerTen: '一', zeroAfterRoundGroup: true },
  { headTen: '', innerTen: '', zeroAfterRoundGroup: false },
];

const digitMark = (digit: string, place: number): string => {
  if (digit !== '2') return DIGITS[Number(digit)]!;
  return place === 3 ? '两二' : place === 2 ? '二两' : '二';
};

const placeMarks = (digit: string, place: number, isHead: boolean, style: Style): Marks => {
  if (place === 1 && digit === '1')
    return [isHead ? style.headTen : style.innerTen, '十'].filter((mark) => mark !== '');
  return place === 0 ? [digitMark(digit, 0)] : [digitMark(digit, place), PLACES[place]!];
};

/** Reads 1 to 9999. Zeros between digits are said once; leading ones are the caller's. */
const readGroup = (value: number, isHead: boolean, style: Style): Marks => {
  const digits = String(value);
  const marks: string[] = [];
  let skipped = false;
  for (const [index, digit] of Array.from(digits).entries()) {
    const place = digits.length - 1 - index;
    if (digit === '0') {
      skipped = true;
      continue;
    }
    if (skipped) marks.push('零');
    skipped = false;
    marks.push(...placeMarks(digit, place, isHead && index === 0, style));
  }
  return marks;
};

/** A group before 万 or 亿: 2 alone is 两. */
const readCounted = (value: number, isHead: boolean, style: Style): Marks =>
  value === 2 ? ['两二'] : readGroup(value, isHead, style);

const joins = (high: number, low: number, lowFull: number, style: Style): boolean =>
  high > 0 && low > 0 && (low < lowFull / 10 || (style.zeroAfterRoundGroup && high % 10 === 0));

/** Reads 1 to 10^8 - 1. `counted` when 亿 follows. */
const readBelowYi = (value: number, isHead: boolean, counted: boolean, style: Style): Marks => {
  const high = Math.floor(value / 10_000);
  const low = value % 10_000;
  const marks: string[] = high > 0 ? [...readCounted(high, isHead, style), '万'] : [];
  if (joins(high, low, 10_000, style)) marks.push('零');
  if (low === 0) return marks;
  const readLow = counted && high === 0 ? readCounted : readGroup;
  return [...marks, ...readLow(low, isHead && high === 0, style)];
};

const readWith = (digits: string, style: Style): Marks => {
  const high = Number(digits.slice(0, -2 * GROUP) || '0');
  const low = Number(digits.slice(-2 * GROUP));
  if (high === 0) return readBelowYi(low, true, false, style);
  const marks = [...readBelowYi(high, true, true, style), '亿'];
  if (low === 0) return marks;
  if (joins(high, low, 100_000_000, style)) marks.push('零');
  return [...marks, ...readBelowYi(low, false, false, style)];
};

/**
 * The ways to read a string of digits as a whole number, the usual one first; leading zeros are dropped. More than 16
 * digits have no settled names and are read one by one.
 */
export const readInteger = (digits: string): readonly Marks[] => {
  const trimmed = digits.replace(/^0+(?=\d)/, '');
  if (trimmed === '0') return [['零']];
  if (trimmed.length > MOST_DIGITS) return [readDigits(digits)];
  return distinct(STYLES.map((style) => readWith(trimmed, style)));
};

/** As `readInteger`, for a number that counts something: two years is 两年 (or 二年). */
export const readCount = (digits: string): readonly Marks[] =>
  /^0*2$/.test(digits) ? [['两二']] : readInteger(digits);

/** Digit by digit as in years and decimal places: never 两, never 幺. */
export const readDigits = (digits: string): Marks => Array.from(digits, (digit) => DIGITS[Number(digit)]!);

/** Digit by digit as in telephone and account numbers, where 1 may be 幺. */
export const readCode = (digits: string): Marks => readDigits(digits).map((mark) => (mark === '一' ? '一幺' : mark));
