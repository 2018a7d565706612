import type { ClauseGraph } from './clause-graph.js';
import type { Emissions } from './emissions.js';
import { emptyStates, type LatticeStates } from './lattice-states.js';
import { LOG_ZERO, logAdd } from './log-math.js';

/** Backward quantities, logs. Time t counts frames consumed already; arrays are row-major [(T+1) x nodes] or [T x prons]. */
export interface Backward {
  /** Everything still to come from a node at time t. */
  readonly node: Float64Array;
  /** Only what leaves a node just then: into a token or over a skip; the end of the clause at t = T. */
  readonly departure: Float64Array;
  /** What is still to come once pronunciation p's first phone was spoken in frame t, that emission and its weight included. */
  readonly entered: Float64Array;
  readonly total: number;
}

/** Rest after p without the pronunciations that begin with p's own last phone: those need a gap between. */
const clashingRest = (
  graph: ClauseGraph,
  open: Float64Array,
  entered: Float64Array,
  row: number,
  p: number,
  firstFrom: Int32Array,
): number => {
  const node = graph.tokenTo[graph.pronToken[p]!]!;
  let sum = open[node]!;
  for (let q = firstFrom[node]!; q < firstFrom[node + 1]!; q++) {
    if (graph.pronFirst[q] !== graph.pronLast[p]) sum = logAdd(sum, entered[row + q]!);
  }
  return sum;
};

/** Tokens are sorted by start node, so each node's pronunciations are one run: run of node v is [result[v], result[v+1]). */
const pronunciationRuns = (graph: ClauseGraph): Int32Array => {
  const runs = new Int32Array(graph.nodes + 1);
  let k = 0;
  for (let v = 0; v < graph.nodes; v++) {
    runs[v] = graph.pronStart[k]!;
    while (k < graph.tokens.length && graph.tokenFrom[k] === v) k++;
  }
  runs[graph.nodes] = graph.pronFirst.length;
  return runs;
};

const leaveNodes = (
  graph: ClauseGraph,
  runs: Int32Array,
  backward: Backward,
  state: LatticeStates,
  open: Float64Array,
  t: number,
  frame: { readonly blank: number; readonly row: number; readonly last: boolean },
) => {
  const { node, departure, entered } = backward;
  const now = t * graph.nodes;
  const later = now + graph.nodes;
  let token = graph.tokens.length - 1;
  for (let v = graph.nodes - 1; v >= 0; v--) {
    const ends = frame.last && v === graph.nodes - 1;
    let skipped = ends ? 0 : LOG_ZERO;
    for (; token >= 0 && graph.tokenFrom[token] === v; token--) {
      skipped = logAdd(skipped, graph.tokenSkip[token]! + node[now + graph.tokenTo[token]!]!);
    }
    let begun = LOG_ZERO;
    let waited = LOG_ZERO;
    if (!frame.last) {
      for (let p = runs[v]!; p < runs[v + 1]!; p++) begun = logAdd(begun, entered[frame.row + p]!);
      waited = logAdd(frame.blank + node[later + v]!, graph.starWeight + state.star[v]!);
    }
    open[v] = logAdd(waited, skipped);
    node[now + v] = logAdd(open[v]!, begun);
    departure[now + v] = logAdd(begun, skipped);
    state.star[v] = logAdd(state.star[v]!, node[now + v]!);
  }
};

const enterTokens = (
  graph: ClauseGraph,
  state: LatticeStates,
  { log }: Emissions,
  frameRow: number,
  entered: Float64Array,
  row: number,
) => {
  for (let p = 0; p < graph.pronFirst.length; p++) {
    entered[row + p] = graph.pronWeight[p]! + log[frameRow + graph.pronFirst[p]!]! + state.first[p]!;
  }
};

const stayInTokens = (
  graph: ClauseGraph,
  runs: Int32Array,
  state: LatticeStates,
  backward: Backward,
  open: Float64Array,
  t: number,
  emissions: Emissions,
  last: boolean,
) => {
  const { first, between, second } = state;
  const prons = graph.pronFirst.length;
  const frameRow = t * emissions.labels;
  const { log } = emissions;
  for (let p = 0; p < prons; p++) {
    const rest =
      graph.clashesOut[p] && !last
        ? clashingRest(graph, open, backward.entered, t * prons, p, runs)
        : backward.node[t * graph.nodes + graph.tokenTo[graph.pronToken[p]!]!]!;
    const label = graph.pronSecond[p]!;
    const stay = last ? LOG_ZERO : log[frameRow + graph.pronFirst[p]!]! + first[p]!;
    if (label < 0) {
      first[p] = logAdd(stay, rest);
      continue;
    }
    const toSecond = last ? LOG_ZERO : log[frameRow + label]! + second[p]!;
    const toBetween = last ? LOG_ZERO : log[frameRow]! + between[p]!;
    first[p] = logAdd(logAdd(stay, toBetween), toSecond);
    between[p] = logAdd(toBetween, toSecond);
    second[p] = logAdd(toSecond, rest);
  }
};

/** Backward pass; the mirror image of `runForward`, with the same total. */
export const runBackward = (graph: ClauseGraph, emissions: Emissions): Backward => {
  const { frames, labels } = emissions;
  const prons = graph.pronFirst.length;
  const runs = pronunciationRuns(graph);
  const backward = {
    node: new Float64Array((frames + 1) * graph.nodes).fill(LOG_ZERO),
    departure: new Float64Array((frames + 1) * graph.nodes).fill(LOG_ZERO),
    entered: new Float64Array(frames * prons).fill(LOG_ZERO),
    total: LOG_ZERO,
  };
  const open = new Float64Array(graph.nodes).fill(LOG_ZERO);
  const state = emptyStates(graph);
  leaveNodes(graph, runs, backward, state, open, frames, { blank: LOG_ZERO, row: 0, last: true });
  stayInTokens(graph, runs, state, backward, open, frames, emissions, true);
  for (let t = frames - 1; t >= 0; t--) {
    enterTokens(graph, state, emissions, t * labels, backward.entered, t * prons);
    leaveNodes(graph, runs, backward, state, open, t, {
      blank: emissions.log[t * labels]!,
      row: t * prons,
      last: false,
    });
    stayInTokens(graph, runs, state, backward, open, t, emissions, false);
  }
  return { ...backward, total: backward.node[0]! };
};
