import { type Band, fullBand } from './band.js';
import type { ClauseGraph } from './clause-graph.js';
import type { Emissions } from './emissions.js';
import { LOG_ZERO } from './log-math.js';
import { layTrellis, type Trellis } from './trellis.js';

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

/** Values at one time, and for every place of the trellis where its best value came from. */
interface Search {
  readonly trellis: Trellis;
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

const newSearch = (trellis: Trellis): Search => {
  const { graph, nodeCells, pronCells } = trellis;
  const prons = graph.pronFirst.length;
  const low = (size: number) => new Float64Array(size).fill(LOG_ZERO);
  return {
    trellis,
    node: low(graph.nodes),
    open: low(graph.nodes),
    first: low(prons),
    between: low(prons),
    second: low(prons),
    star: low(graph.nodes),
    nodeFrom: new Int32Array(nodeCells),
    openFrom: new Int32Array(nodeCells),
    entryFrom: new Int32Array(pronCells),
    choices: new Uint8Array(pronCells),
    starEntered: new Uint8Array(nodeCells),
  };
};

const spoken = ({ trellis, first, second }: Search, p: number): number =>
  trellis.graph.pronSecond[p]! < 0 ? first[p]! : second[p]!;

const bestEntry = (search: Search, p: number, slot: number): number => {
  const { graph } = search.trellis;
  const v = graph.tokenFrom[graph.pronToken[p]!]!;
  if (!graph.clashesIn[p]) {
    search.entryFrom[slot] = NODE;
    return search.node[v]!;
  }
  let best = search.open[v]!;
  search.entryFrom[slot] = OPEN;
  for (let i = graph.intoStart[v]!; i < graph.intoStart[v + 1]!; i++) {
    const token = graph.into[i]!;
    for (let q = graph.pronStart[token]!; q < graph.pronStart[token + 1]!; q++) {
      if (graph.pronLast[q] === graph.pronFirst[p] || spoken(search, q) <= best) continue;
      best = spoken(search, q);
      search.entryFrom[slot] = q;
    }
  }
  return best;
};

/** Frame t: from high to low, because what enters a pronunciation are the ends of lower ones before this frame. */
const speakFrame = (search: Search, { log, labels }: Emissions, t: number) => {
  const { first, between, second, choices, trellis } = search;
  const { graph } = trellis;
  const row = t * labels;
  const at = trellis.pronAt[t]!;
  for (let p = trellis.pronHigh[t]! - 1; p >= trellis.pronLow[t]!; p--) {
    const entry = bestEntry(search, p, at + p) + graph.pronWeight[p]!;
    const was = first[p]!;
    let choice = entry > was ? FIRST_ENTERED : 0;
    first[p] = Math.max(was, entry) + log[row + graph.pronFirst[p]!]!;
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
    choices[at + p] = choice;
  }
};

/** The best that a node has without a token that ends just now: waiting, any speech, or a skip. */
const settle = (search: Search, v: number, t: number, blank: number) => {
  const { node, open, star, openFrom, starEntered, trellis } = search;
  const { graph } = trellis;
  const slot = trellis.nodeAt[t]! + v;
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
const arrive = (search: Search, t: number, blank: number) => {
  const { trellis, node, open, openFrom, nodeFrom } = search;
  const { graph, band } = trellis;
  for (let v = band.low[t]!; v <= band.high[t]!; v++) {
    settle(search, v, t, blank);
    const slot = trellis.nodeAt[t]! + v;
    let best = open[v]!;
    let from = openFrom[slot]!;
    for (let i = graph.intoStart[v]!; i < graph.intoStart[v + 1]!; i++) {
      const token = graph.into[i]!;
      for (let q = graph.pronStart[token]!; q < graph.pronStart[token + 1]!; q++) {
        if (spoken(search, q) <= best) continue;
        best = spoken(search, q);
        from = q;
      }
    }
    node[v] = best;
    nodeFrom[slot] = from;
  }
};

/** Nothing is left where the band has passed by. */
const leaveNodes = ({ trellis, node, open, star }: Search, t: number) => {
  const { low } = trellis.band;
  for (let v = low[t - 1]!; v < low[t]!; v++) node[v] = open[v] = star[v] = LOG_ZERO;
};
const leavePronunciations = ({ trellis, first, between, second }: Search, t: number) => {
  const { pronLow } = trellis;
  for (let p = pronLow[t - 1]!; p < pronLow[t]!; p++) first[p] = between[p] = second[p] = LOG_ZERO;
};

/** Walks one pronunciation back from its last frame; returns the frame of its entry. */
const traceSpoken = ({ choices, trellis }: Search, p: number, lastFrame: number): number => {
  let state: 'first' | 'between' | 'second' = trellis.graph.pronSecond[p]! < 0 ? 'first' : 'second';
  for (let frame = lastFrame; frame >= 0; frame--) {
    const choice = choices[trellis.pronAt[frame]! + p]!;
    if (state === 'first' && choice & FIRST_ENTERED) return frame;
    if (state === 'between' && choice & BETWEEN_FROM_FIRST) state = 'first';
    else if (state === 'second' && choice & SECOND_FROM_BETWEEN) state = 'between';
    else if (state === 'second' && choice & SECOND_FROM_FIRST) state = 'first';
  }
  return 0;
};

const traceStar = ({ starEntered, trellis }: Search, v: number, t: number): number => {
  let at = t;
  while (!starEntered[trellis.nodeAt[at]! + v]) at--;
  return at - 1;
};

const trace = (search: Search): PathStep[] => {
  const { trellis, nodeFrom, openFrom, entryFrom } = search;
  const { graph, nodeAt, pronAt } = trellis;
  const steps: PathStep[] = [];
  let t = trellis.frames;
  let v = graph.nodes - 1;
  let from = nodeFrom[nodeAt[t]! + v]!;
  while (from !== START) {
    if (from === GAP) {
      t--;
      from = nodeFrom[nodeAt[t]! + v]!;
    } else if (from === STAR) {
      const start = traceStar(search, v, t);
      steps.push({ kind: 'star', start, end: t });
      t = start;
      from = nodeFrom[nodeAt[t]! + v]!;
    } else if (from <= SKIP) {
      const token = SKIP - from;
      steps.push({ kind: 'skipped', token, at: t });
      v = graph.tokenFrom[token]!;
      from = nodeFrom[nodeAt[t]! + v]!;
    } else {
      const token = graph.pronToken[from]!;
      const start = traceSpoken(search, from, t - 1);
      steps.push({ kind: 'spoken', token, pronunciation: from - graph.pronStart[token]!, start, end: t });
      const entry = entryFrom[pronAt[start]! + from]!;
      t = start;
      v = graph.tokenFrom[token]!;
      if (entry === NODE) from = nodeFrom[nodeAt[t]! + v]!;
      else from = entry === OPEN ? openFrom[nodeAt[t]! + v]! : entry;
    }
  }
  return steps.reverse();
};

/**
 * The best single path through the clause graph (inside a band, when given): which token was spoken when, which were
 * skipped, where extra speech lies.
 */
export const bestPath = (
  graph: ClauseGraph,
  emissions: Emissions,
  band: Band = fullBand(graph.nodes, emissions.frames),
): readonly PathStep[] => {
  const search = newSearch(layTrellis(graph, emissions.frames, band));
  arrive(search, 0, LOG_ZERO);
  for (let t = 0; t < emissions.frames; t++) {
    speakFrame(search, emissions, t);
    if (t > 0) leavePronunciations(search, t);
    leaveNodes(search, t + 1);
    arrive(search, t + 1, emissions.log[t * emissions.labels]!);
  }
  return trace(search);
};
