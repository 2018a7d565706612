import type { ChallengeOutcome } from './challenge-evidence.js';
import { disagreement, unsureContent } from './doubt-gates.js';
import type { ContentEvidence } from './evidence.js';
import type { Gate } from './gate.js';
import type { Thresholds } from './policy.js';
import { criticalTerms, nearMisses } from './term-gates.js';
import { changedWords, extraSpeech, missingSentences, missingWords, wrongText } from './text-gates.js';
import { type VerdictName, worstOf } from './verdict.js';

/** All that a pass demands of a text. */
const TEXT_GATES: readonly Gate[] = [
  wrongText,
  missingSentences,
  missingWords,
  changedWords,
  extraSpeech,
  criticalTerms,
  nearMisses,
  disagreement,
  unsureContent,
];

const OUTCOMES = { pass: 'read', review: 'unsure', fail: 'not_read' } as const satisfies Readonly<
  Record<VerdictName, ChallengeOutcome>
>;

/** The phrase is read when it would pass as a clause of its own, and not read when its text alone would fail. */
export const challengeOutcome = (phrase: ContentEvidence, limits: Thresholds): ChallengeOutcome => {
  const input = { content: phrase } as Parameters<Gate>[0];
  return OUTCOMES[worstOf(TEXT_GATES.flatMap((gate) => gate(input, limits)).map(({ severity }) => severity))];
};
