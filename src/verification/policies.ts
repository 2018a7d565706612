import { HeshengError } from '../errors.js';
import type { Policy } from '../verdict/policy.js';

/** @throws HeshengError POLICY_NOT_FOUND */
export const findPolicy = (policies: readonly Policy[], id: string): Policy => {
  const policy = policies.find((candidate) => candidate.id === id);
  if (policy === undefined) throw new HeshengError('POLICY_NOT_FOUND', 'GET /v1/policies lists the policies in force.');
  return policy;
};
