import { COUNTED_SOURCE } from '../../text/measure-words.js';
import type { MissContext } from '../near-miss.js';
import type { NumeralRun } from '../numerals.js';

const COUNTED_TAIL = new RegExp(`^(?:${COUNTED_SOURCE}|元|块)`);
const LONGEST_TAIL = 4;

export const textFrom = ({ tokens }: MissContext, from: number, length: number): string =>
  tokens
    .slice(from, from + length)
    .map(({ character }) => character)
    .join('');

/** True when what the number counts is named right behind it: 两年, 两千元. */
export const isCounting = ({ end }: NumeralRun, context: MissContext): boolean =>
  COUNTED_TAIL.test(textFrom(context, end, LONGEST_TAIL));
