import { HeshengError } from '../errors.js';
import defaultPolicy from './policies/default.json' with { type: 'json' };
import elderPolicy from './policies/elder.json' with { type: 'json' };
import type { Policy } from './policy.js';
import { policyFaults } from './policy-schema.js';

const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
};

/** Reads a policy strictly. Throws CONFIG_INVALID that names every fault at once. */
export const parsePolicy = (value: unknown): Policy => {
  const faults = policyFaults(value);
  if (faults.length > 0) throw new HeshengError('CONFIG_INVALID', `policy: ${faults.join('; ')}`);
  return frozen(structuredClone(value) as Policy);
};

const SHIPPED: readonly Policy[] = Object.freeze([defaultPolicy, elderPolicy].map(parsePolicy));

/** The policies that come with Hesheng, the default one first. */
export const shippedPolicies = (): readonly Policy[] => SHIPPED;
