import type { ClauseKind } from '../clause/clause.js';
import type { Policy, ProfilePolicy, Support, Thresholds } from './policy.js';

type Layers = Pick<Policy, 'thresholds' | 'kinds' | 'profiles'>;

/** Own members only: a profile id comes from a caller's hint, and `constructor` is no profile. */
const profileOf = ({ profiles }: Pick<Policy, 'profiles'>, profileId: string): ProfilePolicy | null =>
  Object.hasOwn(profiles, profileId) ? profiles[profileId]! : null;

/**
 * The thresholds for a clause kind read in an accent: base <- kind <- profile, the last that names a threshold wins. An
 * accent that the policy does not know changes nothing.
 */
export const effectiveThresholds = (policy: Layers, kind: ClauseKind, profileId: string): Thresholds => ({
  ...policy.thresholds,
  ...policy.kinds[kind],
  ...profileOf(policy, profileId)?.thresholds,
});

/** Whether readings in this accent may pass without a person; one that the policy does not know may not. */
export const supportOf = (policy: Pick<Policy, 'profiles'>, profileId: string): Support =>
  profileOf(policy, profileId)?.support ?? 'review_only';
