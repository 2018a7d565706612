import type { Band } from './band.js';
import type { ClauseGraph } from './clause-graph.js';

/**
 * Where the values of a search are kept: only those inside its band, time after time. Node v at time t is at
 * nodeAt[t] + v of a node array, pronunciation p in frame t at pronAt[t] + p of a pronunciation array. Memory is linear
 * in the size of the band, whatever the length of clause and recording.
 */
export interface Trellis {
  readonly graph: ClauseGraph;
  readonly frames: number;
  readonly band: Band;
  readonly nodeAt: Int32Array;
  /** Pronunciations that may sound in frame t: pronLow[t] up to pronHigh[t], the last not included. */
  readonly pronLow: Int32Array;
  readonly pronHigh: Int32Array;
  readonly pronAt: Int32Array;
  readonly nodeCells: number;
  readonly pronCells: number;
}

/** Per node v: the first pronunciation of the tokens that begin at v or later (one entry more than nodes). */
const pronsFrom = (graph: ClauseGraph): Int32Array => {
  const first = new Int32Array(graph.nodes + 1).fill(graph.pronFirst.length);
  for (let k = graph.tokens.length - 1; k >= 0; k--) first[graph.tokenFrom[k]!] = graph.pronStart[k]!;
  for (let v = graph.nodes - 1; v >= 0; v--) first[v] = Math.min(first[v]!, first[v + 1]!);
  return first;
};

/** Per node v: the end of the pronunciations of the tokens that end at v or before. */
const pronsTo = (graph: ClauseGraph): Int32Array => {
  const end = new Int32Array(graph.nodes);
  for (let k = 0; k < graph.tokens.length; k++) {
    const v = graph.tokenTo[k]!;
    end[v] = Math.max(end[v]!, graph.pronStart[k + 1]!);
  }
  for (let v = 1; v < graph.nodes; v++) end[v] = Math.max(end[v]!, end[v - 1]!);
  return end;
};

export const layTrellis = (graph: ClauseGraph, frames: number, band: Band): Trellis => {
  const nodeAt = new Int32Array(frames + 1);
  const pronAt = new Int32Array(frames);
  const pronLow = new Int32Array(frames);
  const pronHigh = new Int32Array(frames);
  const from = pronsFrom(graph);
  const to = pronsTo(graph);
  let nodeCells = 0;
  let pronCells = 0;
  for (let t = 0; t <= frames; t++) {
    nodeAt[t] = nodeCells - band.low[t]!;
    nodeCells += band.high[t]! - band.low[t]! + 1;
    if (t === frames) break;
    pronLow[t] = from[band.low[t]!]!;
    pronHigh[t] = Math.max(pronLow[t]!, to[band.high[t + 1]!]!);
    pronAt[t] = pronCells - pronLow[t]!;
    pronCells += pronHigh[t]! - pronLow[t]!;
  }
  return { graph, frames, band, nodeAt, pronLow, pronHigh, pronAt, nodeCells, pronCells };
};
