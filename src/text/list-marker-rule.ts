import { readInteger } from './numeral-integer.js';
import { matchAt, type UnitDraft, type UnitRule } from './unit-draft.js';

const NUMBERED = /(\d{1,2})(?=[、.)](?!\d))/y;
const WRITTEN = /([一二三四五六七八九十]{1,3})(?=[、.)])/y;
const FIRST_CIRCLED = 0x2460;
/** Only mark-up stands between the start of a sentence and the marker. */
const AT_START = /(?:^|[\n。;!?:])[\s(#*>[{-]*$/;
const LONGEST_LEAD = 8;

const marker = (at: number, length: number, characters: readonly string[]): UnitDraft => {
  const source = { start: at, end: at + length };
  return { kind: 'text', source, alternatives: [characters.map((said) => ({ said, source, optional: true }))] };
};

const readNumber = (digits: string): readonly string[] => readInteger(digits)[0]!;

/**
 * Numbers that only order a list (1. 二、 （3） ①): some readers say them and some do not, so their syllables are optional
 * and they are plain text, not numbers of the clause.
 */
export const listMarkerRule: UnitRule = ({ text, at }) => {
  const circled = text.charCodeAt(at) - FIRST_CIRCLED;
  if (circled >= 0 && circled < 20) return marker(at, 1, readNumber(String(circled + 1)));
  const match = matchAt(NUMBERED, text, at) ?? matchAt(WRITTEN, text, at);
  if (!match || !AT_START.test(text.slice(Math.max(0, at - LONGEST_LEAD), at))) return null;
  const characters = /\d/.test(match[0]) ? readNumber(match[0]) : Array.from(match[0]);
  return marker(at, match[0].length, characters);
};
