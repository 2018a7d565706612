import type { PitchTrack } from '../audio/pitch-track.js';
import type { AccentProfile } from '../text/accent-profile.js';
import type { SpokenForm } from '../text/spoken-form.js';
import type { ToneBearer } from '../text/surface-tones.js';
import type { ClauseScore } from './clause-score.js';
import type { ClauseToken } from './clause-token.js';
import { type ToneOpinion, weighTones } from './tone-witness.js';

/** Tones of every legal reading of each token; the lattice keeps one of those that sound alike but for the tone. */
export const toneBearers = (form: SpokenForm, tokens: readonly ClauseToken[]): readonly ToneBearer[] => {
  const key = (character: string, start: number): string => `${start} ${character}`;
  const spoken = new Map(
    form.units.flatMap(({ alternatives }) =>
      alternatives.flat().map((token) => [key(token.character, token.source.start), token] as const),
    ),
  );
  return tokens.map(({ character, source }) => {
    const readings = spoken.get(key(character, source.start))!.readings;
    return { character, tones: Array.from(new Set(readings.map(({ syllable }) => syllable.tone))) };
  });
};

/** The tone witness on a scored clause. */
export const hearTones = (
  form: SpokenForm,
  { tokens, starts, ends, emissions }: ClauseScore,
  profile: AccentProfile,
  pitch: PitchTrack | null,
): readonly ToneOpinion[] =>
  weighTones({
    row: toneBearers(form, tokens),
    times: starts.map((start, at) => ({ startMs: start * emissions.frameMs, endMs: ends[at]! * emissions.frameMs })),
    profile,
    pitch,
  });
