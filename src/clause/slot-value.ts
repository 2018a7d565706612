import { foldText } from '../text/folded-text.js';
import type { SlotKind } from './clause.js';

const NUMBER = '-?(?:\\d{1,3}(?:,\\d{3})+|\\d{1,16})(?:\\.\\d{1,8})?';
const WRITTEN = '[零〇一二两三四五六七八九十百千万亿点负壹贰叁肆伍陆柒捌玖拾佰仟]{1,40}';
const CURRENCY = '(?:元|块|美元|港元|港币|欧元|英镑|日元|人民币)';

/** What a value of each kind looks like after folding to half-width; text and names are bounded below. */
const SHAPES: Readonly<Record<Exclude<SlotKind, 'text'>, RegExp>> = {
  amount: new RegExp(`^(?:[¥$€£]|人民币)? ?(?:${NUMBER}|${WRITTEN}) ?(?:[万亿千百]{0,2}) ?${CURRENCY}?[整正]?$`),
  rate: new RegExp(`^(?:${NUMBER} ?[%‰‱]?|负?[百千万]分之${WRITTEN})$`),
  date: /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|\d{4}年\d{1,2}月|\d{4}年|[零〇一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号])$/,
  number: new RegExp(`^(?:${NUMBER}|${WRITTEN})$`),
  name: /^[\p{Script=Han}A-Za-z·•. ]{1,40}$/u,
};
const LONGEST_TEXT = 200;
const NOT_IN_TEXT = /[{}\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u;

const isCalendarDate = (value: string): boolean => {
  const [year, month, day] = value
    .split(/[-/.年月日号]/)
    .filter((part) => part !== '')
    .map(Number);
  if (day === undefined || Number.isNaN(day)) return true;
  const lengths = [
    31,
    year! % 4 === 0 && (year! % 100 !== 0 || year! % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ];
  return day >= 1 && day <= (lengths[month! - 1] ?? 0);
};

/** True when `value` may fill a slot of this kind. Values never hold braces or control characters. */
export const fitsSlot = (kind: SlotKind, value: string): boolean => {
  const folded = foldText(value.trim());
  if (folded === '' || folded.length > LONGEST_TEXT || NOT_IN_TEXT.test(folded) || /[\r\n]/.test(folded)) return false;
  if (kind === 'text') return true;
  return SHAPES[kind].test(folded) && (kind !== 'date' || isCalendarDate(folded));
};
