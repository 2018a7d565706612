import { BANDS, type Levels } from './levels.js';

/** Frames before and after that are compared: 48 ms for what is quick, 128 ms for what lasts. */
const SPANS = [3, 8] as const;
const PAIRS = BANDS - 1;

/** Values of a frame, and bits of its code. */
export const BITS = SPANS.length * PAIRS;
/** The lower bands, up to 2 kHz: codecs and noise leave them most alike. */
const STEADY_PAIRS = 13;
/** Bits of a code that copies are looked up by. */
export const STEADY_BITS = SPANS.flatMap((_, span) =>
  Array.from({ length: STEADY_PAIRS }, (_, pair) => span * PAIRS + pair),
);

/**
 * How the balance of neighbouring bands changes over time (Haitsma & Kalker 2002, with longer spans): free of level and of a
 * microphone's or line's colour. Rows of BITS values in nats: for each span, then each pair of bands m, m + 1,
 *
 *     (L[t+span][m] - L[t+span][m+1]) - (L[t-span][m] - L[t-span][m+1])
 */
export interface Changes {
  readonly frames: number;
  readonly values: Float32Array;
}

/** Changes of a recording, if it is so much higher than its original as SPEEDS[pitch] says. */
export const measureChanges = ({ frames, byPitch }: Levels, pitch: number): Changes => {
  const levels = byPitch[pitch]!;
  const values = new Float32Array(frames * BITS);
  const row = (frame: number): number => Math.max(0, Math.min(frames - 1, frame)) * BANDS;
  let at = 0;
  for (let frame = 0; frame < frames; frame++) {
    for (const span of SPANS) {
      const after = row(frame + span);
      const before = row(frame - span);
      for (let m = 0; m < PAIRS; m++) {
        values[at++] = levels[after + m]! - levels[after + m + 1]! - levels[before + m]! + levels[before + m + 1]!;
      }
    }
  }
  return { frames, values };
};

/** The signs of a frame's changes, lowest bit first. */
export const codeAt = ({ values }: Changes, frame: number): number => {
  let code = 0;
  for (let bit = 0; bit < BITS; bit++) if (values[frame * BITS + bit]! > 0) code |= 1 << bit;
  return code;
};
