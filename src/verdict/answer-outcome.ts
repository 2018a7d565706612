import type { AnswerEvidence, AnswerOutcome } from './answer-evidence.js';
import type { ContentEvidence } from './evidence.js';
import type { Thresholds } from './policy.js';
import { decodeSupports } from './witnesses.js';

type Answered = Pick<AnswerEvidence, 'form' | 'polarity' | 'llr' | 'freeLlr' | 'tone' | 'expected'>;

/**
 * What the recording answers. A clear answer needs both witnesses: the sound must fit it and nothing else (free margin), and
 * must not fit what says otherwise (margin over the rival); the free decode must have heard it and no more. What consents must
 * not have the tones of another word (统一 for 同意). `speech`: voice
 * activity was found. No speech and no syllable is silence; a cough, or speech that is no answer, is unclear.
 */
export const answerOutcome = (
  { form, polarity, llr, freeLlr, tone = null, expected }: Answered,
  { scores, heard }: Pick<ContentEvidence, 'scores' | 'heard'>,
  speech: boolean,
  limits: Thresholds,
): AnswerOutcome => {
  if (!speech && heard === '') return 'silence';
  if (form === null || polarity === null || polarity === 'unclear') return 'unclear';
  const sounds = freeLlr !== null && freeLlr >= limits.meanPass && scores.worstPairLogPosterior >= limits.worstPairPass;
  const alone = llr !== null && llr >= limits.termSaid;
  const another = polarity === expected && tone?.outcome === 'opposed';
  return sounds && alone && decodeSupports(scores, limits) && !another ? polarity : 'unclear';
};
