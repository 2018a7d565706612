import { type Band, bandCells, fullBand } from './band.js';
import type { ClauseGraph } from './clause-graph.js';
import type { ClauseLattice, ClauseToken } from './clause-token.js';
import { corridor, type UnitPlaces } from './corridor.js';
import type { Guide } from './guide.js';
import type { PathStep } from './viterbi.js';

/** The guide of a clause on a recording; without repeats only the last reading of each token counts. */
export type GuideOf = (repeats: boolean) => Guide;

/** What a search over a clause and a recording is like at its widest and how it may be narrowed. */
export interface ClauseSearch {
  readonly units: UnitPlaces;
  readonly frames: number;
  readonly frameMs: number;
  readonly guideOf: GuideOf;
}

/** Nodes times frames up to which everything is searched: about 150 tokens over a minute. */
export const FULL_CELLS = 500_000;
/** Most places of a band: about 60 bytes each in the end. */
export const MOST_CELLS = 2_500_000;
/** Time searched on either side of where the free decode heard a token: at first, and where that does not do. */
const WIDTHS_MS = [4_000, 12_000] as const;
const NARROWEST_MS = 1_000;
/** A path that comes so near to the edge of the corridor may want to go beyond it. */
const EDGE_MS = 500;
/** Share of skipped tokens from which the corridor is suspected. */
const MOST_SKIPPED = 0.05;

/** The clause as it is preferably read: what a guide counts. */
export const preferredReading = (lattice: ClauseLattice): readonly ClauseToken[] =>
  lattice.flatMap((alternatives) => alternatives[0] ?? []);

export const unitPlaces = (lattice: ClauseLattice): UnitPlaces => {
  const from = new Int32Array(lattice.length);
  const to = new Int32Array(lattice.length);
  let boundary = 0;
  lattice.forEach((alternatives, unit) => {
    from[unit] = boundary;
    boundary += alternatives[0]?.length ?? 0;
    to[unit] = boundary;
  });
  return { from, to };
};

/** The widest corridor of at most this width that can be afforded. */
export const affordable = (
  graph: ClauseGraph,
  { guideOf, units, frames, frameMs }: ClauseSearch,
  widthMs: number,
): Band => {
  for (const repeats of [true, false]) {
    for (let ms = widthMs; ms >= NARROWEST_MS; ms /= 2) {
      const band = corridor(graph, guideOf(repeats), units, frames, Math.round(ms / frameMs));
      if (bandCells(band) <= MOST_CELLS) return band;
    }
  }
  return corridor(graph, guideOf(false), units, frames, 0);
};

const isTight = (graph: ClauseGraph, { low, high }: Band, path: readonly PathStep[], edge: number): boolean =>
  path.some(
    (step) =>
      step.kind === 'spoken' &&
      (graph.tokenFrom[step.token]! > high[Math.max(0, step.start - edge)]! ||
        graph.tokenTo[step.token]! < low[Math.min(low.length - 1, step.end + edge)]!),
  );

const isPoor = (graph: ClauseGraph, path: readonly PathStep[]): boolean =>
  path.filter((step) => step.kind === 'skipped' && !graph.tokens[step.token]!.optional).length >
  graph.tokens.length * MOST_SKIPPED;

export interface Found {
  readonly path: readonly PathStep[];
  /** The band of any graph of the same units that is as wide as the one in which the path was found. */
  readonly bandOf: (graph: ClauseGraph) => Band;
}

/**
 * Finds the best path. Short clauses are searched whole; for a long one only a corridor around the guide is, once more and
 * wider when the path comes to its edge or leaves out much of the clause.
 */
export const findPath = (
  graph: ClauseGraph,
  search: ClauseSearch,
  bestPath: (graph: ClauseGraph, band: Band) => readonly PathStep[],
): Found => {
  const { frames, frameMs } = search;
  const whole = (any: ClauseGraph) => fullBand(any.nodes, frames);
  if (graph.nodes * (frames + 1) <= FULL_CELLS) return { path: bestPath(graph, whole(graph)), bandOf: whole };
  const [narrow, wide] = WIDTHS_MS;
  const band = affordable(graph, search, narrow);
  const path = bestPath(graph, band);
  if (!isTight(graph, band, path, Math.round(EDGE_MS / frameMs)) && !isPoor(graph, path)) {
    return { path, bandOf: (any) => affordable(any, search, narrow) };
  }
  return {
    path: bestPath(graph, affordable(graph, search, wide)),
    bandOf: (any) => affordable(any, search, wide),
  };
};
