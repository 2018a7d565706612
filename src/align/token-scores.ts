import type { Backward } from './backward.js';
import { tokensFrom, tokensTo } from './chain-trellis.js';
import type { Forward } from './forward.js';
import { LOG_ZERO } from './log-math.js';
import { addTo, logOf, type ScaledValues, zeroValues } from './scaled.js';

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
const spokenMasses = ({ trellis, node, entry, units }: Forward, backward: Backward): ScaledValues => {
  const { chain, frames, pronAt, nodeAt, band } = trellis;
  const { pronStart, clashesIn } = chain;
  const masses = zeroValues(chain.pronFirst.length);
  for (let t = 0; t < frames; t++) {
    const at = pronAt[t]!;
    const to = tokensTo(band, t);
    for (let k = tokensFrom(band, t); k < to; k++) {
      const before = nodeAt[t]! + k;
      // A pass counts what speaks in a frame in the units of the node after it in its direction, where its band still has that.
      const clashing = k < band.low[t + 1]! ? before : nodeAt[t + 1]! + k;
      const after = (k + 1 > band.high[t]! ? nodeAt[t + 1]! : nodeAt[t]!) + k + 1;
      const following = backward.units[after]!;
      for (let p = pronStart[k]!; p < pronStart[k + 1]!; p++) {
        const entered = backward.entered[at + p]!;
        if (clashesIn[p]) addTo(masses, p, entry[at + p]! * entered, units[clashing]! + following);
        else addTo(masses, p, node[before]! * entered, units[before]! + following);
      }
    }
  }
  return masses;
};

/** Per token: mass of all paths that arrive at its start, then spend at least one frame on anything, then depart from its end. */
const wildcardMasses = ({ trellis, arrival, units }: Forward, backward: Backward): ScaledValues => {
  const { chain, frames, nodeAt, band } = trellis;
  const begun = zeroValues(chain.tokens + 1);
  const masses = zeroValues(chain.tokens);
  for (let t = 1; t <= frames; t++) {
    const before = nodeAt[t - 1]!;
    for (let v = band.low[t - 1]!; v <= band.high[t - 1]!; v++)
      addTo(begun, v, arrival[before + v]!, units[before + v]!);
    const now = nodeAt[t]!;
    for (let v = Math.max(1, band.low[t]!); v <= band.high[t]!; v++) {
      const mass = begun.x[v - 1]! * backward.departure[now + v]!;
      addTo(masses, v - 1, mass, begun.units[v - 1]! + backward.units[now + v]!);
    }
  }
  return masses;
};

/** Place of the greatest; the first when there is none (NaN). */
const bestOf = (values: readonly number[]): number => Math.max(0, values.indexOf(Math.max(...values)));

/** A token that no path can speak (a recording without frames) has no support, whatever else is impossible too. */
const quotient = (spoken: number, any: number): number =>
  spoken === Number.NEGATIVE_INFINITY ? LOG_ZERO : Math.max(spoken - any, LOG_ZERO);

/** Scores of every token of a chain, in token order; both passes ran over the same trellis. */
export const scoreTokens = (forward: Forward, backward: Backward): readonly TokenScore[] => {
  const { graph } = forward.trellis;
  const { pronStart } = graph;
  const spokenBy = spokenMasses(forward, backward);
  const any = wildcardMasses(forward, backward);
  const spoken = zeroValues(graph.tokens.length);
  return graph.tokens.map((token, k) => {
    const masses: number[] = [];
    for (let p = pronStart[k]!; p < pronStart[k + 1]!; p++) {
      masses.push(logOf(spokenBy.x[p]!, spokenBy.units[p]!));
      addTo(spoken, k, spokenBy.x[p]!, spokenBy.units[p]!);
    }
    const pronunciation = bestOf(masses);
    const logPosterior = quotient(logOf(spoken.x[k]!, spoken.units[k]!), logOf(any.x[k]!, any.units[k]!));
    return { logPosterior, perPhone: logPosterior / token.pronunciations[pronunciation]!.phones.length, pronunciation };
  });
};
