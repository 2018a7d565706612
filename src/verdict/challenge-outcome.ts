import type { ChallengeOutcome } from './challenge-evidence.js';
import { CONTENT_GATES } from './content-gates.js';
import type { ContentEvidence } from './evidence.js';
import type { Gate } from './gate.js';
import type { Thresholds } from './policy.js';
import { type VerdictName, worstOf } from './verdict.js';

const OUTCOMES = { pass: 'read', review: 'unsure', fail: 'not_read' } as const satisfies Readonly<
  Record<VerdictName, ChallengeOutcome>
>;

/** The phrase is read when it would pass as a clause of its own, and not read when its text alone would fail. */
export const challengeOutcome = (phrase: ContentEvidence, limits: Thresholds): ChallengeOutcome => {
  const input = { content: phrase } as Parameters<Gate>[0];
  return OUTCOMES[
    worstOf(
      Object.values(CONTENT_GATES)
        .flatMap((gate) => gate(input, limits))
        .map(({ severity }) => severity),
    )
  ];
};
