import type { Backward } from './backward.js';
import type { ClauseGraph } from './clause-graph.js';
import type { Forward } from './forward.js';
import { LOG_ZERO, logAdd } from './log-math.js';

export interface TokenScore {
  /**
   * Log posterior of this token against any sound in its place, the rest of the clause being what it is; nats, about 0
   * when the sound supports it, very negative when it does not.
   *
   *                  sum of paths that speak the token
   *     log  -------------------------------------------------------
   *           sum of paths with anything at all in the token's place
   *
   * "Anything" is the best label of every frame, the free phone loop's best path. The quotient can exceed one a little,
   * because the numerator sums over alignments.
   */
  readonly logPosterior: number;
  /** The same per phone, so that one-phone and two-phone syllables compare. */
  readonly perPhone: number;
  /** Index into the token's pronunciations of the one that the sound supports best. */
  readonly pronunciation: number;
}

const spokenMass = (graph: ClauseGraph, forward: Forward, backward: Backward, frames: number, p: number): number => {
  const prons = graph.pronFirst.length;
  let sum = LOG_ZERO;
  for (let t = 0; t < frames; t++) sum = logAdd(sum, forward.entry[t * prons + p]! + backward.entered[t * prons + p]!);
  return sum;
};

/** Mass of all paths that arrive at `from`, then spend at least one frame on anything, then depart from `to`. */
const wildcardMass = (
  graph: ClauseGraph,
  forward: Forward,
  backward: Backward,
  frames: number,
  from: number,
  to: number,
): number => {
  let begun = LOG_ZERO;
  let sum = LOG_ZERO;
  for (let t = 1; t <= frames; t++) {
    begun = logAdd(begun, forward.arrival[(t - 1) * graph.nodes + from]!);
    sum = logAdd(sum, begun + backward.departure[t * graph.nodes + to]!);
  }
  return sum;
};

/** Place of the greatest; the first when there is none (NaN). */
const bestOf = (values: readonly number[]): number => Math.max(0, values.indexOf(Math.max(...values)));

/** A token that no path can speak (a recording without frames) has no support, whatever else is impossible too. */
const quotient = (spoken: number, any: number): number =>
  spoken <= LOG_ZERO ? LOG_ZERO : Math.max(spoken - any, LOG_ZERO);

/** Scores of every token of a graph, in token order. */
export const scoreTokens = (
  graph: ClauseGraph,
  forward: Forward,
  backward: Backward,
  frames: number,
): readonly TokenScore[] =>
  graph.tokens.map((token, k) => {
    const masses = token.pronunciations.map((_, i) =>
      spokenMass(graph, forward, backward, frames, graph.pronStart[k]! + i),
    );
    const spoken = masses.reduce(logAdd, LOG_ZERO);
    const any = wildcardMass(graph, forward, backward, frames, graph.tokenFrom[k]!, graph.tokenTo[k]!);
    const pronunciation = bestOf(masses);
    const logPosterior = quotient(spoken, any);
    return { logPosterior, perPhone: logPosterior / token.pronunciations[pronunciation]!.phones.length, pronunciation };
  });
