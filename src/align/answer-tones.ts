import type { PitchTrack } from '../audio/pitch-track.js';
import { type AlikePlace, type AnswerAlike, alikePlaces } from '../clause/answer-alikes.js';
import type { AccentProfile } from '../text/accent-profile.js';
import type { ToneBearer } from '../text/surface-tones.js';
import type { Tone } from '../text/syllable.js';
import type { ToneAbstention } from '../verdict/tone-evidence.js';
import { toneFeatures } from './tone-features.js';
import { FULL_TONES, TONE_MODEL, type ToneModel, toneLogLikelihoods } from './tone-model.js';
import { limited, withWord } from './tone-witness.js';
import { type VoiceRange, voiceRange } from './voice-range.js';

/** What the pitch says of one word of an answer against one that sounds like it. */
export interface AlikeOpinion {
  readonly expected: string;
  readonly contrary: string;
  /** Log-likelihood of the answer's tones minus that of the other word's, nats; null when abstained. */
  readonly llr: number | null;
  readonly abstained: ToneAbstention | null;
}

/** Words that the answer may have been, and what the pitch says of them; those of the same tones have no opinion. */
export interface AnswerTones {
  readonly soundsLike: readonly string[];
  readonly opinions: readonly AlikeOpinion[];
}

export interface AnswerTonesInput {
  /** The wording's tokens in order, with the tones of their readings. */
  readonly row: readonly ToneBearer[];
  readonly times: readonly { readonly startMs: number; readonly endMs: number }[];
  readonly profile: Pick<AccentProfile, 'tones'>;
  /** Null: nobody tracked the pitch. */
  readonly pitch: PitchTrack | null;
  readonly model?: ToneModel;
}

/** Less is no voice. A word does not show the speaker's range, as a reading does, but its own rise and fall. */
const MIN_VOICED_FRAMES = 20;
/** Around the answer: a prompt by another voice does not count towards the range. */
const BEFORE_MS = 200;
const AFTER_MS = 500;

interface Scene extends Pick<AnswerTonesInput, 'row' | 'times'> {
  readonly pitch: PitchTrack;
  readonly range: VoiceRange;
  readonly model: ToneModel;
}

const aroundAnswer = ({ hz, strength, frameMs }: PitchTrack, times: AnswerTonesInput['times']): PitchTrack => {
  const from = Math.max(0, Math.round((times[0]!.startMs - BEFORE_MS) / frameMs));
  const to = Math.round((times.at(-1)!.endMs + AFTER_MS) / frameMs);
  return { hz: hz.subarray(from, to), strength: strength.subarray(from, to), frameMs };
};

/** The best of these tones: an honest answer is given the benefit of every sandhi. */
const bestOf = (tones: readonly Tone[], likelihoods: readonly number[]): number =>
  Math.max(...tones.map((tone) => likelihoods[FULL_TONES.indexOf(tone)]!));

/** Sum over the syllables whose tones differ and are never neutral; null when there is none. */
const weighAlike = (scene: Scene, place: AlikePlace, alike: AnswerAlike): number | ToneAbstention | null => {
  const expected = withWord(scene.row, place.at, place.word, place.tones);
  const contrary = withWord(scene.row, place.at, alike.text, alike.tones);
  const spans = scene.times.map((time, at) => ({ ...time, tones: expected[at]! }));
  const told = place.tones.flatMap((tone, k) => {
    const [own, other] = [expected[place.at + k]!, contrary[place.at + k]!];
    return tone === 5 || own.join() === other.join() ? [] : [{ at: place.at + k, own, other }];
  });
  let sum = 0;
  for (const { at, own, other } of told) {
    const features = toneFeatures(scene.pitch, scene.range, spans, at);
    if (typeof features === 'string') return features;
    const likelihoods = toneLogLikelihoods(scene.model, features);
    sum += limited(bestOf(own, likelihoods) - bestOf(other, likelihoods));
  }
  return told.length === 0 ? null : sum;
};

const opinion = (
  place: AlikePlace,
  alike: AnswerAlike,
  weighed: number | ToneAbstention | null,
): readonly AlikeOpinion[] => {
  if (weighed === null) return [];
  const said = typeof weighed === 'number';
  return [
    {
      expected: place.word,
      contrary: alike.text,
      llr: said ? weighed : null,
      abstained: said ? null : weighed,
    },
  ];
};

const sceneOf = ({ row, times, profile, pitch, model = TONE_MODEL }: AnswerTonesInput): Scene | ToneAbstention => {
  if (pitch === null) return 'no_pitch';
  if (profile.tones !== 'standard') return 'dialect';
  const range = voiceRange([aroundAnswer(pitch, times)]);
  return range === null || range.frames < MIN_VOICED_FRAMES ? 'too_little_voice' : { row, times, pitch, range, model };
};

/**
 * Which other words an answer may have been (统一 for 同意), and whether the pitch says so. It never confirms an answer: it
 * was measured as a veto only (docs/answers.md).
 */
export const hearAlikes = (input: AnswerTonesInput): AnswerTones => {
  const places = alikePlaces(input.row.map(({ character }) => character).join(''));
  const scene = sceneOf(input);
  const opinions = places.flatMap((place) =>
    place.alikes.flatMap((alike) =>
      opinion(place, alike, typeof scene === 'string' ? scene : weighAlike(scene, place, alike)),
    ),
  );
  const soundsLike = places.flatMap(({ alikes }) => alikes.map(({ text }) => text));
  return { soundsLike: [...new Set(soundsLike)], opinions };
};
