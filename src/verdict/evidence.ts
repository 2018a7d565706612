import type { NearMissKind } from '../align/near-miss.js';
import type { TermKind } from '../clause/clause.js';
import type { TextSpan } from '../text/spoken-form.js';
import type { AnswerEvidence } from './answer-evidence.js';
import type { ToneEvidence } from './tone-evidence.js';

export type TokenOp =
  | 'match'
  | 'accent_variant'
  | 'substitution'
  | 'deletion'
  | 'insertion'
  | 'repeat'
  | 'filler'
  | 'unsure';

/** What happened to one clause character (or, for insertion, repeat and filler, to one extra heard syllable). */
export interface TokenEvidence {
  readonly ref: string | null;
  readonly op: TokenOp;
  /** Accent rule that explains an `accent_variant`. */
  readonly rule: string | null;
  readonly pinyinRef: string | null;
  readonly pinyinHeard: string | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** Posterior of this token against any sound in its place, geometric mean per phone, 0 to 1; null for extra speech. */
  readonly score: number | null;
  readonly critical: boolean;
  readonly source: TextSpan | null;
}

export type TermOutcome = 'said' | 'unsure' | 'missing' | 'contradicted';

export interface TermEvidence {
  readonly text: string;
  readonly kind: TermKind;
  readonly outcome: TermOutcome;
  /** First and last index into `tokens`, inclusive. */
  readonly tokens: readonly [number, number];
  /** Log-likelihood of the clause minus that of its strongest near miss here, nats; null when there is none. */
  readonly llr: number | null;
  /** What the strongest near miss would have said. */
  readonly competitor: string | null;
  /** What kind of near miss that is; null when there is none. */
  readonly competitorKind: NearMissKind | null;
  /** The weakest of its words that a tone alone makes their contrary; null when it has none. */
  readonly tone: ToneEvidence | null;
}

export interface SentenceEvidence {
  readonly index: number;
  readonly outcome: 'read' | 'unsure' | 'reread' | 'missing';
  readonly startMs: number | null;
  readonly endMs: number | null;
}

/** Both witnesses' account of what was said. */
export interface ContentEvidence {
  /** Share of clause tokens that were spoken, 0 to 1. */
  readonly coverage: number;
  /** Share of clause tokens heard as written or as an accent variant, 0 to 1. */
  readonly accuracy: number;
  /** Extra syllables that are neither repeats nor fillers. */
  readonly insertions: number;
  /** Free decode, never told the text: toneless pinyin. */
  readonly heard: string;
  readonly tokens: readonly TokenEvidence[];
  readonly criticalTerms: readonly TermEvidence[];
  readonly sentences: readonly SentenceEvidence[];
  /** Figures the judge compares with the policy's thresholds. */
  readonly scores: ContentScores;
  readonly familiarity: Familiarity;
  /** Of a clause of kind `answer` only: tokens and figures are then those of the likeliest answer. */
  readonly answer?: AnswerEvidence;
}

/** Whether the recogniser knows this way of speaking, and if not, whether the clause still fits the sound. */
export interface Familiarity {
  /** How far the phones that were heard stand out from the next likeliest, mean in nats, 0 to 6; null when none was heard. */
  readonly clarity: number | null;
  /**
   * Mean log posterior per phone of the clause minus that of its own words in the best of some other orders, nats; null where
   * that was not asked: a clause heard as written, or too few tokens.
   */
  readonly decoyMargin: number | null;
}

export interface ContentScores {
  /** Mean per-phone log posterior of all tokens, nats, at most 0. */
  readonly meanLogPosterior: number;
  /** Worst mean of two neighbouring tokens' per-phone log posterior, nats, at most 0. */
  readonly worstPairLogPosterior: number;
  /** Smallest near-miss margin over the clause, nats; null when the clause has no near miss. */
  readonly worstMargin: number | null;
  /** Edit cost of clause against free decode per clause token, 0 is equal. */
  readonly editCostPerToken: number;
  /** Longest run of extra syllables that are neither repeats nor fillers. */
  readonly longestInsertion: number;
  /** Longest run of clause tokens that the free decode lacks. */
  readonly longestDeletion: number;
}
