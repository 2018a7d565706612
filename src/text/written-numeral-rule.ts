import { COUNTED_SOURCE, CURRENCY_SOURCE, isCounted, MEASURE_SOURCE } from './measure-words.js';
import type { UnitKind } from './spoken-form.js';
import { matchAt, type Piece, type UnitDraft, type UnitRule } from './unit-draft.js';

const N = '[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]';
const DECIMAL = `${N}+(?:点[零〇一二三四五六七八九]+)?`;
const DIGIT = '[零〇一二三四五六七八九]';

/**
 * Words in which a numeral counts nothing. 一 before a plain classifier (一个, 一种) is an article, unless a stretch of
 * time follows (一个月).
 */
const IDIOMS =
  /一点(?![零一二三四五六七八九])|一步|一部分|一[定切旦般样起致直些并下经律体度向贯再概系揽并次方面同站时]|一(?:[个种类项份名位家款条笔户件张](?!工作日|交易日|自然日|开放日|月|季|年|星期|小时|百分点|基点))|[统唯单同逐专归合划]一|进一步|之一|另一|任一|[某每这那]一|一一|万一|万[能事物科达]|万分(?!之)|千万(?=不|别|要|勿|莫|注意)|亿万|十分(?!钟|之)|百[姓货般]|千差万别|千家万户|四[川季周处面海]|五[金官险]|三[方者星亚思农包]|两[者方岸旁面]|二[维手者]|双[十]|九州|八达|七上八下|第[一三](?=方|者|人|时间)|乱七八糟|三番五次|五花八门|接二连三/y;
const LONGEST_IDIOM_LEAD = 2;

const RULES: readonly (readonly [UnitKind, RegExp])[] = [
  ['rate', new RegExp(`[百千万]分之负?(?:${DECIMAL}|百)`, 'y')],
  ['number', new RegExp(`${N}+分之${N}+`, 'y')],
  ['date', new RegExp(`${DIGIT}{2,4}年(?:${N}{1,2}月(?:${N}{1,3}[日号])?)?(?![以之])`, 'y')],
  ['date', new RegExp(`${N}{1,2}月${N}{1,3}[日号]`, 'y')],
  ['date', new RegExp(`(?<=[每当次本该]月)${N}{1,3}[日号]`, 'y')],
  ['amount', new RegExp(`${DECIMAL}(?:${CURRENCY_SOURCE}|圆)(?:零?${N}角)?(?:零?${N}分)?[整正]?`, 'y')],
  ['amount', new RegExp(`${N}角(?:${N}分)?`, 'y')],
  ['number', new RegExp(`${DECIMAL}(?:${MEASURE_SOURCE})|半(?:年|天|日|个?月|小时)`, 'y')],
  ['date', new RegExp(`${N}{1,2}月(?=份|[底末初内])`, 'y')],
  // Telephone and account numbers are written as they are said: 幺三八.
  ['number', new RegExp(`${DIGIT}点${DIGIT}+|(?:${N}|幺){2,}`, 'y')],
  ['number', new RegExp(`(?<=第)${N}+`, 'y')],
];

const STARTS = /[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半幺]/;

const isIdiom = (text: string, at: number): boolean => {
  for (let lead = 0; lead <= LONGEST_IDIOM_LEAD && at - lead >= 0; lead += 1) {
    const match = matchAt(IDIOMS, text, at - lead);
    if (match && match[0].length > lead) return true;
  }
  return false;
};

const BEFORE_SCALE = /[百千万亿]/;
const COUNTED_TAIL = new RegExp(`(?:${COUNTED_SOURCE}|${CURRENCY_SOURCE})`, 'y');

/** 二 and 两 of a written numeral are interchangeable before 百 千 万 亿 and, standing alone, before what they count. */
const interchangeable = (text: string, at: number, start: number): string => {
  const character = text[at]!;
  if (character !== '二' && character !== '两') return character;
  const both = character === '二' ? '二两' : '两二';
  if (BEFORE_SCALE.test(text[at + 1] ?? '')) return both;
  const counted = at === start && text[at - 1] !== '第' ? matchAt(COUNTED_TAIL, text, at + 1) : null;
  return counted && (counted[0].length > 1 || isCounted(counted[0]) || /[元块]/.test(counted[0])) ? both : character;
};

const asWritten = (text: string, start: number, end: number): readonly Piece[] =>
  Array.from({ length: end - start }, (_, index) => {
    const at = start + index;
    const piece = { said: interchangeable(text, at, start), source: { start: at, end: at + 1 } };
    return text[at] === '陆' ? { ...piece, heard: ['liu4'] } : piece;
  });

/**
 * Numbers written in Chinese stay as they are written, but their kind is found so that they count as critical. Text
 * around them that happens to hold a numeral (一定, 统一, 第三方) is left to plain text.
 */
export const writtenNumeralRule: UnitRule = ({ text, at }): UnitDraft | null => {
  if (!STARTS.test(text[at]!) || isIdiom(text, at)) return null;
  for (const [kind, pattern] of RULES) {
    const match = matchAt(pattern, text, at);
    if (!match) continue;
    const end = at + match[0].length;
    return { kind, source: { start: at, end }, alternatives: [asWritten(text, at, end)] };
  }
  return null;
};
