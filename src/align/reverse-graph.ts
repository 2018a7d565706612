import type { ClauseGraph } from './clause-graph.js';

const mirrored = (values: Int32Array, turn: (value: number) => number): Int32Array =>
  Int32Array.from(values, (_, i) => turn(values[values.length - 1 - i]!));

/** Starts of the groups when groups and their members are taken in reverse order. */
const mirroredStarts = (starts: Int32Array): Int32Array => {
  const end = starts[starts.length - 1]!;
  return mirrored(starts, (start) => end - start);
};

/** Tokens by the node at which they end: into[intoStart[v]] up to into[intoStart[v + 1]]. */
const groupByEnd = (tokenTo: Int32Array, nodes: number) => {
  const intoStart = new Int32Array(nodes + 1);
  for (const v of tokenTo) intoStart[v + 1]!++;
  for (let v = 0; v < nodes; v++) intoStart[v + 1]! += intoStart[v]!;
  const next = intoStart.slice();
  const into = new Int32Array(tokenTo.length);
  tokenTo.forEach((v, k) => {
    into[next[v]!++] = k;
  });
  return { intoStart, into };
};

/**
 * The clause read from its end: node v is node `nodes - 1 - v`, tokens and pronunciations stand in reverse order, the two
 * phones of a pronunciation are exchanged. A forward pass over it, and over the frames from the last to the first, is the
 * backward pass of the clause.
 */
export const reverseGraph = (graph: ClauseGraph): ClauseGraph => {
  const { nodes, pronFirst, pronSecond, pronLast } = graph;
  const lastNode = nodes - 1;
  const tokenTo = mirrored(graph.tokenFrom, (v) => lastNode - v);
  return {
    tokens: graph.tokens.toReversed(),
    nodes,
    tokenFrom: mirrored(graph.tokenTo, (v) => lastNode - v),
    tokenTo,
    tokenSkip: graph.tokenSkip.toReversed(),
    tokenUnit: graph.tokenUnit.toReversed(),
    tokenAlternative: graph.tokenAlternative.toReversed(),
    pronStart: mirroredStarts(graph.pronStart),
    pronToken: mirrored(graph.pronToken, (k) => graph.tokens.length - 1 - k),
    pronFirst: pronLast.toReversed(),
    pronSecond: Int32Array.from(pronFirst, (first, p) => (pronSecond[p]! < 0 ? -1 : first)).toReversed(),
    pronLast: pronFirst.toReversed(),
    pronWeight: graph.pronWeight.toReversed(),
    ...groupByEnd(tokenTo, nodes),
    clashesIn: graph.clashesOut.toReversed(),
    clashesOut: graph.clashesIn.toReversed(),
    starWeight: graph.starWeight,
  };
};
