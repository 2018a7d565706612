import { distinct, type Marks } from './marks.js';
import { CURRENCY_SOURCE, MEASURE_SOURCE } from './measure-words.js';
import { readCode, readInteger } from './numeral-integer.js';
import { matchAt, type UnitRule, wholeDraft } from './unit-draft.js';

/** No decimals, no unit and no further digit follows: what precedes can only be a code or a bare number. */
const BEHIND = `(?!\\d|[.,]\\d|[%‰‱]| ?(?:[万亿千百]|${MEASURE_SOURCE}|${CURRENCY_SOURCE}))`;
const coded = (source: string): RegExp => new RegExp(`(?:${source})${BEHIND}`, 'y');

const PHONE = coded(
  '[48]00-\\d{3}-\\d{4}|[48]00-\\d{4}-\\d{3}|0\\d{2,3}-\\d{7,8}(?:-\\d{1,4})?|1[3-9]\\d{9}|1[3-9]\\d-\\d{4}-\\d{4}|[48]00\\d{7}',
);
const LEADING_ZERO = coded('0\\d+');
/** Hot lines of banks and authorities, recognised without a word before them. */
const SERVICE = coded('95\\d{3}|12315|12333|12345|12363|12378|12386|10086|10010');
const LONG = coded('\\d{9,}');
const CODE = coded('\\d{3,}(?:-\\d+)*');
/** After one of these words (and at most four other characters) digits are a code. */
const CODE_AHEAD =
  /(?:电话|热线|客服|拨打|致电|尾号|后四位|末四位|账号|帐号|账户|卡号|编号|代码|号码|证号|验证码|邮编|单号|批号|短号|备案号|许可证|条形码)[^\d,。;!?\n]{0,4}$/;
const LONGEST_CODE_CONTEXT = 9;

const isLetter = (character: string | undefined): boolean => character !== undefined && /[A-Za-z]/.test(character);

const codePattern = (text: string, at: number): RegExpExecArray | null => {
  const direct = matchAt(PHONE, text, at) ?? matchAt(LEADING_ZERO, text, at);
  if (direct) return direct;
  if (!CODE_AHEAD.test(text.slice(Math.max(0, at - LONGEST_CODE_CONTEXT), at))) return null;
  return matchAt(CODE, text, at);
};

const readWhole = (code: string): Marks => readCode(code.replaceAll('-', ''));

/**
 * Digits that name rather than count: telephone and account numbers, hot lines (95588), codes, anything with a leading
 * zero, anything glued to letters. Bare hot lines and nine or more bare digits may also be read as a number.
 */
export const digitsRule: UnitRule = ({ text, at }) => {
  const glued = isLetter(text[at - 1]) ? matchAt(/\d{2,}/y, text, at) : null;
  const code = glued ?? codePattern(text, at);
  if (code) return wholeDraft('digits', { start: at, end: at + code[0].length }, [readWhole(code[0])]);
  const bare = matchAt(SERVICE, text, at) ?? matchAt(LONG, text, at);
  if (!bare) return null;
  const ways = distinct([readWhole(bare[0]), ...readInteger(bare[0]).slice(0, 1)]);
  return wholeDraft('digits', { start: at, end: at + bare[0].length }, ways);
};
