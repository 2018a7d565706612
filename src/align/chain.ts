import type { ClauseGraph } from './clause-graph.js';

/** A clause graph of tokens in a row, token k from node k to node k + 1, in probabilities instead of logarithms. */
export interface Chain {
  readonly tokens: number;
  /** Token k has the pronunciations pronStart[k] up to pronStart[k + 1]; labels as in the graph. */
  readonly pronStart: Int32Array;
  readonly pronFirst: Int32Array;
  readonly pronSecond: Int32Array;
  readonly pronLast: Int32Array;
  readonly pronFactor: Float64Array;
  /** Per pronunciation, 1 when the token before has one that ends in this one's first phone. */
  readonly clashesIn: Uint8Array;
  /** Per token, 1 when one of its pronunciations clashes. */
  readonly clashes: Uint8Array;
  readonly skip: Float64Array;
  readonly star: number;
}

const factorOf = (weight: number): number => (weight === 0 ? 1 : Math.exp(weight));

const clashingTokens = (pronStart: Int32Array, clashesIn: Uint8Array): Uint8Array => {
  const clashes = new Uint8Array(pronStart.length - 1);
  for (let k = 0; k < clashes.length; k++) {
    for (let p = pronStart[k]!; p < pronStart[k + 1]!; p++) if (clashesIn[p]) clashes[k] = 1;
  }
  return clashes;
};

/**
 * The graph of a clause without alternatives, whose prices of a skip and a star are at most 200 nats: with dearer ones
 * scaled values could leave a double's range. Throws RangeError when there are alternatives.
 */
export const chainOf = (graph: ClauseGraph): Chain => {
  const { tokens, nodes, pronStart, clashesIn } = graph;
  if (tokens.length !== nodes - 1) throw new RangeError('the graph of a clause to be scored has no alternatives');
  return {
    tokens: tokens.length,
    pronStart,
    pronFirst: graph.pronFirst,
    pronSecond: graph.pronSecond,
    pronLast: graph.pronLast,
    pronFactor: graph.pronWeight.map(factorOf),
    clashesIn,
    clashes: clashingTokens(pronStart, clashesIn),
    skip: graph.tokenSkip.map(factorOf),
    star: Math.exp(graph.starWeight),
  };
};

const turnedStarts = (starts: Int32Array): Int32Array => {
  const end = starts[starts.length - 1]!;
  return starts.map((start) => end - start).reverse();
};

/**
 * The clause read from its end: tokens and pronunciations stand in reverse order, the two phones of a pronunciation are
 * exchanged. A forward pass over it, and over the frames from the last to the first, is the backward pass of the clause.
 */
export const reversedChain = (graph: ClauseGraph, chain: Chain): Chain => {
  const { pronFirst, pronSecond } = chain;
  const pronStart = turnedStarts(chain.pronStart);
  const clashesIn = graph.clashesOut.toReversed();
  return {
    tokens: chain.tokens,
    pronStart,
    pronFirst: chain.pronLast.toReversed(),
    pronSecond: pronFirst.map((first, p) => (pronSecond[p]! < 0 ? -1 : first)).reverse(),
    pronLast: pronFirst.toReversed(),
    pronFactor: chain.pronFactor.toReversed(),
    clashesIn,
    clashes: clashingTokens(pronStart, clashesIn),
    skip: chain.skip.toReversed(),
    star: chain.star,
  };
};
