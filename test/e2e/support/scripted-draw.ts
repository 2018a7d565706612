import { randomBytes } from 'node:crypto';
import { CHALLENGE_DIGITS } from '../../../src/challenge/draw-phrase.js';

/** Random bytes whose single ones draw these digit phrases, one after the other; nonces and keys stay random. */
export const scriptedDraw = (phrases: readonly string[]): ((size: number) => Buffer) => {
  const digits = Array.from(phrases.join(''), (digit) => CHALLENGE_DIGITS.indexOf(digit));
  return (size) => (size === 1 && digits.length > 0 ? Buffer.of(digits.shift()!) : randomBytes(size));
};
