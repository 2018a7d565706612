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

/** The recogniser of the installation, as policies name it. */
export const EMBEDDED = 'embedded';

/**
 * Whether readings in this accent that this recogniser (`EMBEDDED`, or the SHA-256 of a pack) heard may pass without a person;
 * in an accent that the policy does not know they may not, nor those of a recogniser that it was not validated with.
 */
export const supportOf = (
  policy: Pick<Policy, 'profiles'>,
  profileId: string,
  recogniser: string = EMBEDDED,
): Support => {
  const profile = profileOf(policy, profileId);
  const { support = 'review_only', recognisers = [EMBEDDED] } = profile ?? {};
  return recognisers.includes(recogniser) ? support : 'review_only';
};
