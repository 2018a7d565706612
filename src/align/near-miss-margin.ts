import type { Backward } from './backward.js';
import { compileGraph, type GraphPrices } from './clause-graph.js';
import type { ClauseToken } from './clause-token.js';
import type { Emissions } from './emissions.js';
import { type Forward, runForward } from './forward.js';
import { LOG_ZERO, logAdd } from './log-math.js';
import type { NearMiss } from './near-miss.js';

/** A linear clause (token k runs from node k to node k + 1) that was scored over a recording. */
export interface ScoredClause {
  readonly tokens: readonly ClauseToken[];
  readonly emissions: Emissions;
  readonly forward: Forward;
  readonly backward: Backward;
  /** Frame at which each token begins and ends on the best path; where it was skipped, the place. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Tokens on either side that are scored along, so that both readings compete for the same sound. */
const CONTEXT_TOKENS = 1;
/** Time on either side of the affected tokens in which competitors may lie. */
const CONTEXT_MS = 400;
/** Inside the affected span nothing but the words themselves may explain the sound. */
const FORBIDDEN = 200;
/** From so many tokens on, leaving out is scored with closed doors. */
const LONG_OMISSION = 3;

interface Span {
  readonly from: number;
  readonly to: number;
  readonly startFrame: number;
  readonly endFrame: number;
}

const spanAround = ({ tokens, emissions, starts, ends }: ScoredClause, { start, end }: NearMiss): Span => {
  const from = Math.max(0, start - CONTEXT_TOKENS);
  const to = Math.min(tokens.length, end + CONTEXT_TOKENS);
  const margin = Math.round(CONTEXT_MS / emissions.frameMs);
  return {
    from,
    to,
    startFrame: from === 0 ? 0 : Math.max(0, starts[from]! - margin),
    endFrame: to === tokens.length ? emissions.frames : Math.min(emissions.frames, ends[to - 1]! + margin),
  };
};

/** What a pass found at a node and time; nothing where it did not search. */
const valueAt = ({ trellis, node }: Forward | Backward, v: number, t: number): number =>
  v < trellis.band.low[t]! || v > trellis.band.high[t]! ? LOG_ZERO : node[trellis.nodeAt[t]! + v]!;

/** Frames of the recording up to which a span may be entered and from which on it may be left. */
interface Door {
  readonly enteredBy: number;
  readonly leftFrom: number;
}

const OPEN: Door = { enteredBy: Number.POSITIVE_INFINITY, leftFrom: 0 };

const closed = ({ emissions, starts, ends }: ScoredClause, { from, to }: Span): Door => {
  const margin = Math.round(CONTEXT_MS / emissions.frameMs);
  return { enteredBy: starts[from]! + margin, leftFrom: ends[to - 1]! - margin };
};

const isLongOmission = ({ start, end, replacement }: NearMiss): boolean =>
  end - start - replacement.length >= LONG_OMISSION;

/** Log-likelihood of the clause with `words` spoken over the span, everything outside it as scored before. */
const scoreSpan = (
  clause: ScoredClause,
  span: Span,
  words: readonly ClauseToken[],
  prices: GraphPrices,
  door: Door = OPEN,
): number => {
  const { labels, frameMs, log } = clause.emissions;
  const graph = compileGraph(
    words.map((token) => [[token]]),
    prices,
  );
  const frames = span.endFrame - span.startFrame;
  const emissions = { log: log.subarray(span.startFrame * labels, span.endFrame * labels), frames, labels, frameMs };
  const inject = Float64Array.from({ length: frames + 1 }, (_, t) =>
    span.startFrame + t > door.enteredBy ? LOG_ZERO : valueAt(clause.forward, span.from, span.startFrame + t),
  );
  const { arrival } = runForward(graph, emissions, inject);
  let sum = LOG_ZERO;
  for (let t = Math.max(0, door.leftFrom - span.startFrame); t <= frames; t++) {
    sum = logAdd(
      sum,
      arrival[t * graph.nodes + graph.nodes - 1]! + valueAt(clause.backward, span.to, span.startFrame + t),
    );
  }
  return sum;
};

/**
 * Scores near misses against the clause as written. A margin is the log-likelihood ratio, nats, of the two; positive when
 * the sound supports the clause. Both are scored on the same sound by the CTC forward algorithm over the affected span
 * only: what comes before enters through the forward values at the span's start, what comes after through the backward
 * values at its end; a miss's prior counts against it. Misses over the same span share the score of the words as written.
 *
 * A star before the span could last through it and so explain a sentence left out, however much was said there, at the
 * price of one star. A long omission must therefore enter the span when its words begin and leave when they end, and
 * competes with the clause at its usual prices: an honest reader may have restarted in the middle of the sentence.
 */
export const nearMissScorer = (clause: ScoredClause, prices: GraphPrices): ((miss: NearMiss) => number) => {
  const strict = { ...prices, skip: FORBIDDEN, star: FORBIDDEN };
  const written = new Map<string, number>();
  const scoreWritten = (span: Span): number => {
    const key = `${span.from}:${span.to}:${span.startFrame}:${span.endFrame}`;
    const known = written.get(key) ?? scoreSpan(clause, span, clause.tokens.slice(span.from, span.to), strict);
    written.set(key, known);
    return known;
  };
  return (miss) => {
    const span = spanAround(clause, miss);
    const before = clause.tokens.slice(span.from, miss.start);
    const after = clause.tokens.slice(miss.end, span.to);
    const words = [...before, ...miss.replacement, ...after];
    if (isLongOmission(miss)) {
      return clause.forward.total - (scoreSpan(clause, span, words, strict, closed(clause, span)) - miss.prior);
    }
    const missed = scoreSpan(clause, span, words, strict);
    return scoreWritten(span) - (missed - miss.prior);
  };
};
