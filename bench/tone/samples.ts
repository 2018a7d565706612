import { toneFeatures } from '../../src/align/tone-features.js';
import { voiceRange } from '../../src/align/voice-range.js';
import type { PitchTrack } from '../../src/audio/pitch-track.js';
import type { Tone } from '../../src/text/syllable.js';
import type { HeardTones } from './extract.js';

/** One syllable of a recording as the tone witness sees it. */
export interface ToneSample {
  readonly set: string;
  readonly speaker: string;
  readonly path: string;
  /** Number of the reading: a sentence, or some words of one speaker together. */
  readonly reading: number;
  readonly at: number;
  readonly character: string;
  readonly tone: Tone;
  /** Null where the witness hears nothing it could judge. */
  readonly features: readonly number[] | null;
}

/** Recordings of one or two syllables show no range: so many of one speaker together stand for one reading. */
const WORDS_PER_READING = 8;
/** A syllable that the clause score does not support was not said, or not there. */
const MIN_SCORE = -2;

/** The track as the product has it. */
export const trackOf = ({ hz, strength, frameMs }: HeardTones): PitchTrack => ({
  hz: Float32Array.from(hz),
  strength: Float32Array.from(strength),
  frameMs,
});

const readings = (heard: readonly HeardTones[]): readonly (readonly HeardTones[])[] => {
  const groups: HeardTones[][] = [];
  const open = new Map<string, HeardTones[]>();
  for (const one of heard) {
    const isSentence = one.tokens.length > 3;
    const name = `${one.set} ${one.speaker}`;
    let group = open.get(name);
    if (isSentence || !group || group.length >= WORDS_PER_READING) {
      group = [];
      groups.push(group);
      if (!isSentence) open.set(name, group);
    }
    group.push(one);
  }
  return groups;
};

/** Every syllable whose tone the text settles. */
export const toneSamples = (heard: readonly HeardTones[]): readonly ToneSample[] =>
  readings(heard).flatMap((group, reading) => {
    const range = voiceRange(group.map(trackOf));
    return group.flatMap((one) => {
      const track = trackOf(one);
      return one.tokens.flatMap(({ character, tones, score }, at): readonly ToneSample[] => {
        if (tones.length !== 1 || score < MIN_SCORE) return [];
        const features = range ? toneFeatures(track, range, one.tokens, at) : null;
        const { set, speaker, path } = one;
        return [
          {
            set,
            speaker,
            path,
            reading,
            at,
            character,
            tone: tones[0]!,
            features: Array.isArray(features) ? features : null,
          },
        ];
      });
    });
  });
