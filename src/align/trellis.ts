import type { Band } from './band.js';
import type { ClauseGraph } from './clause-graph.js';
import { reverseGraph } from './reverse-graph.js';

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

/**
 * One direction through a trellis. The search always runs from time 0 and node 0 on; backwards it does so over the
 * reversed graph and the reversed frames, and `step` -1 turns its places: node v at its time s is kept at nodeAt[s] + step
 * * v, so that what both directions say of the same node and time of the clause is kept at the same place. With a `step` of
 * 0 all nodes of a time share a place, and what stays there is the last one's.
 */
export interface Direction {
  readonly graph: ClauseGraph;
  readonly frames: number;
  readonly reversed: boolean;
  readonly step: -1 | 0 | 1;
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly nodeAt: Int32Array;
  readonly pronLow: Int32Array;
  readonly pronHigh: Int32Array;
  readonly pronAt: Int32Array;
}

export const forwards = (trellis: Trellis): Direction => ({
  ...trellis,
  ...trellis.band,
  reversed: false,
  step: 1,
});

const turned = (values: Int32Array, turn: (value: number) => number): Int32Array =>
  Int32Array.from(values, (_, i) => turn(values[values.length - 1 - i]!));

export const backwards = (trellis: Trellis): Direction => {
  const { graph, frames, band } = trellis;
  const lastNode = graph.nodes - 1;
  const prons = graph.pronFirst.length;
  return {
    graph: reverseGraph(graph),
    frames,
    reversed: true,
    step: -1,
    low: turned(band.high, (v) => lastNode - v),
    high: turned(band.low, (v) => lastNode - v),
    nodeAt: turned(trellis.nodeAt, (at) => at + lastNode),
    pronLow: turned(trellis.pronHigh, (p) => prons - p),
    pronHigh: turned(trellis.pronLow, (p) => prons - p),
    pronAt: turned(trellis.pronAt, (at) => at + prons - 1),
  };
};

/** Forwards inside a band, writing down no more than what comes to the last node: at place t of the node arrays. */
export const towardsEnd = (graph: ClauseGraph, frames: number, { low, high }: Band): Direction => ({
  graph,
  frames,
  reversed: false,
  step: 0,
  low,
  high,
  nodeAt: Int32Array.from({ length: frames + 1 }, (_, t) => t),
  pronLow: new Int32Array(frames),
  pronHigh: new Int32Array(frames).fill(graph.pronFirst.length),
  pronAt: new Int32Array(frames),
});
