import type { SpeechSegment } from '../vad/segments.js';
import { msToSamples } from './pcm.js';

/** Half-open range of samples. */
export interface SampleRange {
  readonly from: number;
  readonly to: number;
}

/** Segments as sorted ranges inside the recording, overlaps merged. */
export function speechRanges(speech: readonly SpeechSegment[], length: number): readonly SampleRange[] {
  const sorted = [...speech].sort((a, b) => a.startMs - b.startMs);
  const merged: SampleRange[] = [];
  for (const { startMs, endMs } of sorted) {
    const from = Math.max(0, msToSamples(startMs));
    const to = Math.min(length, msToSamples(endMs));
    const last = merged.at(-1);
    if (last && from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else if (to > from) merged.push({ from, to });
  }
  return merged;
}

/** What lies between the ranges, at least `guard` samples away from them: onsets and echoes are not noise. */
export function gapsBetween(ranges: readonly SampleRange[], length: number, guard: number): readonly SampleRange[] {
  const edges = [{ from: 0, to: 0 }, ...ranges, { from: length, to: length }];
  return edges.slice(1).flatMap((next, index) => {
    const before = edges[index]!;
    const from = before.to === 0 ? 0 : before.to + guard;
    const to = next.from === length ? length : next.from - guard;
    return to > from ? [{ from, to }] : [];
  });
}

/** Starts of the whole frames of `size` samples inside the ranges, side by side. */
export function frameStarts(ranges: readonly SampleRange[], size: number): readonly number[] {
  return ranges.flatMap(({ from, to }) =>
    Array.from({ length: Math.floor((to - from) / size) }, (_, index) => from + index * size),
  );
}
