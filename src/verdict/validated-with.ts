import type { Policy } from './policy.js';

/**
 * A policy as if it had been validated in these accents with these recognisers, and with no other there: what then speaks
 * against a pass is what was heard.
 */
export const validatedWith = (policy: Policy, accents: readonly string[], recognisers: readonly string[]): Policy => {
  const validated = accents.map((id) => [id, { ...policy.profiles[id], support: 'validated' as const, recognisers }]);
  return { ...policy, profiles: { ...policy.profiles, ...Object.fromEntries(validated) } };
};
