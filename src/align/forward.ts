import type { ClauseGraph } from './clause-graph.js';
import type { Emissions } from './emissions.js';
import { emptyStates, type LatticeStates } from './lattice-states.js';
import { LOG_ZERO, logAdd } from './log-math.js';

/**
 * Forward quantities, logs. Time t counts consumed frames, 0 to T; arrays are row-major [(T+1) x nodes] or [T x prons].
 */
export interface Forward {
  /** Everything that is at a node after t frames, gap and star frames at the node included. */
  readonly node: Float64Array;
  /** Only what arrives at a node just then: a token's end or a skip; the start of the clause at t = 0. */
  readonly arrival: Float64Array;
  /** What may enter pronunciation p at time t (before its weight and emission). */
  readonly entry: Float64Array;
  readonly total: number;
}

/** Log probability of having just spoken pronunciation p's last phone. */
const spoken = (graph: ClauseGraph, state: LatticeStates, p: number): number =>
  graph.pronSecond[p]! < 0 ? state.first[p]! : state.second[p]!;

/** Entry into p without the pronunciations that end in p's own first phone: those need a gap between. */
const clashingEntry = (graph: ClauseGraph, state: LatticeStates, open: Float64Array, p: number): number => {
  const node = graph.tokenFrom[graph.pronToken[p]!]!;
  let sum = open[node]!;
  for (let i = graph.intoStart[node]!; i < graph.intoStart[node + 1]!; i++) {
    const token = graph.into[i]!;
    for (let q = graph.pronStart[token]!; q < graph.pronStart[token + 1]!; q++) {
      if (graph.pronLast[q] !== graph.pronFirst[p]) sum = logAdd(sum, spoken(graph, state, q));
    }
  }
  return sum;
};

const readEntries = (
  graph: ClauseGraph,
  state: LatticeStates,
  open: Float64Array,
  node: Float64Array,
  at: number,
  entry: Float64Array,
  row: number,
) => {
  for (let p = 0; p < graph.pronFirst.length; p++) {
    entry[row + p] = graph.clashesIn[p]
      ? clashingEntry(graph, state, open, p)
      : node[at + graph.tokenFrom[graph.pronToken[p]!]!]!;
  }
};

const speakFrame = (
  graph: ClauseGraph,
  state: LatticeStates,
  { log }: Emissions,
  frameRow: number,
  entry: Float64Array,
  row: number,
) => {
  const { first, between, second } = state;
  const blank = log[frameRow]!;
  for (let p = 0; p < graph.pronFirst.length; p++) {
    const was = first[p]!;
    first[p] = logAdd(was, entry[row + p]! + graph.pronWeight[p]!) + log[frameRow + graph.pronFirst[p]!]!;
    const label = graph.pronSecond[p]!;
    if (label < 0) continue;
    const wasBetween = between[p]!;
    between[p] = logAdd(wasBetween, was) + blank;
    second[p] = logAdd(logAdd(second[p]!, wasBetween), was) + log[frameRow + label]!;
  }
};

/** Brings all that is known at this time to the nodes from `firstNode` on, in topological order. */
const arrive = (
  graph: ClauseGraph,
  state: LatticeStates,
  forward: Forward,
  open: Float64Array,
  t: number,
  blank: number,
  firstNode: number,
) => {
  const { node, arrival } = forward;
  const now = t * graph.nodes;
  const before = now - graph.nodes;
  for (let v = firstNode; v < graph.nodes; v++) {
    let ended = LOG_ZERO;
    let skipped = LOG_ZERO;
    for (let i = graph.intoStart[v]!; i < graph.intoStart[v + 1]!; i++) {
      const token = graph.into[i]!;
      for (let q = graph.pronStart[token]!; q < graph.pronStart[token + 1]!; q++)
        ended = logAdd(ended, spoken(graph, state, q));
      skipped = logAdd(skipped, node[now + graph.tokenFrom[token]!]! + graph.tokenSkip[token]!);
    }
    const waited = node[before + v]!;
    state.star[v] = logAdd(state.star[v]!, waited + graph.starWeight);
    open[v] = logAdd(logAdd(waited + blank, state.star[v]!), skipped);
    node[now + v] = logAdd(open[v]!, ended);
    arrival[now + v] = logAdd(ended, skipped);
  }
};

const start = (graph: ClauseGraph, forward: Forward, open: Float64Array, initial: number) => {
  for (let v = 0; v < graph.nodes; v++) {
    let sum = v === 0 ? initial : LOG_ZERO;
    for (let i = graph.intoStart[v]!; i < graph.intoStart[v + 1]!; i++) {
      const token = graph.into[i]!;
      sum = logAdd(sum, forward.node[graph.tokenFrom[token]!]! + graph.tokenSkip[token]!);
    }
    forward.node[v] = sum;
    forward.arrival[v] = sum;
    open[v] = sum;
  }
};

/**
 * Forward pass of the CTC forward-backward algorithm (Graves et al. 2006, section 4.1) over a clause graph with skips and
 * stars. Time and memory are frames x (nodes + pronunciations).
 *
 * `inject`, when given, is the mass at the first node at each time (T + 1 values): the graph is then a part of a longer
 * clause, and waiting before it is the longer clause's affair.
 */
export const runForward = (graph: ClauseGraph, emissions: Emissions, inject?: Float64Array): Forward => {
  const { frames, labels } = emissions;
  const prons = graph.pronFirst.length;
  const forward = {
    node: new Float64Array((frames + 1) * graph.nodes).fill(LOG_ZERO),
    arrival: new Float64Array((frames + 1) * graph.nodes).fill(LOG_ZERO),
    entry: new Float64Array(frames * prons).fill(LOG_ZERO),
    total: LOG_ZERO,
  };
  const open = new Float64Array(graph.nodes).fill(LOG_ZERO);
  const state = emptyStates(graph);
  start(graph, forward, open, inject ? inject[0]! : 0);
  for (let t = 0; t < frames; t++) {
    readEntries(graph, state, open, forward.node, t * graph.nodes, forward.entry, t * prons);
    speakFrame(graph, state, emissions, t * labels, forward.entry, t * prons);
    if (inject) forward.node[(t + 1) * graph.nodes] = inject[t + 1]!;
    arrive(graph, state, forward, open, t + 1, emissions.log[t * labels]!, inject ? 1 : 0);
  }
  return { ...forward, total: forward.node[frames * graph.nodes + graph.nodes - 1]! };
};
