import type { AccentProfile } from '../text/accent-profile.js';
import { accentVariants } from '../text/accent-variants.js';
import { type Syllable, syllablePhones } from '../text/syllable.js';
import type { ClauseToken } from './clause-token.js';
import type { EditStep } from './edit-alignment.js';
import type { HeardSyllable } from './free-decode.js';

/** A token of the clause and the whole syllable that the free decode heard in its place. */
export interface HeardToken {
  readonly standard: readonly Syllable[];
  /** Sound as `initial.final`. */
  readonly heard: string;
}

/** How often a merge could have been made, and was. */
export interface MergeCount {
  readonly rule: string;
  readonly merged: number;
  readonly kept: number;
}

const soundOf = (syllable: Syllable): string => syllablePhones(syllable).join('.');

/** What was heard for each token that is not read again; half-heard syllables tell nothing. */
export const heardTokens = (
  tokens: readonly ClauseToken[],
  steps: readonly EditStep[],
  heard: readonly HeardSyllable[],
): readonly HeardToken[] =>
  steps.flatMap((step) => {
    if (step.kind !== 'heard' || step.again) return [];
    const { initial, final } = heard[step.heard]!;
    if (final < 0) return [];
    const standard = tokens[step.token]!.pronunciations.flatMap(({ rule, syllable }) =>
      rule === null ? [syllable] : [],
    );
    return [{ standard, heard: initial < 0 ? String(final) : `${initial}.${final}` }];
  });

/** Rules of the profile that this token shows as made or as not made; a sound that is neither tells nothing. */
const shown = ({ standard, heard }: HeardToken, profile: AccentProfile) => {
  const own = new Set(standard.map(soundOf));
  const variants = standard
    .flatMap((syllable) => accentVariants(syllable, profile))
    .filter(({ syllable }) => !own.has(soundOf(syllable)));
  const rules = (wanted: readonly { readonly rule: string }[]) =>
    Array.from(new Set(wanted.flatMap(({ rule }) => rule.split('+'))));
  if (own.has(heard)) return { merged: [], kept: rules(variants.filter(({ rule }) => !rule.includes('+'))) };
  return { merged: rules(variants.filter(({ syllable }) => soundOf(syllable) === heard).slice(0, 1)), kept: [] };
};

/** Counts of every merge of the profile for which the reading had an opportunity, in the profile's order. */
export const countMerges = (tokens: readonly HeardToken[], profile: AccentProfile): readonly MergeCount[] => {
  const counts = new Map<string, { merged: number; kept: number }>();
  const count = (rule: string, outcome: 'merged' | 'kept'): void => {
    const known = counts.get(rule) ?? { merged: 0, kept: 0 };
    counts.set(rule, { ...known, [outcome]: known[outcome] + 1 });
  };
  for (const { merged, kept } of tokens.map((token) => shown(token, profile))) {
    for (const rule of merged) count(rule, 'merged');
    for (const rule of kept) count(rule, 'kept');
  }
  return Array.from(counts, ([rule, counted]) => ({ rule, ...counted }));
};
