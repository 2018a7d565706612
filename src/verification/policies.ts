import { HeshengError } from '../errors.js';
import type { Policy } from '../verdict/policy.js';

/** Of every id its highest version, in the order in which the ids come first. */
export const policiesInForce = (policies: readonly Policy[]): readonly Policy[] => {
  const newest = new Map<string, Policy>();
  for (const policy of policies) {
    const other = newest.get(policy.id);
    if (other === undefined || policy.version > other.version) newest.set(policy.id, policy);
  }
  return [...newest.values()];
};

/** The policy that judges by this id now; null when there is none. */
const inForce = (policies: readonly Policy[], id: string): Policy | null =>
  policiesInForce(policies).find((policy) => policy.id === id) ?? null;

/** One version of a policy, in force or kept for replays; null when there is none. */
export const policyVersion = (policies: readonly Policy[], id: string, version: number): Policy | null =>
  policies.find((policy) => policy.id === id && policy.version === version) ?? null;

/**
 * The policy in force, or the version that is asked for.
 * @throws HeshengError POLICY_NOT_FOUND
 */
export const findPolicy = (policies: readonly Policy[], id: string, version: number | null = null): Policy => {
  const policy = version === null ? inForce(policies, id) : policyVersion(policies, id, version);
  if (policy === null) throw new HeshengError('POLICY_NOT_FOUND', 'GET /v1/policies lists the policies in force.');
  return policy;
};
