import type { Backward } from './backward.js';
import { type Band, bandOfTimes, fullBand } from './band.js';
import { chainOf } from './chain.js';
import { compileChain } from './chain-graph.js';
import type { GraphPrices } from './clause-graph.js';
import type { ClauseToken } from './clause-token.js';
import { type Emissions, soundBetween } from './emissions.js';
import type { Forward } from './forward.js';
import type { NearMiss } from './near-miss.js';
import { runBetween } from './pass.js';
import { type ScaledValues, zeroValues } from './scaled.js';

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
/** Time on either side of the affected tokens in which competitors may lie; before the first and after the last token. */
const CONTEXT_MS = 400;
const OUTER_CONTEXT_MS = 5_000;
/** Inside the affected span nothing but the words themselves may explain the sound. */
const FORBIDDEN = 200;
/** Words times frames up to which a span is searched whole. */
const WHOLE_SPAN_CELLS = 20_000;
/** Beyond it, how far words may lie from where they are expected: the clause's, and a share of the span for a competitor's. */
const WRITTEN_REACH_MS = 2_000;
const LEAST_REACH_MS = 2_500;
const REACH_SHARE = 0.25;
/** From so many tokens on, leaving out is scored with closed doors. */
const LONG_OMISSION = 3;

interface Span {
  readonly from: number;
  readonly to: number;
  readonly startFrame: number;
  readonly endFrame: number;
}

/** Words over a span with the frames near which each begins and ends, and how far from them. */
interface Words {
  readonly tokens: readonly ClauseToken[];
  readonly begins: readonly number[];
  readonly ends: readonly number[];
  readonly reach: number;
}

const spanAround = ({ tokens, emissions, starts, ends }: ScoredClause, { start, end }: NearMiss): Span => {
  const from = Math.max(0, start - CONTEXT_TOKENS);
  const to = Math.min(tokens.length, end + CONTEXT_TOKENS);
  const marginMs = (isOuter: boolean) => Math.round((isOuter ? OUTER_CONTEXT_MS : CONTEXT_MS) / emissions.frameMs);
  return {
    from,
    to,
    startFrame: Math.max(0, (starts[from] ?? 0) - marginMs(from === 0)),
    endFrame: Math.min(emissions.frames, (ends[to - 1] ?? emissions.frames) + marginMs(to === tokens.length)),
  };
};

/** What a pass found at a node at the times of a span, between two frames of the recording; nothing where it did not search. */
const valuesAt = (
  { trellis, node, units }: Forward | Backward,
  v: number,
  { startFrame, endFrame }: Span,
  since: number,
  until: number,
): ScaledValues => {
  const { band, nodeAt } = trellis;
  const values = zeroValues(endFrame - startFrame + 1);
  for (let t = Math.max(startFrame, since); t <= Math.min(endFrame, until); t++) {
    if (v < band.low[t]! || v > band.high[t]!) continue;
    values.x[t - startFrame] = node[nodeAt[t]! + v]!;
    values.units[t - startFrame] = units[nodeAt[t]! + v]!;
  }
  return values;
};

/**
 * The band of a long span: each word near the place where it is expected, times counted from the span's start. The place between
 * two words may hold a pause: it is entered when the one ends, and left when the other begins.
 */
const bandOfWords = ({ begins, ends, reach }: Words, { startFrame, endFrame }: Span): Band => {
  const first = Int32Array.from([startFrame, ...ends], (frame) => frame - startFrame - reach);
  const last = Int32Array.from([startFrame, ...begins.slice(1), endFrame], (frame) => frame - startFrame + reach);
  first[0] = 0;
  return bandOfTimes(first, last, endFrame - startFrame);
};

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
const scoreSpan = (clause: ScoredClause, span: Span, words: Words, prices: GraphPrices, door: Door = OPEN): number => {
  const { from, to, startFrame, endFrame } = span;
  const nodes = words.tokens.length + 1;
  const frames = endFrame - startFrame;
  return runBetween(
    chainOf(compileChain(words.tokens, prices)),
    soundBetween(clause.emissions, startFrame, endFrame),
    nodes * frames <= WHOLE_SPAN_CELLS ? fullBand(nodes, frames) : bandOfWords(words, span),
    valuesAt(clause.forward, from, span, 0, door.enteredBy),
    valuesAt(clause.backward, to, span, door.leftFrom, Number.POSITIVE_INFINITY),
  );
};

const wordsWritten = ({ tokens, starts, ends, emissions }: ScoredClause, { from, to }: Span): Words => ({
  tokens: tokens.slice(from, to),
  begins: starts.slice(from, to),
  ends: ends.slice(from, to),
  reach: Math.round(WRITTEN_REACH_MS / emissions.frameMs),
});

/** The words of a near miss: its own spread evenly over the time of those that they replace. */
const wordsMissed = (clause: ScoredClause, span: Span, { start, end, replacement }: NearMiss): Words => {
  const { tokens, starts, ends, emissions } = clause;
  const begin = starts[start] ?? ends[start - 1] ?? 0;
  const done = Math.max(begin, end > start ? ends[end - 1]! : begin);
  const step = (done - begin) / Math.max(1, replacement.length);
  return {
    tokens: [...tokens.slice(span.from, start), ...replacement, ...tokens.slice(end, span.to)],
    begins: [
      ...starts.slice(span.from, start),
      ...replacement.map((_, i) => Math.round(begin + i * step)),
      ...starts.slice(end, span.to),
    ],
    ends: [
      ...ends.slice(span.from, start),
      ...replacement.map((_, i) => Math.round(begin + (i + 1) * step)),
      ...ends.slice(end, span.to),
    ],
    reach: Math.round(Math.max(LEAST_REACH_MS / emissions.frameMs, REACH_SHARE * (done - begin))),
  };
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
    const key = `${span.from}:${span.to}`;
    const known = written.get(key) ?? scoreSpan(clause, span, wordsWritten(clause, span), strict);
    written.set(key, known);
    return known;
  };
  return (miss) => {
    const span = spanAround(clause, miss);
    const words = wordsMissed(clause, span, miss);
    if (isLongOmission(miss)) {
      return clause.forward.total - (scoreSpan(clause, span, words, strict, closed(clause, span)) - miss.prior);
    }
    const missed = scoreSpan(clause, span, words, strict);
    return scoreWritten(span) - (missed - miss.prior);
  };
};
