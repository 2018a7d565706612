import type { PitchTrack } from '../audio/pitch-track.js';
import type { AnswerSpec } from '../clause/answer.js';
import type { AnswerWord } from '../clause/answer-words.js';
import { accentProfile } from '../text/accent-profile-list.js';
import type { Syllable } from '../text/syllable.js';
import { toSpokenForm } from '../text/to-spoken-form.js';
import { effectiveThresholds } from '../verdict/effective-thresholds.js';
import type { ContentEvidence } from '../verdict/evidence.js';
import { shippedPolicies } from '../verdict/policies.js';
import type { Posteriors } from './posteriors.js';
import { scoreAnswer } from './score-answer.js';
import { type Manner, speak, syllablesOf } from './synthetic-speech.fixture.js';
import { weighAnswer } from './weigh-answer.js';

export const QUESTION = '您是否清楚上述风险？';
export const ASKED: AnswerSpec = { expected: 'affirmative', acceptedPhrases: [], rejectedPhrases: [] };

export interface Asking {
  readonly spec?: Partial<AnswerSpec>;
  readonly question?: string;
  readonly dialect?: string;
  readonly speech?: boolean;
  readonly pitch?: PitchTrack;
}

/** Synthetic silence is not as sharp as a model's, so that one phone more costs less there: its margins are about half. */
const LIMITS = { ...effectiveThresholds(shippedPolicies()[0]!, 'answer', 'mandarin'), termSaid: 1.8 };

/** What a recording answers. */
export const answerTo = (
  posteriors: Posteriors,
  { spec = {}, question = QUESTION, dialect = 'mandarin', speech = true, pitch }: Asking = {},
): ContentEvidence & Required<Pick<ContentEvidence, 'answer'>> => {
  const scored = scoreAnswer({
    spec: { ...ASKED, ...spec },
    question: toSpokenForm(question),
    profile: accentProfile(dialect)!,
    posteriors,
    ...(pitch ? { pitch } : {}),
  });
  const { answer, ...rest } = weighAnswer(scored, speech, LIMITS);
  return { ...rest, answer: answer! };
};

/** Somebody who says a word as its first reading has it. */
export const soundOf = ({ tokens }: Pick<AnswerWord, 'tokens'>): readonly Syllable[] =>
  tokens.map(({ readings }) => readings[0]!.syllable);

export const outcomeOf = (text: string, asking: Asking = {}, manner: Manner = {}) =>
  answerTo(speak(syllablesOf(text), manner).posteriors, asking).answer.outcome;
