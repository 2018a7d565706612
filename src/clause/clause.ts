import type { TextSpan } from '../text/spoken-form.js';
import type { AnswerSpec } from './answer.js';

/** A value filled into a clause per case: written as `{name}` in the template. */
export type SlotKind = 'amount' | 'rate' | 'date' | 'name' | 'number' | 'text';

/** What is asked of the customer: to read the clause aloud, or to answer it. */
export type ClauseKind = 'reading' | 'answer';
export const CLAUSE_KINDS: readonly ClauseKind[] = ['reading', 'answer'];

/** The kind of whatever has, or has not, to do with an answer: a clause, a request, evidence. */
export const kindOf = ({ answer }: { readonly answer?: unknown }): ClauseKind => (answer ? 'answer' : 'reading');

/** A clause version: immutable once stored. */
export interface Clause {
  readonly id: string;
  readonly version: number;
  /** Template with `{slot}` places, or plain text. */
  readonly text: string;
  readonly slots: Readonly<Record<string, SlotKind>>;
  /** Phrases of the text that carry the clause's meaning; found terms are added to them. */
  readonly criticalTerms: readonly string[];
  /** Present in a clause of kind `answer`: its text is then the question. */
  readonly answer?: AnswerSpec;
}

export type TermKind = 'negation' | 'number' | 'amount' | 'rate' | 'date' | 'marked';

/** A stretch of the clause that has its own gate: it is never accepted through an accent merge. */
export interface CriticalTerm {
  readonly text: string;
  readonly kind: TermKind;
  readonly source: TextSpan;
}
