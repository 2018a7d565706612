import type { ClauseToken } from './clause-token.js';
import type { EditStep } from './edit-alignment.js';
import { EDIT_COSTS, matchToken } from './edit-costs.js';
import type { HeardSyllable } from './free-decode.js';
import type { NearMiss } from './near-miss.js';

/** A linear clause with what the free decode heard of it. */
export interface HeardClause {
  readonly tokens: readonly ClauseToken[];
  readonly steps: readonly EditStep[];
  readonly heard: readonly HeardSyllable[];
}

/** Tokens on either side that are aligned along: a misheard neighbour may hold what was added. */
const CONTEXT_TOKENS = 1;

const omissionCost = ({ optional }: ClauseToken): number => (optional ? 0 : EDIT_COSTS.deletion);

/** Least cost of hearing these syllables from somebody who said these tokens, each once and in this order. */
const editCost = (tokens: readonly ClauseToken[], heard: readonly HeardSyllable[]): number => {
  const costs = new Float64Array(tokens.length + 1);
  tokens.forEach((token, i) => {
    costs[i + 1] = costs[i]! + omissionCost(token);
  });
  for (const syllable of heard) {
    let diagonal = costs[0]!;
    costs[0]! += EDIT_COSTS.insertion;
    tokens.forEach((token, i) => {
      const together = diagonal + matchToken(token, syllable, EDIT_COSTS).cost;
      diagonal = costs[i + 1]!;
      costs[i + 1] = Math.min(together, diagonal + EDIT_COSTS.insertion, costs[i]! + omissionCost(token));
    });
  }
  return costs[tokens.length]!;
};

const counts = (step: EditStep): step is Exclude<EditStep, { kind: 'missing' }> =>
  step.kind === 'extra' ? !step.filler : step.kind === 'heard' && !step.again;

/** Place of the step that tells what became of each token. */
const placesOf = ({ tokens, steps }: HeardClause): Int32Array => {
  const places = new Int32Array(tokens.length);
  steps.forEach((step, at) => {
    if (step.kind === 'missing' || (step.kind === 'heard' && !step.again)) places[step.token] = at;
  });
  return places;
};

/**
 * Tells of a near miss whether the free decode lies nearer to the clause than to it, over the affected tokens and their
 * neighbours. A syllable between two numbers (s with i, between 四 and 七) lies as near to one as to the other: the
 * decode is then no witness for either.
 */
export const decodePreference = (clause: HeardClause): ((miss: NearMiss) => boolean) => {
  const { tokens, steps, heard } = clause;
  const places = placesOf(clause);
  const isExtra = (at: number): boolean => steps[at]?.kind === 'extra';
  // What was heard right beside the outermost tokens too: of two equal syllables either may be the extra one.
  const heardOver = (from: number, to: number): readonly HeardSyllable[] => {
    let first = from < to ? places[from]! : 0;
    let last = from < to ? places[to - 1]! : -1;
    while (isExtra(first - 1)) first -= 1;
    while (isExtra(last + 1)) last += 1;
    return steps
      .slice(first, last + 1)
      .filter(counts)
      .map((step) => heard[step.heard]!);
  };
  return ({ start, end, replacement }) => {
    const from = Math.max(0, start - CONTEXT_TOKENS);
    const to = Math.min(tokens.length, end + CONTEXT_TOKENS);
    const inside = heardOver(from, to);
    const written = editCost(tokens.slice(from, to), inside);
    if (written === 0) return true;
    const missed = [...tokens.slice(from, start), ...replacement, ...tokens.slice(end, to)];
    return editCost(missed, inside) > written;
  };
};
