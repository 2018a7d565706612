import type { ClauseToken } from './clause-token.js';
import { EDIT_COSTS, type EditCosts, matchToken } from './edit-costs.js';
import {
  type EditTable,
  fillEditTable,
  goBackCost,
  goesOnMissing,
  goneBack,
  MATCH,
  MISSING,
  moveAt,
} from './edit-table.js';
import type { HeardSyllable } from './free-decode.js';

/** One step of the alignment in reading order. `again` marks what the reader later read anew. */
export type EditStep =
  | {
      readonly kind: 'heard';
      readonly token: number;
      readonly heard: number;
      readonly cost: number;
      readonly pronunciation: number;
      readonly again: boolean;
    }
  | { readonly kind: 'missing'; readonly token: number }
  | { readonly kind: 'extra'; readonly heard: number; readonly filler: boolean };

export interface EditAlignment {
  readonly steps: readonly EditStep[];
  readonly cost: number;
}

/** First of the tokens that are left out in one stretch ending before token i. */
const stretchStart = (table: EditTable, j: number, i: number): number => {
  let at = i - 1;
  for (let k = i; k > 1 && goesOnMissing(table, j, k); k--) at--;
  return at;
};

/**
 * Weighted edit alignment of the clause with the free decode. Beside match, wrong, missing and extra, the reader may go
 * back and read from an earlier token on again; the last reading of a token counts, the ones before are repeats.
 * Exact. Time and memory are heard x tokens: some nanoseconds and two bytes each.
 */
export const alignEdits = (
  tokens: readonly ClauseToken[],
  heard: readonly HeardSyllable[],
  isFiller: (heard: HeardSyllable) => boolean,
  costs: EditCosts = EDIT_COSTS,
): EditAlignment => {
  const table = fillEditTable(tokens, heard, isFiller, costs);
  const steps: EditStep[] = [];
  const paid: number[] = [];
  let i = tokens.length;
  let j = heard.length;
  /** Tokens from here on are read again later in the recording. */
  let readAnewFrom = tokens.length;
  while (i > 0 || j > 0) {
    const back = goneBack(table, j, i);
    const move = moveAt(table, j, i);
    if (move === MISSING) {
      const from = stretchStart(table, j, i);
      while (i > from) {
        i--;
        paid.push(tokens[i]!.optional ? 0 : costs.deletion);
        if (i < readAnewFrom) steps.push({ kind: 'missing', token: i });
      }
    } else if (back > 0) {
      readAnewFrom = Math.min(readAnewFrom, i);
      paid.push(goBackCost(back, costs));
      i += back;
    } else if (move === MATCH) {
      i--;
      j--;
      const match = matchToken(tokens[i]!, heard[j]!, costs);
      paid.push(match.cost);
      steps.push({ kind: 'heard', token: i, heard: j, ...match, again: i >= readAnewFrom });
    } else {
      j--;
      const filler = isFiller(heard[j]!);
      paid.push(filler ? costs.filler : costs.insertion);
      steps.push({ kind: 'extra', heard: j, filler });
    }
  }
  return { steps: steps.reverse(), cost: paid.reduceRight((sum, cost) => sum + cost, 0) };
};
