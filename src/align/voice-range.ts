import { type PitchTrack, SURE_STRENGTH, semitones } from '../audio/pitch-track.js';

/** Where a reader's voice lies over a whole reading, in semitones above 1 Hz. */
export interface VoiceRange {
  readonly median: number;
  /** Half the distance from the 10th to the 90th percentile, at least MIN_SPREAD. */
  readonly spread: number;
  /** Voiced frames it rests on. */
  readonly frames: number;
}

/** A monotonous reader's wobble must not be blown up to tones. */
const MIN_SPREAD = 2;
const quantile = (sorted: Float64Array, share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;

/** Range of the voice over one or several recordings of one reader; null when nothing is voiced. */
export const voiceRange = (tracks: readonly PitchTrack[]): VoiceRange | null => {
  const voiced = tracks.flatMap(({ hz, strength }) =>
    Array.from(hz).filter((value, frame) => value > 0 && strength[frame]! >= SURE_STRENGTH),
  );
  if (voiced.length === 0) return null;
  const sorted = Float64Array.from(voiced, semitones).sort();
  return {
    median: quantile(sorted, 0.5),
    spread: Math.max(MIN_SPREAD, (quantile(sorted, 0.9) - quantile(sorted, 0.1)) / 2),
    frames: sorted.length,
  };
};
