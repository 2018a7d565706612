import { type Band, fullBand } from './band.js';
import type { ClauseGraph } from './clause-graph.js';
import type { Emissions } from './emissions.js';
import { LOG_ZERO } from './log-math.js';
import { runPass } from './pass.js';
import { backwards, layTrellis, type Trellis } from './trellis.js';

/** Backward quantities, logs, at the places of the trellis. Time t counts frames consumed already. */
export interface Backward {
  readonly trellis: Trellis;
  /** Everything still to come from a node at time t. */
  readonly node: Float64Array;
  /** Only what leaves a node just then: into a token or over a skip; the end of the clause at the last time. */
  readonly departure: Float64Array;
  /** What is still to come once a pronunciation's first phone was spoken in frame t, that emission and its weight included. */
  readonly entered: Float64Array;
  readonly total: number;
}

/** Backward pass: the forward pass over the reversed graph and the reversed frames; the same total. */
export const runBackward = (
  graph: ClauseGraph,
  emissions: Emissions,
  band: Band = fullBand(graph.nodes, emissions.frames),
): Backward => {
  const trellis = layTrellis(graph, emissions.frames, band);
  const record = {
    node: new Float64Array(trellis.nodeCells).fill(LOG_ZERO),
    arrival: new Float64Array(trellis.nodeCells).fill(LOG_ZERO),
    entry: null,
    spoken: new Float64Array(trellis.pronCells).fill(LOG_ZERO),
  };
  const total = runPass(backwards(trellis), emissions, record);
  return { trellis, node: record.node, departure: record.arrival, entered: record.spoken, total };
};
