import { type Static, Type } from 'typebox';
import type { AnswerSpec } from '../../clause/answer.js';
import { CLAUSE_KINDS } from '../../clause/clause.js';
import type { AnswerEvidence } from '../../verdict/answer-evidence.js';
import { Maybe, MaybeObject, MaybeWord, roundedOrNull, Strict, Text, Word } from './common.js';
import { Tone, toneJson } from './tone.js';

export const KindWord = Word(
  CLAUSE_KINDS,
  'reading (default): the text is read aloud; answer: the text is a question and the recording its answer',
);

const Phrases = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 30 }), { maxItems: 20, description });

/** What a caller says of the answer that a question wants. */
export const AnswerBody = Type.Object(
  {
    expected: Type.Optional(
      Word(['affirmative', 'negative'], 'Which answer is consent; default affirmative. negative: 您有没有异议？ 没有'),
    ),
    accepted_phrases: Type.Optional(Phrases('Count as the expected answer, beside the words that are known anyway')),
    rejected_phrases: Type.Optional(Phrases('Count as its contrary')),
  },
  { ...Strict, description: 'Goes with kind answer only' },
);

/** The same as it was stored or asked. */
export const AnswerSpecJson = Type.Object(
  {
    expected: Word(['affirmative', 'negative'], 'Which answer is consent'),
    accepted_phrases: Type.Array(Type.String()),
    rejected_phrases: Type.Array(Type.String()),
  },
  Strict,
);

export const toAnswerSpec = (body: Static<typeof AnswerBody> = {}): AnswerSpec => ({
  expected: body.expected ?? 'affirmative',
  acceptedPhrases: body.accepted_phrases ?? [],
  rejectedPhrases: body.rejected_phrases ?? [],
});

export const answerSpecJson = (spec: AnswerSpec | undefined): Static<typeof AnswerSpecJson> | null =>
  spec === undefined
    ? null
    : {
        expected: spec.expected,
        accepted_phrases: [...spec.acceptedPhrases],
        rejected_phrases: [...spec.rejectedPhrases],
      };

/** What was answered. */
export const AnswerResult = Type.Object(
  {
    outcome: Word(
      ['affirmative', 'negative', 'unclear', 'silence'],
      'What was answered; only the expected one is consent',
    ),
    expected: Word(['affirmative', 'negative'], 'Which outcome is consent'),
    form: Maybe('string', 'The likeliest answer that is known; null when nothing like one was heard'),
    polarity: MaybeWord(['affirmative', 'negative', 'unclear'], 'What that form says, however sure'),
    start_ms: Maybe('integer', 'On the recording'),
    end_ms: Maybe('integer', 'On the recording'),
    rival: Maybe('string', 'The likeliest answer that says something else'),
    llr: Maybe('number', 'Log-likelihood of the form minus its rival on the same sound, nats'),
    free_llr: Maybe('number', 'Log-likelihood of the form minus any sounds whatever, nats per phone'),
    question_heard: Type.Boolean({ description: 'The question, or its end, is in the recording and was left out' }),
    sounds_like: Type.Array(Type.String(), {
      description: 'Other words of the same syllables that the reply may have been, such as 统一 for 同意',
    }),
    tone: MaybeObject(Tone),
    lexicon: Text('Version of the answers that were known'),
  },
  Strict,
);

export const answerJson = (answer: AnswerEvidence): Static<typeof AnswerResult> => ({
  outcome: answer.outcome,
  expected: answer.expected,
  form: answer.form,
  polarity: answer.polarity,
  start_ms: answer.startMs === null ? null : Math.round(answer.startMs),
  end_ms: answer.endMs === null ? null : Math.round(answer.endMs),
  rival: answer.rival,
  llr: roundedOrNull(answer.llr),
  free_llr: roundedOrNull(answer.freeLlr),
  question_heard: answer.questionHeard,
  // Judgements stored before these were told have none.
  sounds_like: [...(answer.soundsLike ?? [])],
  tone: toneJson(answer.tone),
  lexicon: answer.lexicon,
});
