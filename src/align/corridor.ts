import { type Band, bandOfTimes } from './band.js';
import type { ClauseGraph } from './clause-graph.js';
import type { Guide } from './guide.js';

/** Boundaries (of the tokens that the guide counts) between which each unit of the clause lies. */
export interface UnitPlaces {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/**
 * The band of a graph around a guide, `width` frames wider on either side. A node inside a unit with several readings may be
 * visited whenever the unit may.
 */
export const corridor = (graph: ClauseGraph, guide: Guide, units: UnitPlaces, frames: number, width: number): Band => {
  const first = new Int32Array(graph.nodes).fill(frames);
  const last = new Int32Array(graph.nodes);
  graph.tokenUnit.forEach((unit, k) => {
    const start = guide.first[units.from[unit]!]! - width;
    const end = guide.last[units.to[unit]!]! + width;
    for (const v of [graph.tokenFrom[k]!, graph.tokenTo[k]!]) {
      first[v] = Math.min(first[v]!, start);
      last[v] = Math.max(last[v]!, end);
    }
  });
  for (let v = graph.nodes - 2; v >= 0; v--) first[v] = Math.min(first[v]!, first[v + 1]!);
  for (let v = 1; v < graph.nodes; v++) last[v] = Math.max(last[v]!, last[v - 1]!);
  return bandOfTimes(first, last, frames);
};
