import type { GraphPrices } from './clause-graph.js';
import type { ClauseLattice, ClauseToken } from './clause-token.js';
import type { Emissions } from './emissions.js';

const ZERO = Number.NEGATIVE_INFINITY;

/** log(e^a + e^b + ...), exactly. */
export const logSum = (...values: readonly number[]): number => {
  const most = Math.max(...values);
  return most === ZERO ? ZERO : most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
};

/** Tokens in a row with the log weights of saying each in its ways, of leaving each out and of any speech. */
interface Row {
  readonly tokens: readonly ClauseToken[];
  readonly accent: number;
  readonly skips: readonly number[];
  readonly star: number;
}

const rowOf = (tokens: readonly ClauseToken[], prices: GraphPrices): Row => ({
  tokens,
  accent: prices.accent,
  skips: tokens.map(({ optional }) => -(optional ? prices.skipOptional : prices.skip)),
  star: -prices.star,
});

/** One way to say a token, and what was heard of it up to a time. */
interface Way {
  readonly phones: readonly number[];
  readonly weight: number;
  first: number;
  between: number;
  second: number;
}

const newWays = ({ tokens, accent }: Row): readonly (readonly Way[])[] =>
  tokens.map(({ pronunciations }) =>
    pronunciations.map(({ phones, cost }) => ({
      phones,
      weight: -cost * accent,
      first: ZERO,
      between: ZERO,
      second: ZERO,
    })),
  );

const endOf = ({ phones, first, second }: Way): number => (phones.length > 1 ? second : first);

/** One frame of a way that may be entered; `at` is the log probability of a label. */
const sound = (way: Way, entered: number, at: (label: number) => number): void => {
  const { phones, first, between, second } = way;
  way.first = logSum(first, entered + way.weight) + at(phones[0]!);
  if (phones.length < 2) return;
  way.between = logSum(between, first) + at(0);
  way.second = logSum(second, between, first) + at(phones[1]!);
};

/** Logs at each time and node: everything that is there, and only what arrives just then. */
export interface LogPass {
  readonly node: readonly (readonly number[])[];
  readonly arrival: readonly (readonly number[])[];
  readonly total: number;
}

const passOver = (row: Row, { log, frames, labels }: Emissions): LogPass => {
  const ways = newWays(row);
  const start = [0];
  for (const skip of row.skips) start.push(start.at(-1)! + skip);
  const [node, arrival] = [[start], [start]];
  let open = start;
  let star = start.map(() => ZERO);
  for (let t = 0; t < frames; t++) {
    const at = (label: number) => log[t * labels + label]!;
    const ends = ways.map((own) => own.map((way) => ({ last: way.phones.at(-1), end: endOf(way) })));
    ways.forEach((own, k) => {
      for (const way of own) {
        const before = (ends[k - 1] ?? []).filter(({ last }) => last !== way.phones[0]).map(({ end }) => end);
        sound(way, logSum(open[k]!, ...before), at);
      }
    });
    const was = node[t]!;
    star = star.map((value, v) => logSum(value, was[v]! + row.star));
    const stayed = was.map((value, v) => logSum(value + at(0), star[v]!));
    const [now, opened, arrived]: [number[], number[], number[]] = [[], [], []];
    stayed.forEach((value, v) => {
      const skipped = v === 0 ? ZERO : now[v - 1]! + row.skips[v - 1]!;
      arrived.push(logSum(skipped, ...(ways[v - 1] ?? []).map(endOf)));
      opened.push(logSum(value, skipped));
      now.push(logSum(value, arrived[v]!));
    });
    open = opened;
    node.push(now);
    arrival.push(arrived);
  }
  return { node, arrival, total: node[frames]!.at(-1)! };
};

/**
 * The pass that the scaled one is tried against: over tokens in a row, in logarithms throughout and with exact sums, as the
 * formulas say it and without a thought of time.
 */
export const logPass = (tokens: readonly ClauseToken[], prices: GraphPrices, emissions: Emissions): LogPass =>
  passOver(rowOf(tokens, prices), emissions);

const tokensBackwards = (tokens: readonly ClauseToken[]): readonly ClauseToken[] =>
  tokens.toReversed().map((token) => ({
    ...token,
    pronunciations: token.pronunciations.map((one) => ({ ...one, phones: one.phones.toReversed() })),
  }));

const framesBackwards = (emissions: Emissions): Emissions => ({
  ...emissions,
  log: emissions.log.map((_, i) => {
    const frame = emissions.frames - 1 - Math.floor(i / emissions.labels);
    return emissions.log[frame * emissions.labels + (i % emissions.labels)]!;
  }),
});

/** What `scoreTokens` measures: the whole without leaving token k out, against anything at all in its place. */
export const logPosterior = (
  tokens: readonly ClauseToken[],
  prices: GraphPrices,
  emissions: Emissions,
  k: number,
): number => {
  const row = rowOf(tokens, prices);
  const said = passOver({ ...row, skips: row.skips.with(k, ZERO) }, emissions).total;
  const ahead = logPass(tokens, prices, emissions).arrival;
  const behind = logPass(tokensBackwards(tokens), prices, framesBackwards(emissions)).arrival;
  let begun = ZERO;
  let any = ZERO;
  for (let t = 1; t <= emissions.frames; t++) {
    begun = logSum(begun, ahead[t - 1]![k]!);
    any = logSum(any, begun + behind[emissions.frames - t]![tokens.length - k - 1]!);
  }
  return said - any;
};

/** Every choice of one alternative that is not empty a unit; a unit without any is passed by. */
const choices = (lattice: ClauseLattice): readonly (readonly ClauseToken[])[] =>
  lattice.reduce<readonly (readonly ClauseToken[])[]>(
    (heads, alternatives) => {
      const spoken = alternatives.filter(({ length }) => length > 0);
      return spoken.length === 0 ? heads : heads.flatMap((head) => spoken.map((one) => [...head, ...one]));
    },
    [[]],
  );

/** The whole over all ways to go through a lattice. */
export const latticeTotal = (lattice: ClauseLattice, prices: GraphPrices, emissions: Emissions): number =>
  logSum(...choices(lattice).map((tokens) => logPass(tokens, prices, emissions).total));
