import type { SpeechSegment } from '../../src/vad/segments.js';
import { widenedSegments } from '../../src/vad/widened-segments.js';

export interface BoundaryErrors {
  /** Found minus true start of each true stretch of speech that was found, ms. */
  readonly startMs: readonly number[];
  readonly endMs: readonly number[];
  /** True stretches without any found speech. */
  readonly lost: number;
  readonly stretches: number;
  /** Silence that the recogniser is heard in all the same, and all silence, both out of reach of true speech, ms. */
  readonly openedMs: number;
  readonly silentMs: number;
}

/** The recogniser is heard so far around what was found (`maskSilence`). */
export const REACH_MS = 200;

/** True stretches, with pauses under `minSilenceMs` bridged as the segmenter bridges them. */
export const trueSegments = (truth: Uint8Array, minSilenceMs: number): readonly SpeechSegment[] => {
  const segments: { startMs: number; endMs: number }[] = [];
  truth.forEach((speech, frame) => {
    if (speech === 0) return;
    const last = segments.at(-1);
    if (last && frame * 10 - last.endMs < minSilenceMs) last.endMs = (frame + 1) * 10;
    else segments.push({ startMs: frame * 10, endMs: (frame + 1) * 10 });
  });
  return segments;
};

const overlaps = (a: SpeechSegment, b: SpeechSegment): boolean => a.startMs < b.endMs && b.startMs < a.endMs;

const totalOf = (segments: readonly SpeechSegment[]): number =>
  segments.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);

/** Length of what lies in one list but in none of the other; both ordered and disjoint. */
const outsideMs = (segments: readonly SpeechSegment[], others: readonly SpeechSegment[]): number =>
  totalOf(segments) -
  totalOf(
    segments.flatMap((a) =>
      others
        .filter((b) => overlaps(a, b))
        .map((b) => ({ startMs: Math.max(a.startMs, b.startMs), endMs: Math.min(a.endMs, b.endMs) })),
    ),
  );

export const boundaryErrors = (
  found: readonly SpeechSegment[],
  truth: readonly SpeechSegment[],
  totalMs: number,
): BoundaryErrors => {
  const near = widenedSegments(truth, REACH_MS, totalMs);
  const matches = truth.map((segment) => ({
    segment,
    hits: found.filter((candidate) => overlaps(candidate, segment)),
  }));
  const met = matches.filter(({ hits }) => hits.length > 0);
  return {
    startMs: met.map(({ segment, hits }) => hits[0]!.startMs - segment.startMs),
    endMs: met.map(({ segment, hits }) => hits.at(-1)!.endMs - segment.endMs),
    lost: matches.length - met.length,
    stretches: matches.length,
    openedMs: outsideMs(found, near),
    silentMs: totalMs - totalOf(near),
  };
};
