import type { PitchTrack } from '../audio/pitch-track.js';
import type { AccentProfile } from '../text/accent-profile.js';
import { surfaceTones, type ToneBearer } from '../text/surface-tones.js';
import type { Tone } from '../text/syllable.js';
import { type ToneContraryPlace, toneContraryPlaces } from '../text/tone-contraries.js';
import type { ToneAbstention } from '../verdict/tone-evidence.js';
import { type ToneGap, type ToneSpan, toneFeatures } from './tone-features.js';
import { FULL_TONES, TONE_MODEL, type ToneModel, toneLogLikelihoods } from './tone-model.js';
import { type VoiceRange, voiceRange } from './voice-range.js';

/** What the pitch says of one word that a tone alone makes its contrary. */
export interface ToneOpinion {
  readonly place: ToneContraryPlace;
  /** Clause tokens of the word, inclusive. */
  readonly first: number;
  readonly last: number;
  /** Log-likelihood of the word's tones minus that of its contrary's, nats; null when abstained. */
  readonly llr: number | null;
  readonly abstained: ToneAbstention | null;
}

export interface ToneInput {
  /** The clause's tokens in order, as chosen, with the tones of their legal readings. */
  readonly row: readonly ToneBearer[];
  /** Where each of them was heard. */
  readonly times: readonly TokenTime[];
  readonly profile: Pick<AccentProfile, 'tones'>;
  /** Null: nobody tracked the pitch. */
  readonly pitch: PitchTrack | null;
  readonly model?: ToneModel;
}

interface TokenTime {
  readonly startMs: number;
  readonly endMs: number;
}

/** A range of fewer voiced frames is a guess. */
const MIN_VOICED_FRAMES = 80;
/** The reader's other tones must be heard as the standard ones, or the model does not know this voice, accent or room. */
const MIN_OTHERS = 4;
const MIN_FIT = 0.5;
/** One syllable says no more than this either way: the model was never shown so many as would bear out more. */
const MOST_NATS = 8;

/** The row with the word's own tones, or its contrary's, in place of whatever else its characters may be read as. */
export const withWord = (
  row: readonly ToneBearer[],
  at: number,
  characters: string,
  tones: readonly Tone[],
): readonly (readonly Tone[])[] => {
  const word = Array.from(characters, (character, k) => ({ character, tones: [tones[k]!] }));
  return surfaceTones([...row.slice(0, at), ...word, ...row.slice(at + word.length)]);
};

const spansOf = ({ times }: ToneInput, tones: readonly (readonly Tone[])[]): readonly ToneSpan[] =>
  times.map(({ startMs, endMs }, at) => ({ startMs, endMs, tones: tones[at]! }));

/** Log of the mean likelihood of these tones. A word of the list has full tones only, before and after sandhi. */
const likelihoodOf = (tones: readonly Tone[], likelihoods: readonly number[]): number => {
  const top = Math.max(...likelihoods);
  const sum = tones.reduce((total, tone) => total + Math.exp(likelihoods[FULL_TONES.indexOf(tone)]! - top), 0);
  return top + Math.log(sum / tones.length);
};

interface Scene {
  readonly input: ToneInput;
  readonly pitch: PitchTrack;
  readonly range: VoiceRange;
}

const heardAt = (
  { input, pitch, range }: Scene,
  spans: readonly ToneSpan[],
  at: number,
): readonly number[] | ToneGap => {
  if (spans[at]!.startMs === spans[at]!.endMs) return 'too_short';
  const features = toneFeatures(pitch, range, spans, at);
  return typeof features === 'string' ? features : toneLogLikelihoods(input.model ?? TONE_MODEL, features);
};

/** Share of the reading's other syllables whose best tone is the expected one; null when too few have just one. */
const fitOfOthers = (scene: Scene, places: readonly ToneContraryPlace[]): number | null => {
  const tones = surfaceTones(scene.input.row);
  const spans = spansOf(scene.input, tones);
  const own = new Set(places.flatMap(({ at, tones: word }) => word.map((_, k) => at + k)));
  const fits = tones.flatMap((expected, at) => {
    if (own.has(at) || expected.length !== 1 || expected[0] === 5) return [];
    const likelihoods = heardAt(scene, spans, at);
    if (typeof likelihoods === 'string') return [];
    return [FULL_TONES[likelihoods.indexOf(Math.max(...likelihoods))] === expected[0]];
  });
  return fits.length < MIN_OTHERS ? null : fits.filter(Boolean).length / fits.length;
};

/** What one syllable may say at most, nats either way. */
export const limited = (nats: number): number => Math.max(-MOST_NATS, Math.min(MOST_NATS, nats));

/** Sum over the word's syllables whose tones differ from the contrary's. */
const weighPlace = (scene: Scene, place: ToneContraryPlace): number | ToneAbstention => {
  const expected = withWord(scene.input.row, place.at, place.said, place.tones);
  const contrary = withWord(scene.input.row, place.at, place.contrary, place.contraryTones);
  const spans = spansOf(scene.input, expected);
  let sum = 0;
  for (let k = 0; k < place.tones.length; k++) {
    const at = place.at + k;
    if (expected[at]!.join() === contrary[at]!.join()) continue;
    const likelihoods = heardAt(scene, spans, at);
    if (typeof likelihoods === 'string') return likelihoods;
    sum += limited(likelihoodOf(expected[at]!, likelihoods) - likelihoodOf(contrary[at]!, likelihoods));
  }
  return sum;
};

const abstention = (input: ToneInput, range: VoiceRange | null): ToneAbstention | null => {
  if (input.pitch === null) return 'no_pitch';
  if (input.profile.tones !== 'standard') return 'dialect';
  return range === null || range.frames < MIN_VOICED_FRAMES ? 'too_little_voice' : null;
};

const opinion = (place: ToneContraryPlace, weighed: number | ToneAbstention): ToneOpinion => ({
  place,
  first: place.at,
  last: place.at + place.tones.length - 1,
  llr: typeof weighed === 'number' ? weighed : null,
  abstained: typeof weighed === 'number' ? null : weighed,
});

/**
 * The tone witness: for every word of the clause that a tone alone makes its contrary (买, 卖), whether the pitch over its
 * syllables is the word's or the contrary's. It abstains where it could only guess.
 */
export const weighTones = (input: ToneInput): readonly ToneOpinion[] => {
  const places = toneContraryPlaces(input.row.map(({ character }) => character));
  if (places.length === 0) return [];
  const range = input.pitch ? voiceRange([input.pitch]) : null;
  const silent = abstention(input, range);
  if (silent || !input.pitch || !range) return places.map((place) => opinion(place, silent ?? 'no_pitch'));
  const scene = { input, pitch: input.pitch, range };
  const fit = fitOfOthers(scene, places);
  if (fit === null) return places.map((place) => opinion(place, 'too_few_others'));
  if (fit < MIN_FIT) return places.map((place) => opinion(place, 'tones_differ'));
  return places.map((place) => opinion(place, weighPlace(scene, place)));
};
