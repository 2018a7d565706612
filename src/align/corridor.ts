import { type Band, bandOfTimes } from './band.js';
import type { ClauseGraph } from './clause-graph.js';
import type { Guide } from './guide.js';

/** Boundaries (of the tokens that the guide counts) between which each unit of the clause lies. */
export interface UnitPlaces {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Per token of the graph: the boundaries between which it lies. */
const tokenPlaces = ({ tokenUnit, tokenAlternative }: ClauseGraph, units: UnitPlaces): UnitPlaces => {
  const readings = new Map<string, number[]>();
  tokenUnit.forEach((unit, k) => {
    const reading = `${unit} ${tokenAlternative[k]}`;
    const known = readings.get(reading);
    if (known) known.push(k);
    else readings.set(reading, [k]);
  });
  const from = new Int32Array(tokenUnit.length);
  const to = new Int32Array(tokenUnit.length);
  for (const reading of readings.values()) {
    const unit = tokenUnit[reading[0]!]!;
    const [start, end] = [units.from[unit]!, units.to[unit]!];
    // A reading as long as the one that the guide counts goes with it token by token; of another one only the ends are known.
    const together = end - start === reading.length;
    reading.forEach((k, i) => {
      from[k] = together ? start + i : start;
      to[k] = together ? start + i + 1 : end;
    });
  }
  return { from, to };
};

/** The band of a graph around a guide, `width` frames wider on either side of every boundary. */
export const corridor = (graph: ClauseGraph, guide: Guide, units: UnitPlaces, frames: number, width: number): Band => {
  const places = tokenPlaces(graph, units);
  const first = new Int32Array(graph.nodes).fill(frames);
  const last = new Int32Array(graph.nodes);
  const open = (node: number, boundary: number) => {
    first[node] = Math.min(first[node]!, guide.first[boundary]! - width);
    last[node] = Math.max(last[node]!, guide.last[boundary]! + width);
  };
  graph.tokenFrom.forEach((node, k) => {
    open(node, places.from[k]!);
    open(graph.tokenTo[k]!, places.to[k]!);
  });
  for (let v = graph.nodes - 2; v >= 0; v--) first[v] = Math.min(first[v]!, first[v + 1]!);
  for (let v = 1; v < graph.nodes; v++) last[v] = Math.max(last[v]!, last[v - 1]!);
  return bandOfTimes(first, last, frames);
};
