import type { CriticalTerm } from '../clause/clause.js';
import type { SpokenForm, TextSpan } from '../text/spoken-form.js';
import type { ClauseToken } from './clause-token.js';

export const NEAR_MISS_KINDS = [
  'negation_dropped',
  'negation_added',
  'number_changed',
  'number_grown',
  'number_shrunk',
  'unit_changed',
  'contrary',
  'phrase_dropped',
  'sentence_dropped',
  'sentences_swapped',
  'previous_version',
  'challenge_changed',
] as const;
export type NearMissKind = (typeof NEAR_MISS_KINDS)[number];

/** A dangerous neighbour of the clause: tokens `start` to `end` (exclusive) replaced. */
export interface NearMiss {
  readonly kind: NearMissKind;
  readonly start: number;
  readonly end: number;
  readonly replacement: readonly ClauseToken[];
  /** How much less likely than the clause this is before anything was heard, nats, at least 0. */
  readonly prior: number;
  /** Entry of the lexicon that it comes from, for `contrary` and `unit_changed`. */
  readonly label?: string;
}

/** Words that another phrase of the same kind would have in place of a stretch of this one. */
export interface PhraseRival {
  readonly source: TextSpan;
  readonly text: string;
}

/** Makes the words of near misses, pronounced as the reader's accent allows; all else as in the token `like`. */
export interface TokenMaker {
  /** One syllable: a character, or several that are interchangeable in that place (二两). */
  readonly syllable: (characters: string, like: ClauseToken) => ClauseToken;
  /** A phrase as it is preferably read. */
  readonly phrase: (text: string, like: ClauseToken) => readonly ClauseToken[];
}

/** All that near misses are made from. */
export interface MissContext {
  readonly form: SpokenForm;
  readonly terms: readonly CriticalTerm[];
  /** The clause as it was read: one of the legal readings of its numbers. */
  readonly tokens: readonly ClauseToken[];
  readonly make: TokenMaker;
  /** Tokens before which the free decode heard something that is neither repeat nor filler. */
  readonly extraBefore: ReadonlySet<number>;
  /** The clause version before this one; null when there is none or nobody told. */
  readonly previous: SpokenForm | null;
  /** Of a challenge: what other challenges have in these places. */
  readonly rivals: readonly PhraseRival[];
}

/** One kind of danger. Near misses may repeat those of other families; `generateMisses` sorts that out. */
export type MissFamily = (context: MissContext) => readonly NearMiss[];
