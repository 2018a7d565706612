import { type Backward, runBackward } from './backward.js';
import { type ClauseGraph, compileGraph, type GraphPrices } from './clause-graph.js';
import { findPath, type GuideOf, preferredReading, unitPlaces } from './clause-search.js';
import type { ClauseLattice, ClauseToken } from './clause-token.js';
import type { Emissions } from './emissions.js';
import { type Forward, runForward } from './forward.js';
import { guideFrom } from './guide.js';
import { scoreTokens, type TokenScore } from './token-scores.js';
import { bestPath, type PathStep } from './viterbi.js';

/** Prices of the shipped clause score, chosen on read Mandarin; docs/measurements.md says on which sentences. */
export const PRICES: GraphPrices = { skip: 12, skipOptional: 0, star: 12, accent: 5 };
export const TEMPERING = { exponent: 0.8, floor: -15 } as const;

/** What remains of a clause score once everything that needs the sound was asked. */
export interface ClauseScore {
  readonly tokens: readonly ClauseToken[];
  /** Frame at which each token begins and ends on the best path; where it was skipped, the place. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly path: readonly PathStep[];
  readonly scores: readonly TokenScore[];
  readonly emissions: Pick<Emissions, 'frames' | 'frameMs'>;
}

/** The same with the sound and what both passes found in it: tens of megabytes for a long clause. */
export interface SoundingScore extends ClauseScore {
  readonly emissions: Emissions;
  readonly forward: Forward;
  readonly backward: Backward;
}

export const withoutSound = ({ tokens, starts, ends, path, scores, emissions }: SoundingScore): ClauseScore => ({
  tokens,
  starts,
  ends,
  path,
  scores,
  emissions: { frames: emissions.frames, frameMs: emissions.frameMs },
});

/** The lattice with only those alternatives that the path went through; it always goes through exactly one of a unit. */
const chosenReading = (lattice: ClauseLattice, graph: ClauseGraph, path: readonly PathStep[]): ClauseLattice => {
  const chosen = new Map(
    path.flatMap((step) =>
      step.kind === 'star' ? [] : [[graph.tokenUnit[step.token]!, graph.tokenAlternative[step.token]!] as const],
    ),
  );
  return lattice.map((alternatives, unit) => [alternatives[chosen.get(unit) ?? 0] ?? []]);
};

/** The same path over the graph of what it went through: tokens counted as they come. */
const renumbered = (path: readonly PathStep[]): readonly PathStep[] => {
  let token = 0;
  return path.map((step) => (step.kind === 'star' ? step : { ...step, token: token++ }));
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

/** Knows nothing: nothing was heard, so the whole clause may be anywhere. */
const blindly = (tokens: number, frames: number): GuideOf => {
  const guide = guideFrom([], [], tokens, frames);
  return () => guide;
};

/**
 * The acoustic witness: how well the sound supports this clause. First the way in which numbers and dates were read is
 * chosen, then every token is scored. `guideOf` tells where the free decode heard the clause (as `preferredReading`), and is
 * asked only for clauses too long to search whole.
 */
export const scoreClause = (lattice: ClauseLattice, emissions: Emissions, guideOf?: GuideOf): SoundingScore => {
  const { frames, frameMs } = emissions;
  const readings = compileGraph(lattice, PRICES);
  const search = {
    units: unitPlaces(lattice),
    frames,
    frameMs,
    guideOf: guideOf ?? blindly(preferredReading(lattice).length, frames),
  };
  const found = findPath(readings, search, (graph, band) => bestPath(graph, emissions, band));
  const graph = compileGraph(chosenReading(lattice, readings, found.path), PRICES);
  const band = found.bandOf(graph);
  const forward = runForward(graph, emissions, band);
  const backward = runBackward(graph, emissions, band);
  const path = renumbered(found.path);
  return {
    tokens: graph.tokens,
    emissions,
    forward,
    backward,
    path,
    scores: scoreTokens(forward, backward),
    ...boundaries(path, graph.tokens.length),
  };
};
