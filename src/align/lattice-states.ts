import type { ClauseGraph } from './clause-graph.js';
import { LOG_ZERO } from './log-math.js';

/** One log value per emitting state of a clause graph at one time: each pronunciation's phones, and each node's star. */
export interface LatticeStates {
  readonly first: Float64Array;
  /** The blank between a pronunciation's two phones. */
  readonly between: Float64Array;
  readonly second: Float64Array;
  readonly star: Float64Array;
}

/** States in which nothing has happened yet. */
export const emptyStates = ({ nodes, pronFirst }: ClauseGraph): LatticeStates => ({
  first: new Float64Array(pronFirst.length).fill(LOG_ZERO),
  between: new Float64Array(pronFirst.length).fill(LOG_ZERO),
  second: new Float64Array(pronFirst.length).fill(LOG_ZERO),
  star: new Float64Array(nodes).fill(LOG_ZERO),
});
