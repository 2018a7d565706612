import type { ClauseToken, Pronunciation } from '../clause-token.js';
import type { NearMiss } from '../near-miss.js';

/** Why sound cannot tell a near miss from the clause. */
export type InaudibleCause = 'same_sound' | 'tone' | 'accent';

/** A near miss that nobody who hears initials and finals only could tell from the clause. */
export interface InaudibleMiss {
  readonly miss: NearMiss;
  readonly cause: InaudibleCause;
}

const isStandard = ({ rule }: Pronunciation): boolean => rule === null;
const soundOf = ({ phones }: Pronunciation): string => phones.join();

/** How alike two tokens sound: the closest of all pairs of pronunciations; null when they differ. */
const likeness = (own: ClauseToken, other: ClauseToken): InaudibleCause | null => {
  let found: InaudibleCause | null = null;
  for (const theirs of other.pronunciations.filter(isStandard)) {
    for (const mine of own.pronunciations) {
      if (soundOf(mine) !== soundOf(theirs)) continue;
      if (isStandard(mine)) {
        if (mine.syllable.tone === theirs.syllable.tone) return 'same_sound';
        found = 'tone';
      } else found ??= 'accent';
    }
  }
  return found;
};

const WORST_FIRST: readonly InaudibleCause[] = ['accent', 'tone', 'same_sound'];

const spoken = (tokens: readonly ClauseToken[]): readonly ClauseToken[] => tokens.filter(({ optional }) => !optional);

const compare = (own: readonly ClauseToken[], other: readonly ClauseToken[]): InaudibleCause | null => {
  if (own.length !== other.length) return null;
  const pairs = own.map((token, at) => likeness(token, other[at]!));
  if (pairs.includes(null)) return null;
  return WORST_FIRST.find((cause) => pairs.includes(cause)) ?? 'same_sound';
};

/**
 * Why a near miss sounds like the clause, or null when it does not: every reading of the clause's own tokens counts, those
 * of the reader's accent too, and optional tokens may be left out.
 */
export const inaudibleCause = (tokens: readonly ClauseToken[], miss: NearMiss): InaudibleCause | null => {
  const own = tokens.slice(miss.start, miss.end);
  return compare(own, miss.replacement) ?? compare(spoken(own), spoken(miss.replacement));
};
