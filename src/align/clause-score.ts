import { runBackward } from './backward.js';
import { type ClauseGraph, compileGraph, type GraphPrices } from './clause-graph.js';
import type { ClauseLattice, ClauseToken } from './clause-token.js';
import type { Emissions } from './emissions.js';
import { runForward } from './forward.js';
import type { ScoredClause } from './near-miss-margin.js';
import { scoreTokens, type TokenScore } from './token-scores.js';
import { bestPath, type PathStep } from './viterbi.js';

/** Prices of the shipped clause score, chosen on read Mandarin; docs/measurements.md says on which sentences. */
export const PRICES: GraphPrices = { skip: 12, skipOptional: 0, star: 12, accent: 5 };
export const TEMPERING = { exponent: 0.8, floor: -15 } as const;

export interface ClauseScore extends ScoredClause {
  readonly path: readonly PathStep[];
  readonly scores: readonly TokenScore[];
}

/** The alternative of each unit that the best path went through; it always goes through exactly one. */
const chosenTokens = (graph: ClauseGraph, path: readonly PathStep[]): readonly ClauseToken[] =>
  path.flatMap((step) => (step.kind === 'star' ? [] : [graph.tokens[step.token]!]));

const isLinear = (lattice: ClauseLattice): boolean => lattice.every((alternatives) => alternatives.length === 1);

const chooseReading = (lattice: ClauseLattice, emissions: Emissions): readonly ClauseToken[] => {
  if (isLinear(lattice)) return lattice.flatMap(([tokens]) => tokens!);
  const graph = compileGraph(lattice, PRICES);
  return chosenTokens(graph, bestPath(graph, emissions));
};

const boundaries = (path: readonly PathStep[], count: number) => {
  const starts = new Array<number>(count).fill(0);
  const ends = new Array<number>(count).fill(0);
  for (const step of path) {
    if (step.kind === 'star') continue;
    starts[step.token] = step.kind === 'spoken' ? step.start : step.at;
    ends[step.token] = step.kind === 'spoken' ? step.end : step.at;
  }
  return { starts, ends };
};

/**
 * The acoustic witness: how well the sound supports this clause. First the way in which numbers and dates were read is
 * chosen, then every token is scored.
 */
export const scoreClause = (lattice: ClauseLattice, emissions: Emissions): ClauseScore => {
  const tokens = chooseReading(lattice, emissions);
  const graph = compileGraph(
    tokens.map((token) => [[token]]),
    PRICES,
  );
  const forward = runForward(graph, emissions);
  const backward = runBackward(graph, emissions);
  const path = bestPath(graph, emissions);
  return {
    tokens,
    emissions,
    forward,
    backward,
    path,
    scores: scoreTokens(forward, backward),
    ...boundaries(path, tokens.length),
  };
};
