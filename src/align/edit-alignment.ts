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

/** First of the tokens that are left out in one stretch that ends before token i. */
const stretchStart = (table: EditTable, j: number, i: number): number => {
  let at = i - 1;
  for (let k = i; k > 1 && goesOnMissing(table, j, k); k--) at--;
  return at;
};

/** One move of the best alignment, from the place (i tokens, j syllables) that it leads to back to where it began. */
interface Move {
  readonly i: number;
  readonly j: number;
  readonly steps: readonly EditStep[];
  /** What it cost, piece by piece from its end. */
  readonly paid: readonly number[];
}

interface Input {
  readonly tokens: readonly ClauseToken[];
  readonly heard: readonly HeardSyllable[];
  readonly isFiller: (heard: HeardSyllable) => boolean;
  readonly costs: EditCosts;
}

const moveBefore = ({ tokens, heard, isFiller, costs }: Input, table: EditTable, i: number, j: number): Move => {
  const move = moveAt(table, j, i);
  const back = goneBack(table, j, i);
  if (move === MISSING) {
    const from = stretchStart(table, j, i);
    const missing = Array.from({ length: i - from }, (_, k) => i - 1 - k);
    return {
      i: from,
      j,
      steps: missing.map((token) => ({ kind: 'missing', token })),
      paid: missing.map((token) => (tokens[token]!.optional ? 0 : costs.deletion)),
    };
  }
  if (back > 0) return { i: i + back, j, steps: [], paid: [goBackCost(back, costs)] };
  const syllable = heard[j - 1]!;
  if (move === MATCH) {
    const match = matchToken(tokens[i - 1]!, syllable, costs);
    const step = { kind: 'heard', token: i - 1, heard: j - 1, ...match, again: false } as const;
    return { i: i - 1, j: j - 1, steps: [step], paid: [match.cost] };
  }
  const filler = isFiller(syllable);
  const step = { kind: 'extra', heard: j - 1, filler } as const;
  return { i, j: j - 1, steps: [step], paid: [filler ? costs.filler : costs.insertion] };
};

/** Tokens from `readAnewFrom` on are read later: here they are repeats, and not missing. */
const inView = (step: EditStep, readAnewFrom: number): readonly EditStep[] => {
  if (step.kind === 'extra' || step.token < readAnewFrom) return [step];
  return step.kind === 'heard' ? [{ ...step, again: true }] : [];
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
  let readAnewFrom = tokens.length;
  while (i > 0 || j > 0) {
    const move = moveBefore({ tokens, heard, isFiller, costs }, table, i, j);
    if (move.i > i) readAnewFrom = Math.min(readAnewFrom, i);
    for (const step of move.steps) steps.push(...inView(step, readAnewFrom));
    paid.push(...move.paid);
    i = move.i;
    j = move.j;
  }
  return { steps: steps.reverse(), cost: paid.reduceRight((sum, cost) => sum + cost, 0) };
};
