/** Which kind of answer is consent: yes to 您是否清楚, no to 您有没有异议. */
export type ExpectedAnswer = 'affirmative' | 'negative';

/** What a question wants to hear; part of a clause of kind `answer`, whose text is the question. */
export interface AnswerSpec {
  readonly expected: ExpectedAnswer;
  /** Phrases beside those of the lexicon that count as the expected answer, and as its contrary. */
  readonly acceptedPhrases: readonly string[];
  readonly rejectedPhrases: readonly string[];
}

/**
 * What a form of the lexicon means by itself. Whether it answers yes or no depends on the question: 没有 denies, 没有异议
 * consents although it denies, 同意 says nothing to 您有没有异议.
 */
export type AnswerSense = 'yes' | 'no' | 'assent' | 'dissent' | 'no_objection' | 'objection' | 'unclear';

/** What a form says to a question. */
export type AnswerPolarity = ExpectedAnswer | 'unclear';

const POLARITIES: Readonly<Record<ExpectedAnswer, Readonly<Record<AnswerSense, AnswerPolarity>>>> = {
  affirmative: {
    yes: 'affirmative',
    assent: 'affirmative',
    no_objection: 'affirmative',
    no: 'negative',
    dissent: 'negative',
    objection: 'negative',
    unclear: 'unclear',
  },
  negative: {
    yes: 'affirmative',
    objection: 'affirmative',
    no: 'negative',
    no_objection: 'negative',
    assent: 'unclear',
    dissent: 'unclear',
    unclear: 'unclear',
  },
};

/** What a form with this sense says to a question that wants `expected`. */
export const polarityOf = (sense: AnswerSense, expected: ExpectedAnswer): AnswerPolarity => POLARITIES[expected][sense];

export const contraryOf = (expected: ExpectedAnswer): ExpectedAnswer =>
  expected === 'affirmative' ? 'negative' : 'affirmative';
