import type { AnswerPolarity, ExpectedAnswer } from '../clause/answer.js';
import type { ToneEvidence } from './tone-evidence.js';

export type AnswerOutcome = 'affirmative' | 'negative' | 'unclear' | 'silence';

/** What was answered to a question. */
export interface AnswerEvidence {
  readonly outcome: AnswerOutcome;
  /** Which outcome is consent. */
  readonly expected: ExpectedAnswer;
  /** The likeliest answer that the lexicon or the clause knows, and what it says; null when nothing like an answer was heard. */
  readonly form: string | null;
  readonly polarity: AnswerPolarity | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** The likeliest answer that says something else. */
  readonly rival: string | null;
  /** Log-likelihood of the form minus that of its rival on the same sound, nats. */
  readonly llr: number | null;
  /** Log-likelihood of the form minus that of any sounds whatever, nats per phone; about 0 when nothing else was said. */
  readonly freeLlr: number | null;
  /** The question, or its end, is in the recording and was left out. */
  readonly questionHeard: boolean;
  /** Other words of the same syllables, which the reply may have been: 统一 for 同意. Absent in older judgements. */
  readonly soundsLike?: readonly string[];
  /** What the pitch says of the likeliest of them; null when it has none to tell. `opposed`: that word was said. */
  readonly tone?: ToneEvidence | null;
  /** Version of the answers that were known. */
  readonly lexicon: string;
}
