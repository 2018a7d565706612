import { seededRandom } from '../../../bench/seeded-random.js';
import { SAMPLE_RATE_HZ } from '../../../src/audio/pcm.js';
import type { MusicStyle } from './recipe.js';

type Voice = (seconds: number) => number;

const BEAT_SECONDS = 0.5;
/** Semitones above A3 (220 Hz). */
const pitchHz = (semitones: number): number => 220 * 2 ** (semitones / 12);

/** I vi IV V in A major. */
const CHORDS: readonly (readonly number[])[] = [
  [0, 4, 7],
  [-3, 0, 4],
  [-7, -3, 0],
  [-5, -1, 2],
];
/** A pentatonic tune, one note a beat. */
const TUNE = [0, 2, 4, 7, 9, 7, 4, 2, 4, 7, 12, 9, 7, 4, 2, 0] as const;

const tone = (hz: number, seconds: number, partials: number): number => {
  let sum = 0;
  for (let n = 1; n <= partials; n++) sum += Math.sin(2 * Math.PI * hz * n * seconds) / n;
  return sum;
};

/** Rises in 20 ms, dies away over the beat. */
const plucked = (phase: number): number => Math.min(1, phase / 0.02) * Math.exp(-3 * phase);
const beatOf = (seconds: number): number => Math.floor(seconds / BEAT_SECONDS);
const phaseOf = (seconds: number): number => seconds - beatOf(seconds) * BEAT_SECONDS;

const chords: Voice = (seconds) => {
  const chord = CHORDS[Math.floor(beatOf(seconds) / 4) % CHORDS.length]!;
  return chord.reduce((sum, note) => sum + tone(pitchHz(note), seconds, 5), 0) * plucked(phaseOf(seconds));
};

const melody: Voice = (seconds) =>
  tone(pitchHz(TUNE[beatOf(seconds) % TUNE.length]!), seconds, 8) * plucked(phaseOf(seconds));

/** Bass drum on the beat, hiss between. */
const drums = (): Voice => {
  const random = seededRandom(7);
  return (seconds) => {
    const phase = phaseOf(seconds);
    const late = phase - BEAT_SECONDS / 2;
    const bass = Math.sin(2 * Math.PI * 60 * phase) * Math.exp(-12 * phase);
    return bass + (late > 0 ? (random() * 2 - 1) * Math.exp(-40 * late) * 0.6 : 0);
  };
};

/** Two-formant vowels sung to the tune: what a voice activity detector takes for speech. */
const FORMANTS = [
  [730, 1090],
  [270, 2290],
  [300, 870],
  [530, 1840],
] as const;
const sung: Voice = (seconds) => {
  const hz = pitchHz(TUNE[beatOf(seconds) % TUNE.length]!) * (1 + 0.01 * Math.sin(2 * Math.PI * 5.5 * seconds));
  const formants = FORMANTS[beatOf(seconds) % FORMANTS.length]!;
  let sum = 0;
  for (let n = 1; n * hz < 4_000; n++) {
    const near = formants.reduce((most, at) => Math.max(most, Math.exp(-(((n * hz - at) / 120) ** 2))), 0.02);
    sum += near * Math.sin(2 * Math.PI * hz * n * seconds);
  }
  return sum * Math.min(1, phaseOf(seconds) / 0.05, (BEAT_SECONDS - phaseOf(seconds)) / 0.05);
};

const VOICES: Readonly<Record<MusicStyle, () => Voice>> = {
  chords: () => chords,
  melody: () => melody,
  drums,
  vocal: () => sung,
};

/** Music of a style, at any level; the same samples on every machine. */
export const music = (style: MusicStyle, samples: number): Float32Array => {
  const voice = VOICES[style]();
  return Float32Array.from({ length: samples }, (_, index) => voice(index / SAMPLE_RATE_HZ));
};
