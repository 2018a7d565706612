import type { ClauseGraph, GraphPrices } from './clause-graph.js';
import type { ClauseToken } from './clause-token.js';

const countPronunciations = (tokens: readonly ClauseToken[]): Int32Array => {
  const start = new Int32Array(tokens.length + 1);
  for (let k = 0; k < tokens.length; k++) start[k + 1] = start[k]! + tokens[k]!.pronunciations.length;
  return start;
};

/** 1 when a pronunciation of a token has `label` in this place. */
const has = (labels: Int32Array, start: Int32Array, token: number, label: number): number => {
  for (let p = start[token]!; p < start[token + 1]!; p++) if (labels[p] === label) return 1;
  return 0;
};

/**
 * The graph of tokens in a row, token k from node k to node k + 1: what `compileGraph` makes of a lattice without
 * alternatives, in a fraction of the time. Near misses are many and a few tokens long.
 */
export const compileChain = (tokens: readonly ClauseToken[], prices: GraphPrices): ClauseGraph => {
  const count = tokens.length;
  const pronStart = countPronunciations(tokens);
  const prons = pronStart[count]!;
  const graph = {
    tokens,
    nodes: count + 1,
    tokenFrom: new Int32Array(count),
    tokenTo: new Int32Array(count),
    tokenSkip: new Float64Array(count),
    tokenUnit: new Int32Array(count),
    tokenAlternative: new Int32Array(count),
    pronStart,
    pronToken: new Int32Array(prons),
    pronFirst: new Int32Array(prons),
    pronSecond: new Int32Array(prons),
    pronLast: new Int32Array(prons),
    pronWeight: new Float64Array(prons),
    intoStart: new Int32Array(count + 2),
    into: new Int32Array(count),
    clashesIn: new Uint8Array(prons),
    clashesOut: new Uint8Array(prons),
    starWeight: -prices.star,
  };
  for (let k = 0; k < count; k++) {
    const { pronunciations, optional } = tokens[k]!;
    graph.tokenFrom[k] = graph.tokenUnit[k] = graph.into[k] = k;
    graph.tokenTo[k] = graph.intoStart[k + 2] = k + 1;
    graph.tokenSkip[k] = -(optional ? prices.skipOptional : prices.skip);
    for (let i = 0; i < pronunciations.length; i++) {
      const { phones, cost } = pronunciations[i]!;
      const p = pronStart[k]! + i;
      graph.pronToken[p] = k;
      graph.pronFirst[p] = phones[0]!;
      graph.pronSecond[p] = phones[1] ?? -1;
      graph.pronLast[p] = phones[phones.length - 1]!;
      graph.pronWeight[p] = -cost * prices.accent;
    }
  }
  for (let p = 0; p < prons; p++) {
    const k = graph.pronToken[p]!;
    if (k > 0) graph.clashesIn[p] = has(graph.pronLast, pronStart, k - 1, graph.pronFirst[p]!);
    if (k < count - 1) graph.clashesOut[p] = has(graph.pronFirst, pronStart, k + 1, graph.pronLast[p]!);
  }
  return graph;
};
