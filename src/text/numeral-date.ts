import { distinct, type Marks, product } from './marks.js';
import { readCount, readDigits, readInteger } from './numeral-integer.js';

/** 2024 as 二零二四, or 两千零二十四. */
export const readYear = (digits: string): readonly Marks[] => distinct([readDigits(digits), readInteger(digits)[0]!]);

/** 1 to 31 in a date: 十五, never 一十五 or 两. */
export const readDatePart = (digits: string): Marks => readInteger(digits)[0]!;

const minuteWays = (minute: string): readonly Marks[] => {
  if (minute === '00') return [[], ['整'], ['钟']];
  const spoken = minute.startsWith('0') ? ['零', ...readDigits(minute.slice(1))] : readInteger(minute)[0]!;
  const half: readonly Marks[] = minute === '30' ? [['半']] : [];
  return [[...spoken, '分'], spoken, ...half];
};

/** 09:30 as 九点三十分, 九点三十 or 九点半. `second` may be empty. */
export const readClock = (hour: string, minute: string, second: string): readonly Marks[] => {
  const hours = readCount(hour)
    .slice(0, 1)
    .map((way) => [...way, '点时']);
  if (second === '') return product([hours, minuteWays(minute)]);
  const full = (part: string): Marks => readInteger(part)[0]!;
  return product([hours, [[...full(minute), '分', ...full(second), '秒']]]);
};
