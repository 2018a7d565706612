import type { ClauseGraph } from './clause-graph.js';
import { LOG_ZERO } from './log-math.js';

/** Log values at one time: of each emitting state (a pronunciation's phones, a node's star) and of each node. */
export interface LatticeStates {
  readonly first: Float64Array;
  /** The blank between a pronunciation's two phones. */
  readonly between: Float64Array;
  readonly second: Float64Array;
  /** The last phone of each pronunciation, whether it has one or two. */
  readonly ended: Float64Array;
  readonly star: Float64Array;
  readonly node: Float64Array;
  /** A node without what a token's end brings just then. */
  readonly open: Float64Array;
}

const low = (size: number): Float64Array => new Float64Array(size).fill(LOG_ZERO);

/** States in which nothing has happened yet. */
export const emptyStates = ({ nodes, pronFirst: { length } }: ClauseGraph): LatticeStates => ({
  first: low(length),
  between: low(length),
  second: low(length),
  ended: low(length),
  star: low(nodes),
  node: low(nodes),
  open: low(nodes),
});
