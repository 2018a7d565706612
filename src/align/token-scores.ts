import type { Backward } from './backward.js';
import type { Forward } from './forward.js';
import { LOG_ZERO, logAdd } from './log-math.js';

export interface TokenScore {
  /**
   * Log posterior of this token against any sound in its place, the rest of the clause being what it is; nats, about 0
   * when the sound supports it, very negative when it does not.
   *
   *                  sum of paths that speak the token
   *     log  -------------------------------------------------------
   *           sum of paths with anything at all in the token's place
   *
   * "Anything" is the best label of every frame, the free phone loop's best path. The quotient can exceed one a little,
   * because the numerator sums over alignments.
   */
  readonly logPosterior: number;
  /** The same per phone, so that one-phone and two-phone syllables compare. */
  readonly perPhone: number;
  /** Index into the token's pronunciations of the one that the sound supports best. */
  readonly pronunciation: number;
}

/** Per pronunciation: mass of all paths that speak it. */
const spokenMasses = ({ trellis, entry }: Forward, { entered }: Backward): Float64Array => {
  const { graph, frames, pronAt, pronLow, pronHigh } = trellis;
  const masses = new Float64Array(graph.pronFirst.length).fill(LOG_ZERO);
  for (let t = 0; t < frames; t++) {
    const at = pronAt[t]!;
    for (let p = pronLow[t]!; p < pronHigh[t]!; p++) masses[p] = logAdd(masses[p]!, entry[at + p]! + entered[at + p]!);
  }
  return masses;
};

/** Per token: mass of all paths that arrive at its start, then spend at least one frame on anything, then depart from its end. */
const wildcardMasses = ({ trellis, arrival }: Forward, { departure }: Backward): Float64Array => {
  const { graph, frames, nodeAt, band } = trellis;
  const { intoStart, into, tokenFrom } = graph;
  const begun = new Float64Array(graph.nodes).fill(LOG_ZERO);
  const masses = new Float64Array(graph.tokens.length).fill(LOG_ZERO);
  for (let t = 1; t <= frames; t++) {
    const before = nodeAt[t - 1]!;
    for (let v = band.low[t - 1]!; v <= band.high[t - 1]!; v++) begun[v] = logAdd(begun[v]!, arrival[before + v]!);
    const now = nodeAt[t]!;
    for (let v = band.low[t]!; v <= band.high[t]!; v++) {
      for (let i = intoStart[v]!; i < intoStart[v + 1]!; i++) {
        const token = into[i]!;
        masses[token] = logAdd(masses[token]!, begun[tokenFrom[token]!]! + departure[now + v]!);
      }
    }
  }
  return masses;
};

/** Place of the greatest; the first when there is none (NaN). */
const bestOf = (values: readonly number[]): number => Math.max(0, values.indexOf(Math.max(...values)));

/** A token that no path can speak (a recording without frames) has no support, whatever else is impossible too. */
const quotient = (spoken: number, any: number): number =>
  spoken <= LOG_ZERO ? LOG_ZERO : Math.max(spoken - any, LOG_ZERO);

/** Scores of every token of a graph, in token order; both passes ran over the same trellis. */
export const scoreTokens = (forward: Forward, backward: Backward): readonly TokenScore[] => {
  const { graph } = forward.trellis;
  const spokenBy = spokenMasses(forward, backward);
  const any = wildcardMasses(forward, backward);
  return graph.tokens.map((token, k) => {
    const masses = Array.from(spokenBy.subarray(graph.pronStart[k]!, graph.pronStart[k + 1]!));
    const pronunciation = bestOf(masses);
    const logPosterior = quotient(masses.reduce(logAdd, LOG_ZERO), any[k]!);
    return { logPosterior, perPhone: logPosterior / token.pronunciations[pronunciation]!.phones.length, pronunciation };
  });
};
