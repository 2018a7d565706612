import type { Tone } from './syllable.js';

/** A spoken character with the tones that its readings have by themselves. */
export interface ToneBearer {
  readonly character: string;
  /** Not empty. */
  readonly tones: readonly Tone[];
}

const isOnly = (bearer: ToneBearer | undefined, tone: Tone): boolean =>
  bearer?.tones.every((own) => own === tone) ?? false;
const mayBe = (bearer: ToneBearer | undefined, tone: Tone): boolean => bearer?.tones.includes(tone) ?? false;

const afterSandhi = ({ character, tones }: ToneBearer, next: ToneBearer | undefined): readonly Tone[] => {
  // 一 keeps its tone as a figure and before a pause; 不 changes before a falling tone only.
  if (character === '一') return mayBe(next, 4) ? [1, 2, 4] : next ? [1, 4] : [1];
  if (character === '不') return isOnly(next, 4) ? [2] : mayBe(next, 4) ? [2, 4] : [4];
  if (!tones.includes(3) || !mayBe(next, 3)) return tones;
  // A pause between the two, which the text does not show, leaves the first as it is.
  return [...tones, 2];
};

/**
 * Tones that a standard reader may give each character in its place: third before third as second, 一 and 不 by what
 * follows (Chao 1968, "A Grammar of Spoken Chinese"). Sets, because sandhi depends on phrasing that text does not show.
 */
export const surfaceTones = (row: readonly ToneBearer[]): readonly (readonly Tone[])[] =>
  row.map((bearer, at) => Array.from(new Set(afterSandhi(bearer, row[at + 1]))).sort());
