import type { Band } from './band.js';
import type { Chain } from './chain.js';
import { type Direction, tokensFrom, tokensTo } from './chain-trellis.js';
import type { Emissions } from './emissions.js';
import { addTo, logOf, type ScaledValues, UNIT_BITS, unitFactor, zeroValues } from './scaled.js';

/** What a pass writes down of what it finds, scaled, at the places that its direction tells. */
export interface PassRecord {
  /** Everything that is at a node, gap and star frames at the node included. */
  readonly node: Float64Array;
  /** Only what arrives at a node just then: a token's end or a skip; the start of the clause at time 0. */
  readonly arrival: Float64Array;
  /** Units of both, and of what a token that begins at the node says in the frame that ends then. */
  readonly units: Int16Array;
  /** What may enter a clashing pronunciation before a frame, without its weight and emission; the others enter from all of their node. Null when nobody asks. */
  readonly entry: Float64Array | null;
  /** What has spoken a pronunciation's last phone in a frame, its weight and emission included; null likewise. */
  readonly spoken: Float64Array | null;
}

/** Values at one time. A node's star and the token that begins at it are counted in the node's units. */
interface States {
  readonly node: Float64Array;
  readonly star: Float64Array;
  readonly units: Int32Array;
  readonly first: Float64Array;
  /** The blank between a pronunciation's two phones. */
  readonly between: Float64Array;
  readonly second: Float64Array;
  /** What may enter each pronunciation that clashes. */
  readonly entry: Float64Array;
  /** Per token: factor from the units of its first node to those of its last. */
  readonly lift: Float64Array;
  /** Nodes to which something has ever come: these first ones. */
  reached: number;
  /** Only what has just arrived at the node that was looked at last. */
  arrived: number;
}

/** Beyond it a node is counted in greater units. */
const HIGH = 2 ** (UNIT_BITS / 2);
const LOW = 1 / HIGH;
/** Most units by which a node may be above the next: two of them are more than the dearest skip. */
const MOST_APART = 2;

const emptyStates = ({ tokens, pronFirst: { length: prons } }: Chain): States => ({
  node: new Float64Array(tokens + 1),
  star: new Float64Array(tokens + 1),
  units: new Int32Array(tokens + 1),
  first: new Float64Array(prons),
  between: new Float64Array(prons),
  second: new Float64Array(prons),
  entry: new Float64Array(prons),
  lift: new Float64Array(tokens),
  reached: 0,
  arrived: 0,
});

/** Counts all that is at node v, and in the token that begins there, in units by so many greater. */
const recount = ({ pronStart, tokens }: Chain, state: States, v: number, by: number): void => {
  const { node, star, units, first, between, second, entry, lift } = state;
  const factor = unitFactor(-by);
  units[v]! += by;
  node[v]! *= factor;
  star[v]! *= factor;
  if (v > 0) lift[v - 1] = unitFactor(units[v - 1]! - units[v]!);
  if (v === tokens) return;
  for (let p = pronStart[v]!; p < pronStart[v + 1]!; p++) {
    first[p]! *= factor;
    between[p]! *= factor;
    second[p]! *= factor;
    entry[p]! *= factor;
  }
  lift[v] = unitFactor(units[v]! - units[v + 1]!);
};

/**
 * Likewise, and the nodes after it, where they fall too far behind: skips bring to them nearly all that is here, and what
 * they held themselves in so much smaller units is nothing beside that.
 */
const raise = (chain: Chain, state: States, v: number, by: number): void => {
  recount(chain, state, v, by);
  const { units } = state;
  for (let w = v + 1; w < state.reached && units[w - 1]! - units[w]! > MOST_APART; w++) {
    recount(chain, state, w, units[w - 1]! - units[w]! - MOST_APART);
  }
};

/** Counts node v in units in which it is not great, and at first, when nothing has come to it before, not small either. Returns the units that it rose by. */
const settle = (chain: Chain, state: States, v: number): number => {
  const now = state.node[v]!;
  let by = now > HIGH ? Math.ceil((Math.log2(now) - UNIT_BITS / 2) / UNIT_BITS) : 0;
  if (v === state.reached) {
    state.reached = v + 1;
    for (let x = now; x < LOW && by > -MOST_APART; x /= unitFactor(-1)) by--;
  }
  if (by !== 0) raise(chain, state, v, by);
  return by;
};

/** What may enter the pronunciations of token k that clash with the token before it, which has just `sounded` or was not in the band; those need a gap between. */
const enterClashing = (
  chain: Chain,
  { first, second, entry, lift }: States,
  k: number,
  opened: number,
  sounded: boolean,
): void => {
  const { pronStart, pronFirst, pronSecond, pronLast, clashesIn } = chain;
  for (let p = pronStart[k]!; p < pronStart[k + 1]!; p++) {
    if (!clashesIn[p]) continue;
    let sum = 0;
    for (let q = pronStart[k - 1]!; sounded && q < pronStart[k]!; q++) {
      if (pronLast[q] !== pronFirst[p]) sum += pronSecond[q]! < 0 ? first[q]! : second[q]!;
    }
    entry[p] = opened + sum * lift[k - 1]!;
  }
};

const writeDown = (record: PassRecord | null, place: number, { node, units, arrived }: States, v: number): void => {
  if (record === null) return;
  record.node[place] = node[v]!;
  record.arrival[place] = arrived;
  record.units[place] = units[v]!;
};

/** Node v has never been reached: until something comes, it is counted as the one before. */
const prepare = ({ units, lift }: States, v: number): void => {
  units[v] = units[v - 1]!;
  lift[v - 1] = 1;
};

/** Time 0: what skips bring from the first node to those up to `to`. */
const begin = (chain: Chain, state: States, to: number, record: PassRecord | null, at: number, step: number): void => {
  const { node, lift } = state;
  for (let v = 0; v <= to && v <= state.reached; v++) {
    if (v > 0 && v === state.reached) prepare(state, v);
    if (v > 0) node[v] = node[v - 1]! * chain.skip[v - 1]! * lift[v - 1]!;
    if (v === state.reached && node[v] !== 0) settle(chain, state, v);
    if (chain.clashes[v]) enterClashing(chain, state, v, node[v]!, false);
    state.arrived = node[v]!;
    writeDown(record, at + step * v, state, v);
  }
};

/** The frame s of a direction that is to be advanced over. */
interface Frame {
  /** Place of the frame's emissions. */
  readonly row: number;
  /** Nodes of the time after it. */
  readonly from: number;
  readonly to: number;
  readonly tokenFrom: number;
  readonly tokenTo: number;
  /** What was at the node before `from` before the frame, and what is there now. */
  readonly was: number;
  readonly now: number;
  readonly nodeAt: number;
  readonly pronAt: number;
}

/** Token k in one frame, entered from `was`; returns what ends. */
const speak = (
  chain: Chain,
  state: States,
  probs: Float64Array,
  row: number,
  k: number,
  was: number,
  record: PassRecord | null,
  at: number,
  step: number,
): number => {
  const { pronStart, pronFirst, pronSecond, pronFactor, clashesIn } = chain;
  const { first, between, second } = state;
  let ended = 0;
  for (let p = pronStart[k]!; p < pronStart[k + 1]!; p++) {
    const clashes = clashesIn[p] === 1;
    const entered = clashes ? state.entry[p]! : was;
    const sounded = first[p]!;
    let end = (sounded + entered * pronFactor[p]!) * probs[row + pronFirst[p]!]!;
    first[p] = end;
    const label = pronSecond[p]!;
    if (label >= 0) {
      const both = sounded + between[p]!;
      between[p] = both * probs[row]!;
      end = (second[p]! + both) * probs[row + label]!;
      second[p] = end;
    }
    ended += end;
    if (record === null) continue;
    if (record.entry !== null && clashes) record.entry[at + step * p] = entered;
    if (record.spoken !== null) record.spoken[at + step * p] = end;
  }
  return ended;
};

/**
 * One frame, over the nodes `from` up to `to` of the time after it. Each node after the one before it, since skips bring to
 * it what is there already; a token is spoken from what was at its first node before the frame.
 *
 *     node v, time t + 1 = node v * blank + star v + skip * node v - 1 + ends of token v - 1
 *     star v, time t + 1 = star v + e^-star * node v
 */
const advance = (
  chain: Chain,
  state: States,
  probs: Float64Array,
  frame: Frame,
  record: PassRecord | null,
  step: number,
): void => {
  const { clashes, skip, star: starFactor } = chain;
  const { node, star, lift } = state;
  const { row, from, to, tokenFrom, tokenTo, nodeAt, pronAt } = frame;
  const blank = probs[row]!;
  let { was, now } = frame;
  // What is at the node before now without the ends of tokens.
  let opened = 0;
  let sounded = false;
  let v = from;
  for (; v <= to && v <= state.reached; v++) {
    const k = v - 1;
    if (v === state.reached) prepare(state, v);
    const sounds = k >= tokenFrom && k < tokenTo;
    const ended = sounds ? speak(chain, state, probs, row, k, was, record, pronAt, step) : 0;
    if (v > from && clashes[k]) enterClashing(chain, state, k, opened, sounded);
    sounded = sounds;
    const skipped = v > 0 ? now * skip[k]! * lift[k]! : 0;
    const arrived = v > 0 ? ended * lift[k]! + skipped : 0;
    was = node[v]!;
    const starred = star[v]! + was * starFactor;
    star[v] = starred;
    const stayed = was * blank + starred;
    opened = stayed + skipped;
    now = stayed + arrived;
    node[v] = now;
    state.arrived = arrived;
    if (now > HIGH || (v === state.reached && now !== 0)) {
      const factor = unitFactor(-settle(chain, state, v));
      was *= factor;
      opened *= factor;
      now = node[v]!;
      state.arrived *= factor;
    }
    writeDown(record, nodeAt + step * v, state, v);
  }
  if (v > from && clashes[v - 1]) enterClashing(chain, state, v - 1, opened, sounded);
};

/** What a longer clause brings to the first node; waiting before it is the longer clause's affair. */
const inject = (chain: Chain, state: States, x: number, units: number): void => {
  if (state.reached === 0 && x !== 0) {
    state.units[0] = units;
    state.reached = 1;
  } else if (x !== 0 && units > state.units[0]!) raise(chain, state, 0, units - state.units[0]!);
  state.node[0] = x * unitFactor(units - state.units[0]!);
};

/**
 * One pass of the CTC forward-backward algorithm (Graves et al. 2006, section 4.1) over a chain with skips and stars,
 * written once for both directions, in scaled probabilities. Time and memory are linear in the band.
 * Returns the logarithm of what is at the last node at the last time, -Infinity when nothing is.
 */
export const runPass = (direction: Direction, emissions: Emissions, record: PassRecord): number => {
  const { chain, frames, step, band, nodeAt, pronAt } = direction;
  const { low, high } = band;
  const { probs, labels } = emissions;
  const state = emptyStates(chain);
  inject(chain, state, 1, 0);
  begin(chain, state, high[0]!, record, nodeAt[0]!, step);
  for (let s = 0; s < frames; s++) {
    const from = low[s + 1]!;
    const frame = {
      row: (step < 0 ? frames - 1 - s : s) * labels,
      from,
      to: high[s + 1]!,
      tokenFrom: tokensFrom(band, s),
      tokenTo: tokensTo(band, s),
      was: from > 0 ? state.node[from - 1]! : 0,
      now: 0,
      nodeAt: nodeAt[s + 1]!,
      pronAt: pronAt[s]!,
    };
    advance(chain, state, probs, frame, record, step);
  }
  const last = chain.tokens;
  return last < state.reached ? logOf(state.node[last]!, state.units[last]!) : Number.NEGATIVE_INFINITY;
};

/**
 * Logarithm of all that goes through a chain that is a part of a longer clause: `inflow` is what that clause brings to its
 * first node at each time (frames + 1 values), `outflow` what it makes of anything that has just come to the last one.
 */
export const runBetween = (
  chain: Chain,
  { probs, labels, frames }: Emissions,
  band: Band,
  inflow: ScaledValues,
  outflow: ScaledValues,
): number => {
  const { low, high } = band;
  const state = emptyStates(chain);
  const last = chain.tokens;
  const sum = zeroValues(1);
  const arrive = (s: number) => {
    if (high[s] !== last || state.reached <= last) return;
    addTo(sum, 0, state.arrived * outflow.x[s]!, state.units[last]! + outflow.units[s]!);
  };
  inject(chain, state, inflow.x[0]!, inflow.units[0]!);
  begin(chain, state, high[0]!, null, 0, 1);
  arrive(0);
  for (let s = 0; s < frames && last > 0; s++) {
    const before = state.node[0]!;
    const units = state.units[0]!;
    if (low[s + 1] === 0) inject(chain, state, inflow.x[s + 1]!, inflow.units[s + 1]!);
    const from = Math.max(1, low[s + 1]!);
    const frame = {
      row: s * labels,
      from,
      to: high[s + 1]!,
      tokenFrom: tokensFrom(band, s),
      tokenTo: tokensTo(band, s),
      was: from > 1 ? state.node[from - 1]! : before * unitFactor(units - state.units[0]!),
      now: low[s + 1] === 0 ? state.node[0]! : 0,
      nodeAt: 0,
      pronAt: 0,
    };
    advance(chain, state, probs, frame, null, 1);
    arrive(s + 1);
  }
  return logOf(sum.x[0]!, sum.units[0]!);
};
