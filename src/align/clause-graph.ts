import type { ClauseLattice, ClauseToken } from './clause-token.js';

/** Prices of leaving the clause, nats, at least 0. */
export interface GraphPrices {
  /** Leaving out a token that is not optional. */
  readonly skip: number;
  /** Leaving out an optional token (merged 儿). */
  readonly skipOptional: number;
  /** Entering a stretch of any speech between two tokens. */
  readonly star: number;
  /** One unit of a pronunciation's edit cost. */
  readonly accent: number;
}

/**
 * The clause as a graph for CTC scoring, in flat arrays. Nodes are token boundaries in topological order; a token is an
 * edge between two nodes and carries one or more pronunciations of one or two phones.
 *
 *              +--> zh --[blank]--> an --+
 *     node u --+                         +--> node v --> ...
 *              +--> z  --[blank]--> an --+
 *        \_____________ skip ___________/
 *
 * Each node also has a gap (blank frames) and a star (any frames at probability one, after paying `star`).
 */
export interface ClauseGraph {
  readonly tokens: readonly ClauseToken[];
  readonly nodes: number;
  readonly tokenFrom: Int32Array;
  readonly tokenTo: Int32Array;
  /** Log weight of skipping, at most 0. */
  readonly tokenSkip: Float64Array;
  /** Index into the unit and the alternative that a token belongs to. */
  readonly tokenUnit: Int32Array;
  readonly tokenAlternative: Int32Array;
  /** Pronunciations are stored in token order: token k has pronStart[k] to pronStart[k+1]. */
  readonly pronStart: Int32Array;
  readonly pronToken: Int32Array;
  readonly pronFirst: Int32Array;
  /** Second phone's label, -1 when there is one phone only. */
  readonly pronSecond: Int32Array;
  readonly pronLast: Int32Array;
  readonly pronWeight: Float64Array;
  /** Tokens that end at node v: into[intoStart[v] .. intoStart[v+1]]. */
  readonly intoStart: Int32Array;
  readonly into: Int32Array;
  /**
   * CTC merges equal neighbours, so a phone may follow an equal phone only across a blank. Per pronunciation, 1 when some
   * pronunciation that ends at its start has its first phone as last phone.
   */
  readonly clashesIn: Uint8Array;
  /** Likewise, 1 when some pronunciation that begins at its end has its last phone as first phone. */
  readonly clashesOut: Uint8Array;
  readonly starWeight: number;
}

interface Edge {
  readonly token: ClauseToken;
  readonly from: number;
  readonly to: number;
  readonly unit: number;
  readonly alternative: number;
}

const chainEdges = (
  tokens: readonly ClauseToken[],
  first: number,
  last: number,
  inner: number,
  unit: number,
  alternative: number,
): Edge[] =>
  tokens.map((token, k) => ({
    token,
    from: k === 0 ? first : inner + k - 1,
    to: k === tokens.length - 1 ? last : inner + k,
    unit,
    alternative,
  }));

/** Lays the units in a row; the inner nodes of a unit's alternatives come before its end node, so order is topological. */
const layEdges = (lattice: ClauseLattice): { readonly edges: Edge[]; readonly nodes: number } => {
  const edges: Edge[] = [];
  let node = 0;
  lattice.forEach((alternatives, unit) => {
    const spoken = alternatives.map((tokens, index) => ({ tokens, index })).filter(({ tokens }) => tokens.length > 0);
    if (spoken.length === 0) return;
    let inner = node + 1;
    const end = inner + spoken.reduce((sum, { tokens }) => sum + tokens.length - 1, 0);
    for (const { tokens, index } of spoken) {
      edges.push(...chainEdges(tokens, node, end, inner, unit, index));
      inner += tokens.length - 1;
    }
    node = end;
  });
  return { edges: edges.sort((a, b) => a.from - b.from || a.to - b.to), nodes: node + 1 };
};

/** Items of group g: items[start[g]] to items[start[g + 1]], exclusive. */
interface Groups {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

const groupEdges = (edges: readonly Edge[], nodes: number, side: 'from' | 'to'): Groups => {
  const start = new Int32Array(nodes + 1);
  for (const edge of edges) start[edge[side] + 1]!++;
  for (let v = 0; v < nodes; v++) start[v + 1]! += start[v]!;
  const next = start.slice();
  const items = new Int32Array(edges.length);
  edges.forEach((edge, k) => {
    items[next[edge[side]]!++] = k;
  });
  return { start, items };
};

const flatten = (edges: readonly Edge[], prices: GraphPrices) => {
  const prons = edges.flatMap(({ token }, k) => token.pronunciations.map((p) => ({ k, p })));
  const pronStart = new Int32Array(edges.length + 1);
  for (const { k } of prons) pronStart[k + 1]!++;
  for (let k = 0; k < edges.length; k++) pronStart[k + 1]! += pronStart[k]!;
  return {
    pronStart,
    pronToken: Int32Array.from(prons, ({ k }) => k),
    pronFirst: Int32Array.from(prons, ({ p }) => p.phones[0]!),
    pronSecond: Int32Array.from(prons, ({ p }) => p.phones[1] ?? -1),
    pronLast: Int32Array.from(prons, ({ p }) => p.phones[p.phones.length - 1]!),
    pronWeight: Float64Array.from(prons, ({ p }) => -p.cost * prices.accent),
  };
};

type Flat = ReturnType<typeof flatten>;

/** True when some pronunciation of token `k` has `label` in its first or last place. */
const has = (flat: Flat, labels: Int32Array, k: number, label: number): boolean => {
  for (let p = flat.pronStart[k]!; p < flat.pronStart[k + 1]!; p++) if (labels[p] === label) return true;
  return false;
};

const findClashes = (edges: readonly Edge[], flat: Flat, byStart: Groups, byEnd: Groups) => {
  const any = ({ start, items }: Groups, node: number, wanted: (k: number) => boolean): number => {
    for (let i = start[node]!; i < start[node + 1]!; i++) if (wanted(items[i]!)) return 1;
    return 0;
  };
  const count = flat.pronFirst.length;
  const clashesIn = new Uint8Array(count);
  const clashesOut = new Uint8Array(count);
  for (let p = 0; p < count; p++) {
    const { from, to } = edges[flat.pronToken[p]!]!;
    clashesIn[p] = any(byEnd, from, (k) => has(flat, flat.pronLast, k, flat.pronFirst[p]!));
    clashesOut[p] = any(byStart, to, (k) => has(flat, flat.pronFirst, k, flat.pronLast[p]!));
  }
  return { clashesIn, clashesOut };
};

export const compileGraph = (lattice: ClauseLattice, prices: GraphPrices): ClauseGraph => {
  const { edges, nodes } = layEdges(lattice);
  const flat = flatten(edges, prices);
  const byEnd = groupEdges(edges, nodes, 'to');
  return {
    tokens: edges.map(({ token }) => token),
    nodes,
    tokenFrom: Int32Array.from(edges, ({ from }) => from),
    tokenTo: Int32Array.from(edges, ({ to }) => to),
    tokenSkip: Float64Array.from(edges, ({ token }) => -(token.optional ? prices.skipOptional : prices.skip)),
    tokenUnit: Int32Array.from(edges, ({ unit }) => unit),
    tokenAlternative: Int32Array.from(edges, ({ alternative }) => alternative),
    ...flat,
    intoStart: byEnd.start,
    into: byEnd.items,
    ...findClashes(edges, flat, groupEdges(edges, nodes, 'from'), byEnd),
    starWeight: -prices.star,
  };
};
