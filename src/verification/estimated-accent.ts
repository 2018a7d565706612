import { heardTokens } from '../align/count-merges.js';
import { estimateAccent } from '../align/estimate-accent.js';
import { type ContentInput, type ScoredContent, scoreContent } from '../align/weigh-content.js';
import { accentProfile } from '../text/accent-profile-list.js';
import type { DialectEvidence } from './verification.js';

/** A reading scored once more, in the accent that it shows. */
export interface EstimatedAccent {
  readonly content: ScoredContent;
  readonly dialect: Omit<DialectEvidence, 'support'>;
}

/**
 * The accent that a reading shows when nobody named one, and the clause scored with that accent's merges outside critical
 * terms; inside them only what standard Mandarin allows counts. Null when the reading shows none clearly.
 */
export const scoreEstimated = (input: ContentInput, standard: ScoredContent): EstimatedAccent | null => {
  const { label, confidence } = estimateAccent(heardTokens(standard.score.tokens, standard.steps, standard.heard));
  const profile = label === null ? null : accentProfile(label);
  if (profile === null) return null;
  return {
    content: scoreContent({ ...input, profile, termProfile: input.profile }),
    dialect: { label: profile.id, source: 'estimated', confidence, profileVersion: profile.version },
  };
};
