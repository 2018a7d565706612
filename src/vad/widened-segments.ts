import type { SpeechSegment } from './segments.js';

/** The segments with `marginMs` more on either side, inside 0 to `totalMs`; those that then meet become one. */
export const widenedSegments = (
  segments: readonly SpeechSegment[],
  marginMs: number,
  totalMs: number,
): readonly SpeechSegment[] =>
  segments.reduce<SpeechSegment[]>((wide, segment) => {
    const startMs = Math.max(0, segment.startMs - marginMs);
    const endMs = Math.min(totalMs, segment.endMs + marginMs);
    const last = wide.at(-1);
    if (last && startMs <= last.endMs) wide[wide.length - 1] = { startMs: last.startMs, endMs };
    else wide.push({ startMs, endMs });
    return wide;
  }, []);
