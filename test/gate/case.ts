import type { AnswerSpec } from '../../src/clause/answer.js';
import type { ReasonCode } from '../../src/verdict/reason.js';
import type { VerdictName } from '../../src/verdict/verdict.js';
import type { Recipe } from './sound/recipe.js';

export type Side = 'adversarial' | 'fair';

/** What is asked of a recording, as a caller of the API would ask it. */
export interface Asked {
  readonly text: string;
  readonly terms: readonly string[];
  readonly hint: string | null;
  /** The text is a question and the recording its answer. */
  readonly answer?: AnswerSpec;
}

/**
 * One reading with one clause. Of an adversarial case no pass is allowed, of a fair one no fail: the side says it, so
 * that no case can be given a softer rule.
 */
export interface Case {
  /** Unique: `class/what`. */
  readonly id: string;
  readonly side: Side;
  readonly sound: Recipe;
  readonly asked: Asked;
  /**
   * Judge as if the accent's thresholds had been validated: otherwise `DIALECT_NOT_VALIDATED` alone would keep every
   * accent from passing and from failing, and the case would prove nothing.
   */
  readonly asValidated?: boolean;
  /** Reasons of which one must be given: a case about music is not met by a misheard word. */
  readonly reasons?: readonly ReasonCode[];
  /** Set where the service cannot do better yet: the issue that is to close the gap. The verdict is the one of today. */
  readonly gap?: { readonly issue: number; readonly verdict: VerdictName; readonly why: string };
}

export const allowed = ({ side }: Pick<Case, 'side'>): readonly VerdictName[] =>
  side === 'adversarial' ? ['review', 'fail'] : ['pass', 'review'];

/** Kind of a case: the part of its id before the first slash. */
export const classOf = ({ id }: Pick<Case, 'id'>): string => id.slice(0, id.indexOf('/'));
