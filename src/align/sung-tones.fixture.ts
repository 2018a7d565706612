import type { PitchTrack } from '../audio/pitch-track.js';
import type { Tone } from '../text/syllable.js';

const FRAME_MS = 10;
const SYLLABLE_FRAMES = 24;
/** Unvoiced frames before each syllable's mark, as of a voiceless initial. */
const GAP_FRAMES = 4;
const MEDIAN_HZ = 200;

/** Height of each tone over its syllable in semitones about the median: textbook contours (Xu 1997). */
const CONTOURS: Readonly<Record<Tone, (share: number) => number>> = {
  1: () => 4,
  2: (share) => -2 + 5 * share ** 1.5,
  3: (share) => -2 - 8 * Math.sin(Math.PI * share),
  4: (share) => 6 - 10 * share,
  5: (share) => 1 - 2 * share,
};

export interface SungTones {
  readonly pitch: PitchTrack;
  readonly times: readonly { readonly startMs: number; readonly endMs: number }[];
}

/** A voice that gives each syllable the contour of its tone; `range` scales all heights, `hz` is its median. */
export const singTones = (tones: readonly Tone[], { range = 1, hz = MEDIAN_HZ } = {}): SungTones => {
  const length = tones.length * (SYLLABLE_FRAMES + GAP_FRAMES) + GAP_FRAMES;
  const track = { hz: new Float32Array(length), strength: new Float32Array(length) };
  const times = tones.map((tone, at) => {
    const start = GAP_FRAMES + at * (SYLLABLE_FRAMES + GAP_FRAMES);
    for (let k = 0; k < SYLLABLE_FRAMES; k++) {
      const semitones = range * CONTOURS[tone](k / (SYLLABLE_FRAMES - 1));
      track.hz[start + k] = hz * 2 ** (semitones / 12);
      track.strength[start + k] = 0.9;
    }
    return { startMs: (start + 1) * FRAME_MS, endMs: (start + 5) * FRAME_MS };
  });
  return { pitch: { ...track, frameMs: FRAME_MS }, times };
};

/** The track of a recording of `lengthMs` whose syllables begin at these times and go on for 240 ms at most. */
export const singOver = (tones: readonly Tone[], startsMs: readonly number[], lengthMs: number): PitchTrack => {
  const track = { hz: new Float32Array(lengthMs / FRAME_MS), strength: new Float32Array(lengthMs / FRAME_MS) };
  tones.forEach((tone, at) => {
    const start = Math.round(startsMs[at]! / FRAME_MS);
    const next = Math.round((startsMs[at + 1] ?? lengthMs) / FRAME_MS);
    const frames = Math.min(SYLLABLE_FRAMES, next - start - GAP_FRAMES);
    for (let k = 0; k < frames; k++) {
      track.hz[start + k] = MEDIAN_HZ * 2 ** (CONTOURS[tone](k / (frames - 1)) / 12);
      track.strength[start + k] = 0.9;
    }
  });
  return { ...track, frameMs: FRAME_MS };
};

/** The same without voice from one time to another. */
export const whisper = ({ pitch, times }: SungTones, startMs: number, endMs: number): SungTones => {
  const inside = (frame: number) => frame * FRAME_MS >= startMs && frame * FRAME_MS < endMs;
  const silent = (values: Float32Array) => values.map((value, frame) => (inside(frame) ? 0 : value));
  return { pitch: { ...pitch, hz: silent(pitch.hz), strength: silent(pitch.strength) }, times };
};
