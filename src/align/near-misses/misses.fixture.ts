import { findCriticalTerms } from '../../clause/critical-terms.js';
import { accentProfile } from '../../text/accent-profile-list.js';
import { toSpokenForm } from '../../text/to-spoken-form.js';
import { tokenMaker, toLattice } from '../clause-lattice.js';
import { PRICES, scoreClause, TEMPERING } from '../clause-score.js';
import type { ClauseToken } from '../clause-token.js';
import { temper } from '../emissions.js';
import type { MissContext, NearMiss } from '../near-miss.js';
import { nearMissScorer } from '../near-miss-margin.js';
import type { Posteriors } from '../posteriors.js';
import { type Clause, speakPhones } from '../synthetic-speech.fixture.js';

/** What near misses of a clause are made from, its numbers read in the usual way. */
export const contextOf = (
  { text, marked = [], dialect = 'mandarin' }: Clause,
  extraBefore: readonly number[] = [],
  previous: string | null = null,
): MissContext => {
  const form = toSpokenForm(text);
  const terms = findCriticalTerms(form, marked);
  const profile = accentProfile(dialect)!;
  const usual = {
    ...form,
    units: form.units.map((unit) => ({ ...unit, alternatives: unit.alternatives.slice(0, 1) })),
  };
  return {
    form,
    terms,
    tokens: toLattice(usual, terms, profile).flatMap(([tokens]) => tokens!),
    make: tokenMaker(profile),
    extraBefore: new Set(extraBefore),
    previous: previous === null ? null : toSpokenForm(previous),
    rivals: [],
  };
};

const characters = (tokens: readonly ClauseToken[]): string => tokens.map(({ character }) => character).join('');

/** The clause as the near miss has it. */
export const withMiss = (tokens: readonly ClauseToken[], { start, end, replacement }: NearMiss) => [
  ...tokens.slice(0, start),
  ...replacement,
  ...tokens.slice(end),
];

/** `不保证>保证`: what is replaced by what. */
export const spell = (tokens: readonly ClauseToken[], miss: NearMiss): string =>
  `${characters(tokens.slice(miss.start, miss.end))}>${characters(miss.replacement)}`;

export const textOf = (tokens: readonly ClauseToken[]): string => characters(tokens);

/** Somebody who says these tokens, each in its preferred way. */
export const say = (tokens: readonly ClauseToken[], seed: number): Posteriors =>
  speakPhones(
    tokens.map(({ pronunciations }) => pronunciations[0]!.phones),
    { seed },
  ).posteriors;

/** Scores near misses of the clause on a recording. */
export const scorerOn = (tokens: readonly ClauseToken[], posteriors: Posteriors): ((miss: NearMiss) => number) =>
  nearMissScorer(
    scoreClause(
      tokens.map((token) => [[token]]),
      temper(posteriors, TEMPERING),
    ),
    PRICES,
  );
