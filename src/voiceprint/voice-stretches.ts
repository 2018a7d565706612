import { msToSamples, type Samples } from '../audio/pcm.js';
import { type PitchTrack, SURE_STRENGTH, semitones } from '../audio/pitch-track.js';
import type { SpeechSegment } from '../vad/segments.js';
import { rms, TARGET_DBFS, WINDOW_SAMPLES } from './voice-windows.js';

/** Shorter stretches of speech, a cough or a single short word, say little of a voice. */
const LEAST_MS = 350;
const WINDOW_MS = 1600;

/**
 * Where a voice is heard by itself: each stretch of speech between two pauses, parted evenly where it is longer than one
 * window of the network. Turns change in pauses, so a stretch hardly ever holds two voices.
 */
export const voiceStretches = (speech: readonly SpeechSegment[]): readonly SpeechSegment[] =>
  speech
    .filter(({ startMs, endMs }) => endMs - startMs >= LEAST_MS)
    .flatMap(({ startMs, endMs }) => {
      const parts = Math.ceil((endMs - startMs) / WINDOW_MS);
      const partMs = (endMs - startMs) / parts;
      return Array.from({ length: parts }, (_, part) => ({
        startMs: Math.round(startMs + part * partMs),
        endMs: Math.round(startMs + (part + 1) * partMs),
      }));
    });

/** The stretch as the network takes it: at one level, because its features are powers, and repeated until the window is full. */
export const stretchWindow = (samples: Samples, { startMs, endMs }: SpeechSegment): Float32Array => {
  const own = samples.subarray(msToSamples(startMs), msToSamples(endMs));
  const level = rms(own);
  const gain = level > 0 ? 10 ** (TARGET_DBFS / 20) / level : 1;
  return Float32Array.from({ length: WINDOW_SAMPLES }, (_, at) => gain * own[at % own.length]!);
};

/** Pitch of a stretch: median of its `frames` surely voiced frames, semitones above 1 Hz; 0 when there is none. */
export const stretchPitch = (
  { hz, strength, frameMs }: PitchTrack,
  { startMs, endMs }: SpeechSegment,
): { readonly semitones: number; readonly frames: number } => {
  const from = Math.floor(startMs / frameMs);
  const sure = hz
    .subarray(from, Math.floor(endMs / frameMs))
    .filter((value, at) => value > 0 && strength[from + at]! >= SURE_STRENGTH)
    .sort();
  return { semitones: sure.length > 0 ? semitones(sure[sure.length >> 1]!) : 0, frames: sure.length };
};
