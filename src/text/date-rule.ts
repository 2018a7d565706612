import { literal, type Marks } from './marks.js';
import { readClock, readDatePart, readYear } from './numeral-date.js';
import { readDigits, readInteger } from './numeral-integer.js';
import { draft, matchAt, type Part, type UnitDraft, type UnitRule, wholeDraft } from './unit-draft.js';

const NUMERIC = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d\-/.]\d|\d)/y;
const YEAR_MONTH_DAY = /(\d{4}|\d{2}) ?(年) ?(?:(\d{1,2}) ?(月) ?(?:(\d{1,2}) ?([日号]))?)/dy;
const YEAR = /((?:19|20|21)\d{2}) ?(年)/dy;
const YEAR_OF_RANGE = /((?:19|20|21)\d{2})(?= ?[-~—–―至到]+ ?(?:19|20|21)\d{2} ?年)/dy;
const MONTH_DAY = /(\d{1,2}) ?(月) ?(?:(\d{1,2}) ?([日号]))?/dy;
const DAY = /(?<=月 ?)(\d{1,2}) ?([日号])/dy;
const CLOCK = /([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\d:])/y;

const isMonth = (digits: string): boolean => Number(digits) >= 1 && Number(digits) <= 12;
const isDay = (digits: string): boolean => Number(digits) >= 1 && Number(digits) <= 31;

const DAY_WAYS: readonly Marks[] = [['日号']];

/** 2024-01-05, 2024/1/5 and 2024.1.5. */
const numericDate: UnitRule = ({ text, at }) => {
  const match = matchAt(NUMERIC, text, at);
  if (!match) return null;
  const [all, year = '', , month = '', day = ''] = match;
  if (!isMonth(month) || !isDay(day)) return null;
  const rest: Marks = [...readDatePart(month), '月', ...readDatePart(day), '日号'];
  const source = { start: at, end: at + all.length };
  return wholeDraft(
    'date',
    source,
    readYear(year).map((way) => [...way, '年', ...rest]),
  );
};

const yearWays = (digits: string): readonly Marks[] =>
  digits.length === 4 ? readYear(digits) : [readDigits(digits), readInteger(digits)[0]!];

const captureWays = (capture: string, isYear: boolean): readonly Marks[] => {
  if (/^\d/.test(capture)) return isYear ? yearWays(capture) : [readDatePart(capture)];
  return /[日号]/.test(capture) ? DAY_WAYS : [literal(capture)];
};

/** Gives each captured piece of a date its own span. The first capture is a year when `startsWithYear`. */
const dateParts = (match: RegExpExecArray, startsWithYear: boolean): readonly Part[] =>
  match.slice(1).flatMap((capture: string | undefined, index) => {
    const span = match.indices?.[index + 1];
    if (capture === undefined || span === undefined) return [];
    const ways = captureWays(capture, startsWithYear && index === 0);
    return [{ ways, source: { start: span[0], end: span[1] } }];
  });

const dated = (match: RegExpExecArray, startsWithYear: boolean): UnitDraft =>
  draft('date', { start: match.index, end: match.index + match[0].length }, dateParts(match, startsWithYear));

const wordedDate: UnitRule = ({ text, at }) => {
  const full = matchAt(YEAR_MONTH_DAY, text, at);
  if (full && isMonth(full[3]!)) return dated(full, true);
  const year = matchAt(YEAR, text, at) ?? matchAt(YEAR_OF_RANGE, text, at);
  if (year) return dated(year, true);
  const month = matchAt(MONTH_DAY, text, at);
  if (month && isMonth(month[1]!)) return dated(month, false);
  const day = matchAt(DAY, text, at);
  return day && isDay(day[1]!) ? dated(day, false) : null;
};

const clock: UnitRule = ({ text, at }) => {
  const match = matchAt(CLOCK, text, at);
  if (!match) return null;
  const [all, hour = '', minute = '', second = ''] = match;
  return wholeDraft('date', { start: at, end: at + all.length }, readClock(hour, minute, second));
};

/** Dates and times of day. */
export const dateRule: UnitRule = (point) => numericDate(point) ?? wordedDate(point) ?? clock(point);
