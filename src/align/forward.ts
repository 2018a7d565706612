import { type Band, fullBand } from './band.js';
import { type ChainTrellis, forwards, layChainTrellis } from './chain-trellis.js';
import type { ClauseGraph } from './clause-graph.js';
import type { Emissions } from './emissions.js';
import { runPass } from './pass.js';

/** Forward quantities at the places of the trellis, scaled: `x * 2^(256 * units)`. Time t counts consumed frames. */
export interface Forward {
  readonly trellis: ChainTrellis;
  /** Everything that is at a node after t frames, gap and star frames at the node included. */
  readonly node: Float64Array;
  /** Only what arrives at a node just then: a token's end or a skip; the start of the clause at t = 0. */
  readonly arrival: Float64Array;
  /** Units of both. */
  readonly units: Int16Array;
  /** What may enter a clashing pronunciation in frame t (before its weight and emission), in its node's units after the frame. */
  readonly entry: Float64Array;
  /** Logarithm of the whole. */
  readonly total: number;
}

/** Forward pass over a clause without alternatives and the whole recording, or what a band leaves of it. */
export const runForward = (
  graph: ClauseGraph,
  emissions: Emissions,
  band: Band = fullBand(graph.nodes, emissions.frames),
): Forward => {
  const trellis = layChainTrellis(graph, emissions.frames, band);
  const record = {
    node: new Float64Array(trellis.nodeCells),
    arrival: new Float64Array(trellis.nodeCells),
    units: new Int16Array(trellis.nodeCells),
    entry: new Float64Array(trellis.pronCells),
  };
  const total = runPass(forwards(trellis), emissions, { ...record, spoken: null });
  return { trellis, ...record, total };
};
