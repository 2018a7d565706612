import { literal, type Marks } from './marks.js';
import { CURRENCY_SOURCE, isCounted, MEASURE_SOURCE } from './measure-words.js';
import { type RatePart, readDecimal, readFraction, readRate } from './numeral-decimal.js';
import { readInteger } from './numeral-integer.js';
import { type Money, readMoney } from './numeral-money.js';
import { draft, matchAt, type ScanPoint, type UnitDraft, type UnitRule, wholeDraft } from './unit-draft.js';

const NUMBER = '(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?';
const SCALE = '万亿|千亿|百亿|千万|百万|万|亿|千|百';
const TAIL = ` ?(?:(?<rate>[%‰‱])|(?<scale>${SCALE})? ?(?<currency>${CURRENCY_SOURCE})|(?<bigScale>${SCALE}) ?(?<scaled>${MEASURE_SOURCE})?|(?<measure>${MEASURE_SOURCE}))?`;
const QUANTITY = new RegExp(`(?<sign>-)?(?<digits>${NUMBER})(?<tail>${TAIL})`, 'y');
const RANGE_AHEAD = new RegExp(` ?[-~—–―至到]+ ?[¥$€£]?${NUMBER}(?<tail>${TAIL})`, 'y');
const MONEY_SIGN = new RegExp(
  `(?<mark>[¥€£]|(?:US|HK)?\\$|(?:RMB|CNY|USD|HKD|EUR|GBP)) ?(?<sign>-)?(?<digits>${NUMBER})(?: ?(?<scale>${SCALE}))?(?: ?(?<currency>${CURRENCY_SOURCE}))?`,
  'y',
);
const MONEY_NAMES: Readonly<Record<string, string>> = {
  '¥': '元',
  RMB: '元',
  CNY: '元',
  $: '美元',
  US$: '美元',
  USD: '美元',
  HK$: '港元',
  HKD: '港元',
  '€': '欧元',
  EUR: '欧元',
  '£': '英镑',
  GBP: '英镑',
};
const RATE_PARTS: Readonly<Record<string, RatePart>> = { '%': '百分之', '‰': '千分之', '‱': '万分之' };
const RATIO = /(\d{1,4})([/:])(\d{1,4})(?![\d/:.])/y;

/** A quantity's number and what follows it; a range lends the left number the right one's tail. */
interface Quantity {
  readonly decimal: string;
  readonly start: number;
  readonly digitsEnd: number;
  readonly end: number;
  readonly tail: Tail;
  readonly lent: boolean;
}

interface Tail {
  readonly rate: string;
  readonly scale: string;
  readonly currency: string;
  readonly measure: string;
}

const tailOf = (groups: Readonly<Record<string, string | undefined>>): Tail => ({
  rate: groups.rate ?? '',
  scale: groups.scale ?? groups.bigScale ?? '',
  currency: groups.currency ?? '',
  measure: groups.measure ?? groups.scaled ?? '',
});

const endsNumber = (point: ScanPoint): boolean => point.previous !== null && point.previous.kind !== 'text';

const quantityAt = (point: ScanPoint): Quantity | null => {
  const { text, at } = point;
  const match = matchAt(QUANTITY, text, at);
  const groups = match?.groups;
  if (!match || !groups || (groups.sign !== undefined && endsNumber(point))) return null;
  const decimal = `${groups.sign ?? ''}${groups.digits!.replaceAll(',', '')}`;
  const digitsEnd = at + (groups.sign ?? '').length + groups.digits!.length;
  const own = { decimal, start: at, digitsEnd, end: at + match[0].trimEnd().length, tail: tailOf(groups), lent: false };
  const range = groups.tail!.trim() === '' ? matchAt(RANGE_AHEAD, text, digitsEnd) : null;
  return range?.groups?.tail?.trim() ? { ...own, end: digitsEnd, tail: tailOf(range.groups), lent: true } : own;
};

const isOrdinal = (text: string, at: number): boolean => text[at - 1] === '第';

/** A number without its own % and a dash stand before: the 5% of 3-5%. */
const AFTER_BARE_NUMBER = /(?:^|[^\d.,])\d[\d.,]* ?[-~—–―至到]+ ?$/;
const LONGEST_LEFT_NUMBER = 24;

/** 3-5% : the left number is 百分之三; the right one may repeat 百分之 or not. */
const rateUnit = ({ text, at }: ScanPoint, quantity: Quantity): UnitDraft => {
  const ways = readRate(quantity.decimal, RATE_PARTS[quantity.tail.rate]!);
  const isRight = !quantity.lent && AFTER_BARE_NUMBER.test(text.slice(Math.max(0, at - LONGEST_LEFT_NUMBER), at));
  const short = isRight ? readDecimal(quantity.decimal) : [];
  return wholeDraft('rate', { start: at, end: quantity.end }, [...ways, ...short]);
};

const withoutUnit = ({ decimal, tail }: Quantity): readonly Marks[] =>
  tail.scale === '' ? [] : readMoney({ decimal, scale: tail.scale, currency: '', closed: 'no' });

const closing = (text: string, end: number, allowed: boolean): Money['closed'] =>
  text[end] === '整' ? 'written' : allowed ? 'allowed' : 'no';

const amountUnit = (text: string, quantity: Quantity): UnitDraft => {
  const { tail, decimal, start, end, lent } = quantity;
  if (lent) {
    return wholeDraft('amount', { start, end }, [...readDecimal(decimal, tail.scale === ''), ...withoutUnit(quantity)]);
  }
  const closed = closing(text, end, /\.0+$/.test(decimal));
  const source = { start, end: closed === 'written' ? end + 1 : end };
  return wholeDraft('amount', source, readMoney({ decimal, ...tail, closed }));
};

const countUnit = (text: string, quantity: Quantity): UnitDraft => {
  const { tail, decimal, start, digitsEnd, end } = quantity;
  const counts = !isOrdinal(text, start) && isCounted(tail.measure);
  if (tail.scale !== '') {
    const scaled = readMoney({ decimal, scale: tail.scale, currency: tail.measure, closed: 'no' });
    const ways = quantity.lent ? [...readDecimal(decimal), ...withoutUnit(quantity)] : scaled;
    return wholeDraft('number', { start, end }, ways);
  }
  const number = { ways: readDecimal(decimal, counts), source: { start, end: digitsEnd } };
  if (quantity.lent || tail.measure === '') return draft('number', number.source, [number]);
  const at = text.indexOf(tail.measure, digitsEnd);
  return draft('number', { start, end }, [number, { ways: [literal(tail.measure)], source: { start: at, end } }]);
};

/** Numbers with what belongs to them: 3.5%, 100万元, 30个自然日, 2-3年, or nothing. */
export const quantityRule: UnitRule = (point) => {
  const quantity = quantityAt(point);
  if (quantity === null) return null;
  if (quantity.tail.rate !== '') return rateUnit(point, quantity);
  return quantity.tail.currency !== '' ? amountUnit(point.text, quantity) : countUnit(point.text, quantity);
};

/** Amounts that a currency sign or code opens: ¥1,000,000.00, US$3.5万. */
export const moneySignRule: UnitRule = ({ text, at }) => {
  const match = matchAt(MONEY_SIGN, text, at);
  if (!match?.groups) return null;
  const { mark = '', sign = '', digits = '', scale = '', currency } = match.groups;
  const decimal = `${sign}${digits.replaceAll(',', '')}`;
  const end = at + match[0].length;
  const closed = closing(text, end, true);
  const ways = readMoney({ decimal, scale, currency: currency ?? MONEY_NAMES[mark]!, closed });
  const named: readonly Marks[] = /^(?:RMB|CNY)$/.test(mark) ? ways.map((way) => [...literal('人民币'), ...way]) : [];
  const source = { start: at, end: closed === 'written' ? end + 1 : end };
  return wholeDraft('amount', source, [...named.slice(0, 4), ...ways]);
};

/** 1/3 as 三分之一, 3:7 as 三比七. */
export const ratioRule: UnitRule = ({ text, at }) => {
  const match = matchAt(RATIO, text, at);
  if (!match) return null;
  const [all, left = '', sign, right = ''] = match;
  const source = { start: at, end: at + all.length };
  if (sign === '/') return /^0+$/.test(right) ? null : wholeDraft('number', source, readFraction(left, right));
  return draft('number', source, [
    { ways: readInteger(left).slice(0, 1), source },
    { ways: [['比']], source },
    { ways: readInteger(right).slice(0, 1), source },
  ]);
};
