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
}

export const EDIT_COSTS: EditCosts = {
  wrongInitial: 0.5,
  wrongFinal: 0.5,
  insertion: 1,
  filler: 0.1,
  deletion: 1,
  goBack: 1.2,
};

/** How far a reader goes back to correct himself, tokens. */
const MAX_GO_BACK = 30;

/** One heard syllable against one token: which pronunciation explains it, at what cost. */
export interface TokenMatch {
  readonly cost: number;
  readonly pronunciation: number;
}

export const matchToken = (token: ClauseToken, heard: HeardSyllable, costs: EditCosts): TokenMatch => {
  let best: TokenMatch = { cost: Number.POSITIVE_INFINITY, pronunciation: 0 };
  token.pronunciations.forEach(({ phones, cost }, pronunciation) => {
    const initial = phones.length === 2 ? phones[0]! : -1;
    const final = phones[phones.length - 1]!;
    const total =
      cost + (initial === heard.initial ? 0 : costs.wrongInitial) + (final === heard.final ? 0 : costs.wrongFinal);
    if (total < best.cost) best = { cost: total, pronunciation };
  });
  return { ...best, cost: Math.min(best.cost, 1) };
};

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

const MATCH = 1;
const EXTRA = 2;
const MISSING = 3;
/** Moves at or above this go back by (move - GO_BACK) tokens. */
const GO_BACK = 4;

interface Table {
  readonly cost: Float64Array;
  readonly move: Uint8Array;
  readonly width: number;
}

/** Lets every position of one column be reached by going back, then by leaving tokens out. */
const spreadColumn = (table: Table, row: number, tokens: readonly ClauseToken[], costs: EditCosts) => {
  const { cost, move, width } = table;
  const reached = cost.slice(row, row + width);
  for (let i = 0; i < width - 1; i++) {
    for (let back = 1; back <= Math.min(MAX_GO_BACK, width - 1 - i); back++) {
      const total = reached[i + back]! + costs.goBack;
      if (total >= cost[row + i]!) continue;
      cost[row + i] = total;
      move[row + i] = GO_BACK + back;
    }
  }
  for (let i = 1; i < width; i++) {
    const total = cost[row + i - 1]! + (tokens[i - 1]!.optional ? 0 : costs.deletion);
    if (total >= cost[row + i]!) continue;
    cost[row + i] = total;
    move[row + i] = MISSING;
  }
};

const fillTable = (
  tokens: readonly ClauseToken[],
  heard: readonly HeardSyllable[],
  isFiller: (heard: HeardSyllable) => boolean,
  costs: EditCosts,
): Table => {
  const width = tokens.length + 1;
  const table = {
    cost: new Float64Array((heard.length + 1) * width).fill(1e9),
    move: new Uint8Array((heard.length + 1) * width),
    width,
  };
  table.cost[0] = 0;
  spreadColumn(table, 0, tokens, costs);
  heard.forEach((syllable, j) => {
    const row = (j + 1) * width;
    const extra = isFiller(syllable) ? costs.filler : costs.insertion;
    for (let i = 0; i < width; i++) {
      table.cost[row + i] = table.cost[row - width + i]! + extra;
      table.move[row + i] = EXTRA;
      if (i === 0) continue;
      const total = table.cost[row - width + i - 1]! + matchToken(tokens[i - 1]!, syllable, costs).cost;
      if (total > table.cost[row + i]!) continue;
      table.cost[row + i] = total;
      table.move[row + i] = MATCH;
    }
    spreadColumn(table, row, tokens, costs);
  });
  return table;
};

/**
 * Weighted edit alignment of the clause with the free decode. Beside match, wrong, missing and extra, the reader may go
 * back and read from an earlier token on again; the last reading of a token counts, the ones before are repeats.
 * Time and memory are heard x tokens.
 */
export const alignEdits = (
  tokens: readonly ClauseToken[],
  heard: readonly HeardSyllable[],
  isFiller: (heard: HeardSyllable) => boolean,
  costs: EditCosts = EDIT_COSTS,
): EditAlignment => {
  const table = fillTable(tokens, heard, isFiller, costs);
  const steps: EditStep[] = [];
  let i = tokens.length;
  let j = heard.length;
  /** Tokens from here on are read again later in the recording. */
  let readAnewFrom = tokens.length;
  while (i > 0 || j > 0) {
    const move = table.move[j * table.width + i]!;
    if (move >= GO_BACK) {
      readAnewFrom = Math.min(readAnewFrom, i);
      i += move - GO_BACK;
    } else if (move === MATCH) {
      i--;
      j--;
      steps.push({
        kind: 'heard',
        token: i,
        heard: j,
        ...matchToken(tokens[i]!, heard[j]!, costs),
        again: i >= readAnewFrom,
      });
    } else if (move === MISSING) {
      i--;
      if (i < readAnewFrom) steps.push({ kind: 'missing', token: i });
    } else {
      j--;
      steps.push({ kind: 'extra', heard: j, filler: isFiller(heard[j]!) });
    }
  }
  return { steps: steps.reverse(), cost: table.cost[heard.length * table.width + tokens.length]! };
};
