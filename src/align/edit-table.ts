import type { ClauseToken } from './clause-token.js';
import { type EditCosts, matchToken } from './edit-costs.js';
import type { HeardSyllable } from './free-decode.js';

/** How far a reader goes back to correct himself, tokens. To the beginning of a sentence he may go back any distance. */
const MAX_GO_BACK = 30;

/** How the best alignment came to a cell; a cell is packed as move + 4 x (1 if MORE) + 8 x tokens gone back. */
export const MATCH = 1;
export const EXTRA = 2;
export const MISSING = 3;
const MORE = 4;
const BACK = 8;
/** Most tokens that a packed cell can go back. */
export const LONGEST_BACK = 2 ** 13 - 1;

/** Cell (j, i) stands for j heard syllables against i tokens. Two bytes a cell: 18 MB for 3,000 tokens and syllables. */
export interface EditTable {
  readonly cells: Uint16Array;
  readonly width: number;
}

export const moveAt = ({ cells, width }: EditTable, j: number, i: number): number => cells[j * width + i]! & 3;
/** True when leaving out token i - 1 goes on with leaving out the token before it. */
export const goesOnMissing = ({ cells, width }: EditTable, j: number, i: number): boolean =>
  (cells[j * width + i]! & MORE) > 0;
/** How many tokens the reader went back to come to this cell; 0 when he did not. */
export const goneBack = ({ cells, width }: EditTable, j: number, i: number): number =>
  Math.floor(cells[j * width + i]! / BACK);

export const goBackCost = (tokens: number, costs: EditCosts): number =>
  costs.goBack + (tokens > MAX_GO_BACK ? costs.restart : 0);

/** What the rows need, allocated once. */
interface Rows {
  readonly tokens: readonly ClauseToken[];
  readonly costs: EditCosts;
  readonly missing: Float64Array;
  readonly startsSentence: Uint8Array;
  /** Cost of each cell of the current row; before it is filled, of the row before. */
  readonly cost: Float64Array;
  /** The same before anybody goes back. */
  readonly reached: Float64Array;
  /** Ring of places of which each may be the cheapest of those in reach, nearest first. */
  readonly nearest: Int32Array;
}

const makeRows = (tokens: readonly ClauseToken[], costs: EditCosts): Rows => ({
  tokens,
  costs,
  missing: Float64Array.from(tokens, ({ optional }) => (optional ? 0 : costs.deletion)),
  startsSentence: Uint8Array.from(tokens, ({ sentence }, i) => Number(tokens[i - 1]?.sentence !== sentence)),
  cost: new Float64Array(tokens.length + 1).fill(1e9),
  reached: new Float64Array(tokens.length + 1),
  nearest: new Int32Array(tokens.length + 1),
});

/**
 * Lets every place be reached by going back: from at most MAX_GO_BACK tokens on, or to the beginning of a sentence from
 * anywhere. A monotone queue holds the cheapest place in reach, so that a row costs linear time.
 */
const goBack = ({ cost, reached, nearest, startsSentence, costs }: Rows, cells: Uint16Array, row: number) => {
  reached.set(cost);
  let head = 0;
  let tail = 0;
  let farthest = reached.length - 1;
  for (let i = reached.length - 2; i >= 0; i--) {
    const next = i + 1;
    while (tail > head && reached[nearest[tail - 1]!]! >= reached[next]!) tail--;
    nearest[tail++] = next;
    while (nearest[head]! > i + MAX_GO_BACK) head++;
    if (reached[next]! <= reached[farthest]! || farthest > i + LONGEST_BACK) farthest = next;
    let from = nearest[head]!;
    let total = reached[from]! + costs.goBack;
    if (startsSentence[i] && reached[farthest]! + costs.goBack + costs.restart < total) {
      from = farthest;
      total = reached[farthest]! + costs.goBack + costs.restart;
    }
    if (total >= cost[i]!) continue;
    cost[i] = total;
    cells[row + i] = BACK * (from - i);
  }
};

/** Leaves tokens out; each stretch of them pays `gap` once, so that of equal alignments the one with fewer stretches wins. */
const leaveOut = ({ cost, missing, costs }: Rows, cells: Uint16Array, row: number) => {
  let chain = Number.POSITIVE_INFINITY;
  for (let i = 1; i < cost.length; i++) {
    const opened = cost[i - 1]! + costs.gap;
    const goesOn = chain < opened;
    chain = (goesOn ? chain : opened) + missing[i - 1]!;
    if (goesOn) cells[row + i]! |= MORE;
    if (chain >= cost[i]!) continue;
    cost[i] = chain;
    cells[row + i] = MISSING + (goesOn ? MORE : 0);
  }
};

/** Cost of a sound against every token; a sound that comes again is not worked out again. */
const matchRows = (tokens: readonly ClauseToken[], costs: EditCosts): ((heard: HeardSyllable) => Float64Array) => {
  const known = new Map<number, Float64Array>();
  return (heard) => {
    const sound = (heard.initial + 1) * 1_000 + heard.final + 1;
    const row = known.get(sound) ?? Float64Array.from(tokens, (token) => matchToken(token, heard, costs).cost);
    known.set(sound, row);
    return row;
  };
};

/** Fills the cells row by row: exact, heard x tokens steps of a few nanoseconds each. */
export const fillEditTable = (
  tokens: readonly ClauseToken[],
  heard: readonly HeardSyllable[],
  isFiller: (heard: HeardSyllable) => boolean,
  costs: EditCosts,
): EditTable => {
  const width = tokens.length + 1;
  const cells = new Uint16Array((heard.length + 1) * width);
  const rows = makeRows(tokens, costs);
  const matchesOf = matchRows(tokens, costs);
  const { cost } = rows;
  cost[0] = 0;
  leaveOut(rows, cells, 0);
  heard.forEach((syllable, j) => {
    const row = (j + 1) * width;
    const matches = matchesOf(syllable);
    const extra = isFiller(syllable) ? costs.filler : costs.insertion;
    for (let i = width - 1; i >= 0; i--) {
      const apart = cost[i]! + extra;
      const together = i > 0 ? cost[i - 1]! + matches[i - 1]! : Number.POSITIVE_INFINITY;
      cost[i] = Math.min(apart, together);
      cells[row + i] = together <= apart ? MATCH : EXTRA;
    }
    goBack(rows, cells, row);
    leaveOut(rows, cells, row);
  });
  return { cells, width };
};
