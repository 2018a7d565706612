import type { Band } from './band.js';
import { type Chain, chainOf, reversedChain } from './chain.js';
import type { ClauseGraph } from './clause-graph.js';

/**
 * Where the values of a pass over a chain are kept: only those inside its band, time after time. Node v at time t is at
 * nodeAt[t] + v of a node array, pronunciation p in frame t at pronAt[t] + p of a pronunciation array.
 */
export interface ChainTrellis {
  readonly graph: ClauseGraph;
  readonly chain: Chain;
  readonly frames: number;
  readonly band: Band;
  readonly nodeAt: Int32Array;
  readonly pronAt: Int32Array;
  readonly nodeCells: number;
  readonly pronCells: number;
}

/** Tokens that may sound in frame t, from a node of the band to a node of the band: this one up to `tokensTo`. */
export const tokensFrom = ({ low }: Band, t: number): number => Math.max(low[t]!, low[t + 1]! - 1);
export const tokensTo = ({ high }: Band, t: number): number => Math.min(high[t]! + 1, high[t + 1]!);

export const layChainTrellis = (graph: ClauseGraph, frames: number, band: Band): ChainTrellis => {
  const { low, high } = band;
  const { pronStart } = graph;
  const nodeAt = new Int32Array(frames + 1);
  const pronAt = new Int32Array(frames);
  let nodeCells = 0;
  let pronCells = 0;
  for (let t = 0; t <= frames; t++) {
    nodeAt[t] = nodeCells - low[t]!;
    nodeCells += high[t]! - low[t]! + 1;
    if (t === frames) break;
    const from = tokensFrom(band, t);
    pronAt[t] = pronCells - pronStart[from]!;
    pronCells += pronStart[Math.max(from, tokensTo(band, t))]! - pronStart[from]!;
  }
  return { graph, chain: chainOf(graph), frames, band, nodeAt, pronAt, nodeCells, pronCells };
};

/**
 * One direction through a trellis. A pass always runs from time 0 and node 0 on; backwards it does so over the reversed
 * chain and the reversed frames, and `step` -1 turns its places: node v at its time s is kept at nodeAt[s] + step * v, so
 * that what both directions say of the same node and time of the clause is kept at the same place.
 */
export interface Direction {
  readonly chain: Chain;
  readonly frames: number;
  readonly step: -1 | 1;
  readonly band: Band;
  readonly nodeAt: Int32Array;
  readonly pronAt: Int32Array;
}

export const forwards = (trellis: ChainTrellis): Direction => ({ ...trellis, step: 1 });

/** `sum + sign * value`, from the last to the first. */
const turned = (values: Int32Array, sign: -1 | 1, sum: number): Int32Array => {
  const { length } = values;
  const result = new Int32Array(length);
  for (let i = 0; i < length; i++) result[i] = sum + sign * values[length - 1 - i]!;
  return result;
};

export const backwards = ({ graph, chain, frames, band, nodeAt, pronAt }: ChainTrellis): Direction => {
  const lastNode = chain.tokens;
  return {
    chain: reversedChain(graph, chain),
    frames,
    step: -1,
    band: { low: turned(band.high, -1, lastNode), high: turned(band.low, -1, lastNode) },
    nodeAt: turned(nodeAt, 1, lastNode),
    pronAt: turned(pronAt, 1, chain.pronFirst.length - 1),
  };
};
