import { type Finding, finding } from './finding.js';
import type { JudgeInput } from './gate.js';
import type { Thresholds } from './policy.js';
import type { ReasonCode } from './reason.js';

const NOT_OF_THE_CLAUSE: readonly ReasonCode[] = ['SPEAKER_MISMATCH', 'CHALLENGE_NOT_READ'];

/**
 * Why a reading that would fail for its text must not: the recogniser does not hear this way of speaking as it hears
 * Mandarin, yet the clause fits the sound clearly better than the same words in other orders. Another text spoken in that
 * accent does not, and stays a fail. Nothing that would pass is asked; what was not measured excuses nothing.
 */
export const unfamiliarAccent = (
  findings: readonly Finding[],
  { content: { familiarity } }: JudgeInput,
  limits: Thresholds,
): readonly Finding[] => {
  const { clarity, decoyMargin } = familiarity;
  const failing = findings.some(({ code, severity }) => severity === 'fail' && !NOT_OF_THE_CLAUSE.includes(code));
  const unknown = clarity !== null && clarity < limits.clarityMin;
  const fits = decoyMargin !== null && decoyMargin >= limits.decoyMarginMin;
  return failing && unknown && fits ? [finding('ACCENT_UNFAMILIAR', 'review')] : [];
};
