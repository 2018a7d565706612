import type { ClauseToken } from './clause-token.js';
import type { HeardSyllable } from './free-decode.js';

/** What edits cost; a whole wrong syllable, a missing and an extra one cost 1. */
export interface EditCosts {
  readonly wrongInitial: number;
  readonly wrongFinal: number;
  readonly insertion: number;
  readonly filler: number;
  readonly deletion: number;
  /** Going back to read a stretch of the clause again (回读). */
  readonly goBack: number;
  /** What going back farther than a few words, to the beginning of a sentence, costs more. */
  readonly restart: number;
  /** Each stretch of missing tokens: small, it only decides between alignments of equal cost. */
  readonly gap: number;
}

export const EDIT_COSTS: EditCosts = {
  wrongInitial: 0.5,
  wrongFinal: 0.5,
  insertion: 1,
  filler: 0.1,
  deletion: 1,
  goBack: 1.2,
  restart: 0.8,
  gap: 0.01,
};

/** One heard syllable against one token: which pronunciation explains it, at what cost. */
export interface TokenMatch {
  readonly cost: number;
  readonly pronunciation: number;
}

export const matchToken = ({ pronunciations }: ClauseToken, heard: HeardSyllable, costs: EditCosts): TokenMatch => {
  let best = Number.POSITIVE_INFINITY;
  let pronunciation = 0;
  for (let i = 0; i < pronunciations.length; i++) {
    const { phones, cost } = pronunciations[i]!;
    const initial = phones.length === 2 ? phones[0]! : -1;
    const total =
      cost +
      (initial === heard.initial ? 0 : costs.wrongInitial) +
      (phones[phones.length - 1] === heard.final ? 0 : costs.wrongFinal);
    if (total >= best) continue;
    best = total;
    pronunciation = i;
  }
  return { cost: Math.min(best, 1), pronunciation };
};
