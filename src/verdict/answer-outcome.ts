import type { AnswerPolarity, ExpectedAnswer } from '../clause/answer.js';
import type { ContentEvidence } from './evidence.js';
import type { Thresholds } from './policy.js';

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
  /** Version of the answers that were known. */
  readonly lexicon: string;
}

/**
 * What the recording answers. A clear answer needs both witnesses: the sound must fit it and nothing else (free margin), and
 * must not fit what says otherwise (margin over the rival); the free decode must have heard it and no more. `speech`: voice
 * activity was found. No speech and no syllable is silence; a cough, or speech that is no answer, is unclear.
 */
export const answerOutcome = (
  { form, polarity, llr, freeLlr }: Pick<AnswerEvidence, 'form' | 'polarity' | 'llr' | 'freeLlr'>,
  { scores, heard }: Pick<ContentEvidence, 'scores' | 'heard'>,
  speech: boolean,
  limits: Thresholds,
): AnswerOutcome => {
  if (!speech && heard === '') return 'silence';
  if (form === null || polarity === null || polarity === 'unclear') return 'unclear';
  const sounds = freeLlr !== null && freeLlr >= limits.meanPass && scores.worstPairLogPosterior >= limits.worstPairPass;
  const alone = llr !== null && llr >= limits.termSaid;
  const decoded =
    scores.editCostPerToken <= limits.editPass &&
    scores.longestInsertion <= limits.insertionRunPass &&
    scores.longestDeletion <= limits.deletionRunPass;
  return sounds && alone && decoded ? polarity : 'unclear';
};
