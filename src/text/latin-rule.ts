import { letterPieces, wordPieces } from './letter-names.js';
import { readInteger } from './numeral-integer.js';
import { matchAt, type Piece, type UnitDraft, type UnitRule } from './unit-draft.js';

const WORD = /[A-Za-z]+/y;
const LEVEL = /([RCrc])([1-5])(?![\dA-Za-z.%])/y;

const spelled = (text: string, start: number, end: number): readonly Piece[] =>
  Array.from({ length: end - start }, (_, index) =>
    letterPieces(text[start + index]!, { start: start + index, end: start + index + 1 }),
  ).flat();

/** Risk levels R1 to R5 and customer levels C1 to C5. */
export const levelRule: UnitRule = ({ text, at }) => {
  const match = /[A-Za-z\d]/.test(text[at - 1] ?? '') ? null : matchAt(LEVEL, text, at);
  if (!match) return null;
  const source = { start: at, end: at + match[0].length };
  const digit = readInteger(match[2]!)[0]!.map((said) => ({ said, source: { start: at + 1, end: at + 2 } }));
  return { kind: 'level', source, alternatives: [[...spelled(text, at, at + 1), ...digit]] };
};

/** A run of Latin letters, letter by letter, or as the word or Chinese name that many say instead. */
export const latinRule: UnitRule = ({ text, at }): UnitDraft | null => {
  const match = matchAt(WORD, text, at);
  if (!match) return null;
  const source = { start: at, end: at + match[0].length };
  const letters = spelled(text, at, source.end);
  const word = wordPieces(match[0], source);
  return { kind: 'text', source, alternatives: word === null ? [letters] : [letters, word] };
};
