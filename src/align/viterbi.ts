import type { ClauseGraph } from './clause-graph.js';
import type { Emissions } from './emissions.js';
import { LOG_ZERO } from './log-math.js';

/** What the best path did, in time order. Frames are half-open ranges. */
export type PathStep =
  | {
      readonly kind: 'spoken';
      readonly token: number;
      readonly pronunciation: number;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'skipped'; readonly token: number; readonly at: number }
  | { readonly kind: 'star'; readonly start: number; readonly end: number };

/** Where a node's best value came from: a pronunciation (>= 0), one of these, or SKIP - token. */
const GAP = -1;
const STAR = -2;
const START = -3;
const SKIP = -4;
/** Packed choices of a pronunciation's three states at one frame. */
const FIRST_ENTERED = 1;
const BETWEEN_FROM_FIRST = 2;
const SECOND_FROM_BETWEEN = 4;
const SECOND_FROM_FIRST = 8;
/** Entry that took the node's best value without token ends. */
const OPEN = -1;
const NODE = -2;

interface Trellis {
  readonly node: Float64Array;
  readonly open: Float64Array;
  readonly first: Float64Array;
  readonly between: Float64Array;
  readonly second: Float64Array;
  readonly star: Float64Array;
  readonly nodeFrom: Int32Array;
  readonly openFrom: Int32Array;
  readonly entryFrom: Int32Array;
  readonly choices: Uint8Array;
  readonly starEntered: Uint8Array;
}

const newTrellis = (graph: ClauseGraph, frames: number): Trellis => {
  const prons = graph.pronFirst.length;
  const low = (size: number) => new Float64Array(size).fill(LOG_ZERO);
  return {
    node: low(graph.nodes),
    open: low(graph.nodes),
    first: low(prons),
    between: low(prons),
    second: low(prons),
    star: low(graph.nodes),
    nodeFrom: new Int32Array((frames + 1) * graph.nodes),
    openFrom: new Int32Array((frames + 1) * graph.nodes),
    entryFrom: new Int32Array(frames * prons),
    choices: new Uint8Array(frames * prons),
    starEntered: new Uint8Array((frames + 1) * graph.nodes),
  };
};

const spoken = (graph: ClauseGraph, trellis: Trellis, p: number): number =>
  graph.pronSecond[p]! < 0 ? trellis.first[p]! : trellis.second[p]!;

const bestEntry = (graph: ClauseGraph, trellis: Trellis, p: number, slot: number): number => {
  const v = graph.tokenFrom[graph.pronToken[p]!]!;
  if (!graph.clashesIn[p]) {
    trellis.entryFrom[slot] = NODE;
    return trellis.node[v]!;
  }
  let best = trellis.open[v]!;
  trellis.entryFrom[slot] = OPEN;
  for (let i = graph.intoStart[v]!; i < graph.intoStart[v + 1]!; i++) {
    const token = graph.into[i]!;
    for (let q = graph.pronStart[token]!; q < graph.pronStart[token + 1]!; q++) {
      if (graph.pronLast[q] === graph.pronFirst[p] || spoken(graph, trellis, q) <= best) continue;
      best = spoken(graph, trellis, q);
      trellis.entryFrom[slot] = q;
    }
  }
  return best;
};

const speakFrame = (
  graph: ClauseGraph,
  trellis: Trellis,
  { log }: Emissions,
  row: number,
  slotRow: number,
  entries: Float64Array,
) => {
  const { first, between, second, choices } = trellis;
  for (let p = 0; p < entries.length; p++)
    entries[p] = bestEntry(graph, trellis, p, slotRow + p) + graph.pronWeight[p]!;
  for (let p = 0; p < entries.length; p++) {
    const was = first[p]!;
    let choice = entries[p]! > was ? FIRST_ENTERED : 0;
    first[p] = Math.max(was, entries[p]!) + log[row + graph.pronFirst[p]!]!;
    const label = graph.pronSecond[p]!;
    if (label >= 0) {
      const wasBetween = between[p]!;
      if (was > wasBetween) choice |= BETWEEN_FROM_FIRST;
      between[p] = Math.max(was, wasBetween) + log[row]!;
      let best = second[p]!;
      if (wasBetween > best) {
        best = wasBetween;
        choice |= SECOND_FROM_BETWEEN;
      }
      if (was > best) {
        best = was;
        choice = (choice & ~SECOND_FROM_BETWEEN) | SECOND_FROM_FIRST;
      }
      second[p] = best + log[row + label]!;
    }
    choices[slotRow + p] = choice;
  }
};

/** The best that a node has without a token that ends just now: waiting, any speech, or a skip. */
const settle = (graph: ClauseGraph, trellis: Trellis, v: number, t: number, blank: number) => {
  const { node, open, star, openFrom, starEntered } = trellis;
  const slot = t * graph.nodes + v;
  let best = t > 0 ? node[v]! + blank : v > 0 ? LOG_ZERO : 0;
  let from = t > 0 ? GAP : START;
  // On a tie extra speech begins late: it must not take the last frames of the token before it.
  if (t > 0 && node[v]! + graph.starWeight >= star[v]!) {
    star[v] = node[v]! + graph.starWeight;
    starEntered[slot] = 1;
  }
  if (star[v]! > best) {
    best = star[v]!;
    from = STAR;
  }
  for (let i = graph.intoStart[v]!; i < graph.intoStart[v + 1]!; i++) {
    const token = graph.into[i]!;
    const skipped = node[graph.tokenFrom[token]!]! + graph.tokenSkip[token]!;
    if (skipped <= best) continue;
    best = skipped;
    from = SKIP - token;
  }
  open[v] = best;
  openFrom[slot] = from;
};

/** Brings the best at this time to the nodes, in topological order. */
const arrive = (graph: ClauseGraph, trellis: Trellis, t: number, blank: number) => {
  for (let v = 0; v < graph.nodes; v++) {
    settle(graph, trellis, v, t, blank);
    let best = trellis.open[v]!;
    let from = trellis.openFrom[t * graph.nodes + v]!;
    for (let i = graph.intoStart[v]!; i < graph.intoStart[v + 1]!; i++) {
      const token = graph.into[i]!;
      for (let q = graph.pronStart[token]!; q < graph.pronStart[token + 1]!; q++) {
        if (spoken(graph, trellis, q) <= best) continue;
        best = spoken(graph, trellis, q);
        from = q;
      }
    }
    trellis.node[v] = best;
    trellis.nodeFrom[t * graph.nodes + v] = from;
  }
};

/** Walks one pronunciation back from its last frame; returns the frame of its entry. */
const traceSpoken = (graph: ClauseGraph, { choices }: Trellis, p: number, lastFrame: number): number => {
  const prons = graph.pronFirst.length;
  let state: 'first' | 'between' | 'second' = graph.pronSecond[p]! < 0 ? 'first' : 'second';
  for (let frame = lastFrame; frame >= 0; frame--) {
    const choice = choices[frame * prons + p]!;
    if (state === 'first' && choice & FIRST_ENTERED) return frame;
    if (state === 'between' && choice & BETWEEN_FROM_FIRST) state = 'first';
    else if (state === 'second' && choice & SECOND_FROM_BETWEEN) state = 'between';
    else if (state === 'second' && choice & SECOND_FROM_FIRST) state = 'first';
  }
  return 0;
};

const traceStar = (graph: ClauseGraph, { starEntered }: Trellis, v: number, t: number): number => {
  let at = t;
  while (!starEntered[at * graph.nodes + v]) at--;
  return at - 1;
};

const trace = (graph: ClauseGraph, trellis: Trellis, frames: number): PathStep[] => {
  const prons = graph.pronFirst.length;
  const steps: PathStep[] = [];
  let t = frames;
  let v = graph.nodes - 1;
  let from = trellis.nodeFrom[t * graph.nodes + v]!;
  while (from !== START) {
    if (from === GAP) {
      t--;
      from = trellis.nodeFrom[t * graph.nodes + v]!;
    } else if (from === STAR) {
      const start = traceStar(graph, trellis, v, t);
      steps.push({ kind: 'star', start, end: t });
      t = start;
      from = trellis.nodeFrom[t * graph.nodes + v]!;
    } else if (from <= SKIP) {
      const token = SKIP - from;
      steps.push({ kind: 'skipped', token, at: t });
      v = graph.tokenFrom[token]!;
      from = trellis.nodeFrom[t * graph.nodes + v]!;
    } else {
      const token = graph.pronToken[from]!;
      const start = traceSpoken(graph, trellis, from, t - 1);
      steps.push({ kind: 'spoken', token, pronunciation: from - graph.pronStart[token]!, start, end: t });
      const entry = trellis.entryFrom[start * prons + from]!;
      t = start;
      v = graph.tokenFrom[token]!;
      if (entry === NODE) from = trellis.nodeFrom[t * graph.nodes + v]!;
      else from = entry === OPEN ? trellis.openFrom[t * graph.nodes + v]! : entry;
    }
  }
  return steps.reverse();
};

/** The best single path through the clause graph: which token was spoken when, which were skipped, where extra speech lies. */
export const bestPath = (graph: ClauseGraph, emissions: Emissions): readonly PathStep[] => {
  const prons = graph.pronFirst.length;
  const trellis = newTrellis(graph, emissions.frames);
  const entries = new Float64Array(prons);
  arrive(graph, trellis, 0, LOG_ZERO);
  for (let t = 0; t < emissions.frames; t++) {
    speakFrame(graph, trellis, emissions, t * emissions.labels, t * prons, entries);
    arrive(graph, trellis, t + 1, emissions.log[t * emissions.labels]!);
  }
  return trace(graph, trellis, emissions.frames);
};
