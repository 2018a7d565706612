import { type Band, fullBand } from './band.js';
import { backwards, type ChainTrellis, layChainTrellis } from './chain-trellis.js';
import type { ClauseGraph } from './clause-graph.js';
import type { Emissions } from './emissions.js';
import { runPass } from './pass.js';

/** Backward quantities at the places of the trellis, scaled: `x * 2^(256 * units)`. Time t counts frames consumed already. */
export interface Backward {
  readonly trellis: ChainTrellis;
  /** Everything still to come from a node at time t. */
  readonly node: Float64Array;
  /** Only what leaves a node just then: into a token or over a skip; the end of the clause at the last time. */
  readonly departure: Float64Array;
  /** Units of both. */
  readonly units: Int16Array;
  /** What is still to come once a pronunciation's first phone was spoken in frame t, that emission and its weight included, in the units of the node after it at time t. */
  readonly entered: Float64Array;
  /** Logarithm of the whole. */
  readonly total: number;
}

/** Backward pass: the forward pass over the reversed chain and the reversed frames; the same total. */
export const runBackward = (
  graph: ClauseGraph,
  emissions: Emissions,
  band: Band = fullBand(graph.nodes, emissions.frames),
): Backward => {
  const trellis = layChainTrellis(graph, emissions.frames, band);
  const record = {
    node: new Float64Array(trellis.nodeCells),
    arrival: new Float64Array(trellis.nodeCells),
    units: new Int16Array(trellis.nodeCells),
    spoken: new Float64Array(trellis.pronCells),
  };
  const total = runPass(backwards(trellis), emissions, { ...record, entry: null });
  const { node, arrival, units, spoken } = record;
  return { trellis, node, departure: arrival, entered: spoken, units, total };
};
