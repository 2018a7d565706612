import { literal, type Marks } from './marks.js';
import { MEASURE_SOURCE } from './measure-words.js';
import { matchAt, type ScanPoint, type UnitDraft, type UnitRule, wholeDraft } from './unit-draft.js';

const RANGE_SIGN = /[-~—–―]+(?= ?(?:[¥$€£]|US\$|HK\$)?(?:\d|[RC][1-5](?![\dA-Za-z])))/y;
const PER = new RegExp(`/(?=${MEASURE_SOURCE}|月|季|期|日)`, 'y');
const PLUS = /\+(?= ?[\dA-Za-z])/y;
const COMPARISON = /(?:[≥≤≧≦×÷±&=<>])(?= ?[\dA-Za-z¥\p{Script=Han}])/uy;

const SAID: Readonly<Record<string, readonly Marks[]>> = {
  '≥': [literal('大于等于'), literal('大于或等于')],
  '≧': [literal('大于等于'), literal('大于或等于')],
  '≤': [literal('小于等于'), literal('小于或等于')],
  '≦': [literal('小于等于'), literal('小于或等于')],
  '>': [literal('大于')],
  '<': [literal('小于')],
  '=': [literal('等于')],
  '×': [literal('乘'), literal('乘以')],
  '÷': [literal('除以')],
  '±': [literal('正负')],
  '&': [['和与']],
};

const endsNumber = ({ previous }: ScanPoint): boolean => previous !== null && previous.kind !== 'text';
/** A quotation mark of Markdown. */
const isQuoteMark = (text: string, at: number): boolean =>
  text[at] === '>' && /(?:^|\n)[\s>]*$/.test(text.slice(Math.max(0, at - 8), at));

const sign = (at: number, length: number, ways: readonly Marks[]): UnitDraft =>
  wholeDraft('text', { start: at, end: at + length }, ways);

/** Signs that are read: a dash between numbers as 至 or 到, T+1 as T加一, 元/年 as 元每年, ≥ as 大于等于. */
export const signRule: UnitRule = (point) => {
  const { text, at } = point;
  const range = endsNumber(point) ? matchAt(RANGE_SIGN, text, at) : null;
  if (range) return sign(at, range[0].length, [['至到']]);
  if (endsNumber(point) && matchAt(PER, text, at)) return sign(at, 1, [['每一']]);
  if (/[A-Za-z\d%]/.test(text[at - 1] ?? '') && matchAt(PLUS, text, at)) return sign(at, 1, [['加']]);
  if (text[at] === '℃' && endsNumber(point)) return sign(at, 1, [literal('摄氏度')]);
  const compared = isQuoteMark(text, at) ? null : matchAt(COMPARISON, text, at);
  return compared ? sign(at, 1, SAID[compared[0]]!) : null;
};
