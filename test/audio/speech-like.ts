import { seededRandom } from '../fuzz/seeded-random.js';

export interface SpeechLike {
  readonly seconds: number;
  readonly sampleRateHz: number;
  readonly seed?: number;
}

/** Quiet before the first and after the last syllable, seconds. */
export const EDGE_SECONDS = 0.4;
const SYLLABLE_SECONDS = 0.24;
const VOICED_SHARE = 0.7;
const HARMONICS = 12;
/** About -66 dBFS, a quiet room. */
const ROOM = 5e-4;

/** 1 in the middle of a syllable, 0 at its ends. */
const envelope = (phase: number, from: number, to: number): number =>
  phase < from || phase > to ? 0 : Math.sin((Math.PI * (phase - from)) / (to - from)) ** 2;

/**
 * A signal with the traits of speech that codecs and measures depend on: syllables of a gliding harmonic voice (-6 dB
 * an octave and more) each led by a burst of hiss, over faint room noise. Peaks stay near 0.5. The same seed gives the
 * same signal.
 */
export function speechLike({ seconds, sampleRateHz, seed = 1 }: SpeechLike): Float32Array {
  const random = seededRandom(seed);
  const samples = new Float32Array(Math.round(seconds * sampleRateHz));
  let angle = 0;
  let hiss = 0;
  for (let i = 0; i < samples.length; i++) {
    const t = i / sampleRateHz;
    const syllable = (t - EDGE_SECONDS) / SYLLABLE_SECONDS;
    const phase = syllable - Math.floor(syllable);
    const speaking = t >= EDGE_SECONDS && t < seconds - EDGE_SECONDS;
    const pitchHz = 150 + 40 * Math.sin(2.1 * t) + 25 * Math.cos(9 * phase);
    angle += (2 * Math.PI * pitchHz) / sampleRateHz;
    let voice = 0;
    for (let h = 1; h <= HARMONICS; h++) voice += Math.sin(h * angle) / h ** 1.2;
    const white = random.next() * 2 - 1;
    const bright = white - hiss;
    hiss = white;
    const spoken = 0.22 * voice * envelope(phase, 1 - VOICED_SHARE, 1) + 0.05 * bright * envelope(phase, 0, 0.3);
    samples[i] = (speaking ? spoken : 0) + ROOM * white;
  }
  return samples;
}
