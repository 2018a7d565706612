import type { SpokenForm, SpokenToken, TextSpan } from '../text/spoken-form.js';
import { spansOverlap } from '../text/text-span.js';
import { preferredTokens } from '../text/to-spoken-form.js';
import { type ToneContraryPlace, toneContraryPlaces } from '../text/tone-contraries.js';
import type { CriticalTerm } from './clause.js';

/** A word of a critical term that a tone alone makes its contrary: readings of it hardly pass. */
export interface ToneProblem {
  readonly message: string;
  readonly span: TextSpan;
}

const spanOf = (tokens: readonly SpokenToken[], { at, tones }: ToneContraryPlace): TextSpan => ({
  start: tokens[at]!.source.start,
  end: tokens[at + tones.length - 1]!.source.end,
});

/** Where a change would matter: the word itself, and a number that it would become part of. */
const reachOf = (tokens: readonly SpokenToken[], place: ToneContraryPlace): TextSpan => {
  const { start, end } = spanOf(tokens, place);
  const next = place.leadsOn ? tokens[place.at + place.tones.length] : undefined;
  return { start, end: next ? Math.max(end, next.source.end) : end };
};

/** Every such word, once per place; numbers count as they are preferably read. */
export const toneProblems = (form: SpokenForm, terms: readonly CriticalTerm[]): readonly ToneProblem[] => {
  const tokens = preferredTokens(form);
  return toneContraryPlaces(tokens.map(({ character }) => character))
    .filter((place) => terms.some(({ source }) => spansOverlap(source, reachOf(tokens, place))))
    .map((place) => ({
      message: `${place.said} differs from ${place.contrary} in tone alone (${place.why}); a reading of this critical term goes to review unless its tone is beyond doubt`,
      span: spanOf(tokens, place),
    }));
};
