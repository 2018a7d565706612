import { type Band, fullBand } from './band.js';
import type { ClauseGraph } from './clause-graph.js';
import type { Emissions } from './emissions.js';
import { LOG_ZERO } from './log-math.js';
import { runPass } from './pass.js';
import { forwards, layTrellis, type Trellis } from './trellis.js';

/** Forward quantities, logs, at the places of the trellis. Time t counts consumed frames. */
export interface Forward {
  readonly trellis: Trellis;
  /** Everything that is at a node after t frames, gap and star frames at the node included. */
  readonly node: Float64Array;
  /** Only what arrives at a node just then: a token's end or a skip; the start of the clause at t = 0. */
  readonly arrival: Float64Array;
  /** What may enter a pronunciation in frame t (before its weight and emission). */
  readonly entry: Float64Array;
  readonly total: number;
}

/** Forward pass over the whole recording, or over what a band leaves of it. `inject` as `runPass` takes it. */
export const runForward = (
  graph: ClauseGraph,
  emissions: Emissions,
  inject?: Float64Array,
  band: Band = fullBand(graph.nodes, emissions.frames),
): Forward => {
  const trellis = layTrellis(graph, emissions.frames, band);
  const record = {
    node: new Float64Array(trellis.nodeCells).fill(LOG_ZERO),
    arrival: new Float64Array(trellis.nodeCells).fill(LOG_ZERO),
    entry: new Float64Array(trellis.pronCells).fill(LOG_ZERO),
    spoken: null,
  };
  const total = runPass(forwards(trellis), emissions, record, inject ?? null);
  return { trellis, node: record.node, arrival: record.arrival, entry: record.entry, total };
};
