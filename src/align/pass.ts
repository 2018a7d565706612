import type { ClauseGraph } from './clause-graph.js';
import type { Emissions } from './emissions.js';
import { emptyStates, type LatticeStates } from './lattice-states.js';
import { LOG_ZERO, logAdd } from './log-math.js';
import type { Direction } from './trellis.js';

/** What a pass writes down of what it finds, logs, at the places that its direction tells. */
export interface PassRecord {
  /** Everything that is at a node, gap and star frames at the node included. */
  readonly node: Float64Array;
  /** Only what arrives at a node just then: a token's end or a skip; the start of the clause at time 0. */
  readonly arrival: Float64Array;
  /** What may enter a pronunciation before a frame, without its weight and emission; null when nobody asks. */
  readonly entry: Float64Array | null;
  /** What has spoken a pronunciation's last phone in a frame, its weight and emission included; null likewise. */
  readonly spoken: Float64Array | null;
}

/** Entry into p without the pronunciations that end in p's own first phone: those need a gap between. */
const clashingEntry = (graph: ClauseGraph, { open, ended }: LatticeStates, p: number): number => {
  const from = graph.tokenFrom[graph.pronToken[p]!]!;
  let sum = open[from]!;
  for (let i = graph.intoStart[from]!; i < graph.intoStart[from + 1]!; i++) {
    const token = graph.into[i]!;
    for (let q = graph.pronStart[token]!; q < graph.pronStart[token + 1]!; q++) {
      if (graph.pronLast[q] !== graph.pronFirst[p]) sum = logAdd(sum, ended[q]!);
    }
  }
  return sum;
};

/** Frame s: from high to low, because what enters a pronunciation are the ends of lower ones before this frame. */
const speakFrame = (
  direction: Direction,
  state: LatticeStates,
  log: Float64Array,
  row: number,
  s: number,
  record: PassRecord,
) => {
  const { graph, step } = direction;
  const { pronFirst, pronSecond, pronWeight, pronToken, tokenFrom, clashesIn } = graph;
  const { node, first, between, second, ended } = state;
  const { entry, spoken } = record;
  const at = direction.pronAt[s]!;
  const blank = log[row]!;
  const low = direction.pronLow[s]!;
  for (let p = direction.pronHigh[s]! - 1; p >= low; p--) {
    const entered = clashesIn[p] ? clashingEntry(graph, state, p) : node[tokenFrom[pronToken[p]!]!]!;
    if (entry !== null) entry[at + step * p] = entered;
    const was = first[p]!;
    const now = logAdd(was, entered + pronWeight[p]!) + log[row + pronFirst[p]!]!;
    first[p] = now;
    const label = pronSecond[p]!;
    if (label < 0) {
      ended[p] = now;
    } else {
      const wasBetween = between[p]!;
      between[p] = logAdd(wasBetween, was) + blank;
      ended[p] = second[p] = logAdd(logAdd(second[p]!, wasBetween), was) + log[row + label]!;
    }
    if (spoken !== null) spoken[at + step * p] = ended[p]!;
  }
};

/** What ends just then at node v. */
const endings = (graph: ClauseGraph, ended: Float64Array, v: number): number => {
  const { intoStart, into, pronStart } = graph;
  let sum = LOG_ZERO;
  for (let i = intoStart[v]!; i < intoStart[v + 1]!; i++) {
    const token = into[i]!;
    for (let q = pronStart[token]!; q < pronStart[token + 1]!; q++) sum = logAdd(sum, ended[q]!);
  }
  return sum;
};

/** What comes to node v just then over tokens left out; the nodes before it are settled. */
const skips = (graph: ClauseGraph, node: Float64Array, v: number): number => {
  const { intoStart, into, tokenFrom, tokenSkip } = graph;
  let sum = LOG_ZERO;
  for (let i = intoStart[v]!; i < intoStart[v + 1]!; i++) {
    const token = into[i]!;
    sum = logAdd(sum, node[tokenFrom[token]!]! + tokenSkip[token]!);
  }
  return sum;
};

/** Brings all that is known at time s to the nodes from `firstNode` on, in topological order. */
const arrive = (
  direction: Direction,
  state: LatticeStates,
  blank: number,
  s: number,
  firstNode: number,
  record: PassRecord,
) => {
  const { graph, step } = direction;
  const { node, open, star, ended } = state;
  const at = direction.nodeAt[s]!;
  const last = direction.high[s]!;
  for (let v = Math.max(firstNode, direction.low[s]!); v <= last; v++) {
    const waited = node[v]!;
    const extra = logAdd(star[v]!, waited + graph.starWeight);
    const skipped = skips(graph, node, v);
    const arrived = endings(graph, ended, v);
    const opened = logAdd(logAdd(waited + blank, extra), skipped);
    star[v] = extra;
    open[v] = opened;
    node[v] = logAdd(opened, arrived);
    record.node[at + step * v] = node[v]!;
    record.arrival[at + step * v] = logAdd(arrived, skipped);
  }
};

const begin = (direction: Direction, state: LatticeStates, initial: number, record: PassRecord) => {
  const { graph, step } = direction;
  const at = direction.nodeAt[0]!;
  for (let v = 0; v <= direction.high[0]!; v++) {
    const sum = v === 0 ? initial : skips(graph, state.node, v);
    state.node[v] = sum;
    state.open[v] = sum;
    record.node[at + step * v] = sum;
    record.arrival[at + step * v] = sum;
  }
};

/** Nothing is left at the nodes that the band has left behind at time s. */
const leaveNodes = ({ low }: Direction, { node, open, star }: LatticeStates, s: number) => {
  for (let v = low[s - 1]!; v < low[s]!; v++) node[v] = open[v] = star[v] = LOG_ZERO;
};

/** Likewise in the pronunciations that may not sound in frame s any more; only their ends before it counted in it. */
const leavePronunciations = ({ pronLow }: Direction, state: LatticeStates, s: number) => {
  const { first, between, second, ended } = state;
  for (let p = pronLow[s - 1]!; p < pronLow[s]!; p++) first[p] = between[p] = second[p] = ended[p] = LOG_ZERO;
};

/**
 * One pass of the CTC forward-backward algorithm (Graves et al. 2006, section 4.1) over a clause graph with skips and stars,
 * written once for both directions. Time and memory are linear in the band; nothing is allocated in the frame loop.
 * Returns what is at the last node at the last time.
 *
 * `inject`, when given, is the mass at the first node at each time (frames + 1 values): the graph is then a part of a
 * longer clause, and waiting before it is the longer clause's affair.
 */
export const runPass = (
  direction: Direction,
  emissions: Emissions,
  record: PassRecord,
  inject: Float64Array | null = null,
): number => {
  const { graph, frames, reversed } = direction;
  const { log, labels } = emissions;
  const state = emptyStates(graph);
  begin(direction, state, inject === null ? 0 : inject[0]!, record);
  for (let s = 0; s < frames; s++) {
    const row = (reversed ? frames - 1 - s : s) * labels;
    speakFrame(direction, state, log, row, s, record);
    if (s > 0) leavePronunciations(direction, state, s);
    leaveNodes(direction, state, s + 1);
    if (inject !== null && direction.low[s + 1] === 0) {
      state.node[0] = record.node[direction.nodeAt[s + 1]!] = inject[s + 1]!;
    }
    arrive(direction, state, log[row]!, s + 1, inject === null ? 0 : 1, record);
  }
  return state.node[graph.nodes - 1]!;
};
