import type { SpeechSegment } from './segments.js';

/** Speech starts at `onset` and lasts until the probability has stayed below `offset` for `minSilenceMs`. */
export interface HysteresisSettings {
  readonly onset: number;
  readonly offset: number;
  /** Shorter stretches are dropped as clicks. */
  readonly minSpeechMs: number;
  readonly minSilenceMs: number;
  /** Added on both sides; two neighbours share a gap that is too small for both. */
  readonly padMs: number;
}

export const DEFAULT_HYSTERESIS: HysteresisSettings = {
  onset: 0.5,
  offset: 0.35,
  minSpeechMs: 100,
  minSilenceMs: 200,
  padMs: 60,
};

interface WindowRun {
  readonly first: number;
  /** One past the last window. */
  readonly end: number;
}

/** Runs of windows that opened at the onset, closed by `quietWindows` windows below the offset in a row. */
const speechRuns = (probabilities: Float32Array, settings: HysteresisSettings, quietWindows: number): WindowRun[] => {
  const runs: WindowRun[] = [];
  let first = -1;
  let end = 0;
  probabilities.forEach((probability, window) => {
    if (first < 0 && probability < settings.onset) return;
    if (first < 0) first = window;
    if (probability >= settings.offset) end = window + 1;
    else if (window + 1 - end >= quietWindows) {
      runs.push({ first, end });
      first = -1;
    }
  });
  if (first >= 0) runs.push({ first, end });
  return runs;
};

const padded = (stretches: readonly SpeechSegment[], totalMs: number, padMs: number): SpeechSegment[] =>
  stretches.map((stretch, index) => {
    const before = stretch.startMs - (stretches[index - 1]?.endMs ?? -Infinity);
    const after = (stretches[index + 1]?.startMs ?? Infinity) - stretch.endMs;
    return {
      startMs: Math.max(0, Math.round(stretch.startMs - Math.min(padMs, Math.floor(before / 2)))),
      endMs: Math.min(totalMs, Math.round(stretch.endMs + Math.min(padMs, Math.floor(after / 2)))),
    };
  });

/**
 * Speech stretches in whole ms: ordered, disjoint, not empty, inside 0 to `totalMs`. `windowMs` is the length of the
 * window behind each probability.
 */
export const hysteresisSegments = (
  probabilities: Float32Array,
  windowMs: number,
  totalMs: number,
  settings: HysteresisSettings = DEFAULT_HYSTERESIS,
): readonly SpeechSegment[] => {
  const quietWindows = Math.max(1, Math.ceil(settings.minSilenceMs / windowMs));
  const stretches = speechRuns(probabilities, settings, quietWindows)
    .map(({ first, end }) => ({
      startMs: Math.round(first * windowMs),
      endMs: Math.min(totalMs, Math.round(end * windowMs)),
    }))
    .filter(({ startMs, endMs }) => endMs > startMs && endMs - startMs >= settings.minSpeechMs);
  return padded(stretches, totalMs, settings.padMs);
};
