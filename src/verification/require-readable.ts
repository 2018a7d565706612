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
