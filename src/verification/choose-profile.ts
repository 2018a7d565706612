import type { AccentProfile } from '../text/accent-profile.js';
import { accentProfile } from '../text/accent-profile-list.js';
import type { Reason } from '../verdict/reason.js';
import type { DialectEvidence } from './verification.js';

const STANDARD = 'mandarin';
const UNKNOWN = 'unknown';

export interface ChosenProfile {
  readonly profile: AccentProfile;
  readonly dialect: Omit<DialectEvidence, 'support'>;
}

/** The accent profile behind a label of evidence: an unknown dialect is judged as standard Mandarin. */
export const profileOfLabel = (label: string): AccentProfile | null =>
  accentProfile(label === UNKNOWN ? STANDARD : label);

/** The accent profile that is named, by the caller or by what is known of the speaker or the clause. An unknown name is judged as standard Mandarin and supported by no policy. */
export const chooseProfile = (hint: string | null, source: 'hint' | 'speaker' | 'language' = 'hint'): ChosenProfile => {
  const named = hint === null ? null : accentProfile(hint);
  const profile = named ?? accentProfile(STANDARD)!;
  const known = hint === null || named !== null;
  return {
    profile,
    dialect: {
      label: known ? profile.id : UNKNOWN,
      source: hint === null ? 'default' : source,
      confidence: null,
      profileVersion: profile.version,
    },
  };
};

/**
 * What is said of the accent once the judge found that the recogniser does not know it: it was not standard Mandarin that was
 * heard, whatever it was. Only where nobody named an accent and none was estimated.
 */
export const withUnfamiliar = (
  chosen: ChosenProfile['dialect'],
  reasons: readonly Reason[],
): ChosenProfile['dialect'] =>
  chosen.source === 'default' && reasons.some(({ code }) => code === 'ACCENT_UNFAMILIAR')
    ? { ...chosen, label: UNKNOWN, source: 'estimated' }
    : chosen;
