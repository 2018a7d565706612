import type { AnswerSpec } from '../clause/answer.js';
import { LINT_DEFAULTS, type LintOptions, lintClause } from '../clause/lint-clause.js';
import { HeshengError } from '../errors.js';

/**
 * Refuses a clause that cannot be read aloud as it stands, saying all that is wrong with it; warnings pass.
 * @throws HeshengError CLAUSE_INVALID
 */
export const requireReadable = (
  text: string,
  criticalTerms: readonly string[],
  slots: Pick<LintOptions, 'slots'> = {},
): void => {
  const faults = lintClause(text, criticalTerms, { ...LINT_DEFAULTS, ...slots }).filter(
    ({ severity }) => severity === 'error',
  );
  if (faults.length === 0) return;
  throw new HeshengError('CLAUSE_INVALID', faults.map(({ code, message }) => `${code}: ${message}.`).join(' '));
};

/**
 * Refuses phrases of an answer that cannot be said as they stand.
 * @throws HeshengError CLAUSE_INVALID
 */
export const requirePhrases = ({ acceptedPhrases, rejectedPhrases }: AnswerSpec): void => {
  for (const phrase of [...acceptedPhrases, ...rejectedPhrases]) requireReadable(phrase, []);
};
