import { type Marks, MOST_ALTERNATIVES, product } from './marks.js';
import type { TextSpan, UnitKind } from './spoken-form.js';

/** One syllable to be said: interchangeable characters, the preferred first. */
export interface Piece {
  readonly said: string;
  readonly source: TextSpan;
  readonly optional?: boolean;
  /** Numbered pinyin, when the character's own reading is not meant (letters). */
  readonly heard?: readonly string[];
}

/** A unit before its characters are given syllables. */
export interface UnitDraft {
  readonly kind: UnitKind;
  readonly source: TextSpan;
  readonly alternatives: readonly (readonly Piece[])[];
}

/** What a rule sees: the folded text, a place in it, and the unit that ends there (spaces aside), if any. */
export interface ScanPoint {
  readonly text: string;
  readonly at: number;
  readonly previous: UnitDraft | null;
}

/** Tries to read a unit that starts at a place. A draft's source starts there and is not empty. */
export type UnitRule = (point: ScanPoint) => UnitDraft | null;

/** `pattern` must be sticky. */
export const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** A part of a unit: the ways to say it and the text it speaks for. */
export interface Part {
  readonly ways: readonly Marks[];
  readonly source: TextSpan;
}

const piecesOf = (marks: Marks, source: TextSpan): readonly Piece[] => marks.map((said) => ({ said, source }));

const keyOf = (pieces: readonly Piece[]): string => pieces.map((piece) => Array.from(piece.said)[0]).join('');

/** Joins parts in reading order; no two alternatives have the same preferred characters, at most 16 remain. */
export const draft = (kind: UnitKind, source: TextSpan, parts: readonly Part[]): UnitDraft => {
  const all = product(parts.map((part) => part.ways.map((way) => piecesOf(way, part.source))));
  const byKey = new Map<string, readonly Piece[]>();
  for (const pieces of all) if (!byKey.has(keyOf(pieces))) byKey.set(keyOf(pieces), pieces);
  return { kind, source, alternatives: Array.from(byKey.values()).slice(0, MOST_ALTERNATIVES) };
};

/** A unit read in one of `ways`, every syllable speaking for the whole of it. */
export const wholeDraft = (kind: UnitKind, source: TextSpan, ways: readonly Marks[]): UnitDraft =>
  draft(kind, source, [{ ways, source }]);
