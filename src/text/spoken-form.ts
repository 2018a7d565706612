import type { Syllable } from './syllable.js';

/** Half-open range of UTF-16 offsets into the clause text. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** One legal way to say one spoken character: 二 as er4 or (as 两) liang3; 大厦 as sha4 or xia4. */
export interface Reading {
  readonly character: string;
  readonly syllable: Syllable;
}

/** One spoken character of the clause. `readings` is not empty; the first is the preferred one. */
export interface SpokenToken {
  readonly character: string;
  readonly readings: readonly Reading[];
  /** The clause text that this token speaks for: 3.5% gives five tokens with one span. */
  readonly source: TextSpan;
  /** True for 儿 that may be merged into the syllable before it (花儿). */
  readonly optional: boolean;
}

export type UnitKind = 'text' | 'number' | 'amount' | 'rate' | 'date' | 'digits' | 'level';

/**
 * A stretch of the clause with the ways in which it may legally be read. `alternatives` is not empty, its first is the
 * preferred one, and no two of them have the same characters.
 */
export interface SpokenUnit {
  readonly kind: UnitKind;
  readonly source: TextSpan;
  readonly alternatives: readonly (readonly SpokenToken[])[];
}

/** A clause as it may be read aloud. Units are in reading order and cover every readable character. */
export interface SpokenForm {
  readonly text: string;
  readonly units: readonly SpokenUnit[];
  /** Sentence spans in reading order; each token's source lies inside exactly one. */
  readonly sentences: readonly TextSpan[];
  /** Version of the rules that made this form; part of every verdict. */
  readonly normaliser: string;
}
