import { foldText } from '../text/folded-text.js';
import { FOREIGN } from '../text/phone.js';
import { readCharacters } from '../text/pinyin.js';
import { syllablePhones } from '../text/syllable.js';
import type { ClauseLattice, ClauseToken } from './clause-token.js';
import { alignEdits, type EditStep } from './edit-alignment.js';
import { isFiller } from './fillers.js';
import type { HeardSyllable } from './free-decode.js';
import { longestRun } from './runs.js';

/** How what a recogniser wrote compares with the clause, by sound. */
export interface TextComparison {
  /** Edit cost per clause token; 0 is the same sounds. */
  readonly editCostPerToken: number;
  /** Tokens of critical terms that were not written, or as another sound. */
  readonly criticalWrong: number;
  /** Longest run of tokens missing or written as another sound, and of extra syllables, in one place. */
  readonly longestWrong: number;
}

const SPOKEN = /[\p{L}\p{N}]/u;

/** The syllables of a text in reading order; letters and signs that are no Chinese are speech that no phone writes. */
export const heardText = (text: string): readonly HeardSyllable[] => {
  const folded = foldText(text);
  const readings = readCharacters(folded);
  const heard: HeardSyllable[] = [];
  let at = 0;
  for (const character of folded) {
    const phones = syllableOf(readings.get(at)?.[0]);
    at += character.length;
    if (phones === null && !SPOKEN.test(character)) continue;
    const place = heard.length;
    heard.push({ ...(phones ?? { initial: -1, final: FOREIGN }), start: place, end: place + 1 });
  }
  return heard;
};

const syllableOf = (
  syllable: Parameters<typeof syllablePhones>[0] | undefined,
): Pick<HeardSyllable, 'initial' | 'final'> | null => {
  if (syllable === undefined) return null;
  const phones = syllablePhones(syllable);
  return { initial: phones.length === 2 ? phones[0]! : -1, final: phones.at(-1)! };
};

/** The way of reading each unit that has these characters in this order, the longest that fits; else the preferred one. */
export const readAs = (lattice: ClauseLattice, characters: readonly string[]): readonly ClauseToken[] => {
  let at = 0;
  return lattice.flatMap((alternatives) => {
    const fitting = alternatives
      .filter((tokens) => tokens.every(({ character }, index) => characters[at + index] === character))
      .toSorted((a, b) => b.length - a.length);
    const chosen = fitting[0] ?? alternatives[0] ?? [];
    at += chosen.length;
    return chosen;
  });
};

/** Compares a text that a recogniser wrote with the tokens of a clause: homophones are equal, fillers and repeats are free. */
export const compareText = (tokens: readonly ClauseToken[], text: string): TextComparison => {
  const { steps: all, cost } = alignEdits(tokens, heardText(text), isFiller);
  const steps = all.filter((step) => step.kind !== 'heard' || !step.again);
  const isWrong = (step: EditStep): boolean => {
    if (step.kind === 'extra') return !step.filler;
    const { optional, pronunciations } = tokens[step.token]!;
    return step.kind === 'missing' ? !optional : step.cost > pronunciations[step.pronunciation]!.cost;
  };
  const isCritical = (step: EditStep): boolean => step.kind !== 'extra' && tokens[step.token]!.critical;
  return {
    editCostPerToken: cost / Math.max(1, tokens.length),
    criticalWrong: steps.filter((step) => isCritical(step) && isWrong(step)).length,
    longestWrong: longestRun(steps, isWrong),
  };
};
