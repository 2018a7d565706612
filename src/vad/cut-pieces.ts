import type { SpeechSegment } from './segments.js';

/** Frames `from` to `to`, the last not included, on the recording's frame grid. */
export interface FrameSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * One call of the recogniser. `heard` is what it is given, `kept` what is used of its answer: the rest is context, so
 * that no kept frame lies at an edge.
 *
 *   recording   |-----------------------------------------------------|
 *   piece 1     [======== kept ========]~~context~~
 *   piece 2              ~~context~~[======== kept ========]~~context~~
 */
export interface Piece {
  readonly heard: FrameSpan;
  readonly kept: FrameSpan;
}

export interface CutLimits {
  readonly frameMs: number;
  /** Longest `heard`, frames. */
  readonly maxFrames: number;
  /** Context on either side, frames. */
  readonly contextFrames: number;
  /** A longer silence is not recognised, apart from `marginFrames` beside the speech. */
  readonly skipSilenceFrames: number;
  readonly marginFrames: number;
}

export const CUT_LIMITS: CutLimits = {
  frameMs: 20,
  maxFrames: 28 * 50,
  contextFrames: 50,
  skipSilenceFrames: 10 * 50,
  marginFrames: 50,
};

/** The quietest frame of `from` to `to`, asked for where speech goes on without a pause. */
export type QuietestFrame = (from: number, to: number) => number;

const length = ({ from, to }: FrameSpan): number => to - from;

const toFrames = (speech: readonly SpeechSegment[], total: number, frameMs: number): readonly FrameSpan[] =>
  speech
    .map(({ startMs, endMs }) => ({
      from: Math.min(total, Math.floor(startMs / frameMs)),
      to: Math.min(total, Math.ceil(endMs / frameMs)),
    }))
    .filter((span) => length(span) > 0);

/** Joins spans whose gap is at most `gap`. */
const joined = (spans: readonly FrameSpan[], gap: number): readonly FrameSpan[] =>
  spans.reduce<FrameSpan[]>((regions, span) => {
    const last = regions.at(-1);
    if (last && span.from - last.to <= gap)
      regions[regions.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else regions.push(span);
    return regions;
  }, []);

/** What will be recognised: all of the recording but its long silences, so that speech the detector missed is heard. */
const regionsToHear = (speech: readonly FrameSpan[], total: number, limits: CutLimits): readonly FrameSpan[] =>
  joined(speech, limits.skipSilenceFrames).map(({ from, to }) => ({
    from: from <= limits.skipSilenceFrames ? 0 : from - limits.marginFrames,
    to: total - to <= limits.skipSilenceFrames ? total : to + limits.marginFrames,
  }));

const pausesWithin = (speech: readonly FrameSpan[], range: FrameSpan): readonly FrameSpan[] =>
  speech
    .slice(1)
    .map((span, index) => ({ from: Math.max(range.from, speech[index]!.to), to: Math.min(range.to, span.from) }))
    .filter((pause) => length(pause) > 0);

/** Middle of the longest pause in the range, the later one of equals; null when there is none. */
const longestPause = (speech: readonly FrameSpan[], range: FrameSpan): number | null => {
  const pauses = pausesWithin(speech, range);
  if (pauses.length === 0) return null;
  const best = pauses.reduce((a, b) => (length(b) >= length(a) ? b : a));
  return Math.floor((best.from + best.to) / 2);
};

/** A cut after `from`: a pause in the later half of what fits, else one in its earlier half, else the quietest place. */
const nextCut = (from: number, budget: number, speech: readonly FrameSpan[], quietest: QuietestFrame): number => {
  const half = from + Math.ceil(budget / 2);
  const late = { from: half, to: from + budget };
  const early = { from: from + Math.ceil(budget / 8), to: half };
  const cut = longestPause(speech, late) ?? longestPause(speech, early) ?? quietest(late.from, late.to);
  return Math.min(from + budget, Math.max(from + 1, cut));
};

const cutRegion = (region: FrameSpan, budget: number, cut: (from: number) => number): readonly FrameSpan[] => {
  const parts: FrameSpan[] = [];
  let from = region.from;
  while (region.to - from > budget) {
    const to = cut(from);
    parts.push({ from, to });
    from = to;
  }
  return [...parts, { from, to: region.to }];
};

/**
 * Cuts a recording of `totalFrames` into pieces that the recogniser can take. A recording that fits is one piece, whole;
 * a longer one without speech is none. `speech` is ordered and disjoint. The kept parts are ordered and disjoint and
 * together hold every frame of speech exactly once.
 */
export const cutPieces = (
  speech: readonly SpeechSegment[],
  totalFrames: number,
  quietest: QuietestFrame,
  limits: CutLimits = CUT_LIMITS,
): readonly Piece[] => {
  const whole = { from: 0, to: totalFrames };
  if (totalFrames <= limits.maxFrames) return [{ heard: whole, kept: whole }];
  const spans = toFrames(speech, totalFrames, limits.frameMs);
  const budget = limits.maxFrames - 2 * limits.contextFrames;
  return regionsToHear(spans, totalFrames, limits)
    .flatMap((region) => cutRegion(region, budget, (from) => nextCut(from, budget, spans, quietest)))
    .map((kept) => ({
      kept,
      heard: {
        from: Math.max(0, kept.from - limits.contextFrames),
        to: Math.min(totalFrames, kept.to + limits.contextFrames),
      },
    }));
};
