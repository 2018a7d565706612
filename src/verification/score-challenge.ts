import { toLattice } from '../align/clause-lattice.js';
import type { Posteriors } from '../align/posteriors.js';
import { type ScoredContent, scoreContent, weighScored } from '../align/weigh-content.js';
import type { SpokenChallenge } from '../challenge/challenge.js';
import { partsOf } from '../challenge/draw-phrase.js';
import { phraseRivals } from '../challenge/phrase-rivals.js';
import { findCriticalTerms } from '../clause/critical-terms.js';
import type { AccentProfile } from '../text/accent-profile.js';
import { toSpokenForm } from '../text/to-spoken-form.js';
import type { ChallengeEvidence } from '../verdict/challenge-evidence.js';
import { challengeOutcome } from '../verdict/challenge-outcome.js';
import type { Thresholds } from '../verdict/policy.js';
import { isClauseToken } from '../verdict/witnesses.js';

/** A phrase scored on its own part of the recording; no policy enters. */
export interface ScoredChallenge {
  readonly challenge: SpokenChallenge;
  readonly content: ScoredContent;
}

/** Every part of a phrase has a gate of its own, as a critical term has. */
const phraseForm = ({ kind, phrase }: SpokenChallenge) => {
  const form = toSpokenForm(phrase);
  return { form, terms: findCriticalTerms(form, kind === 'words' ? partsOf(kind, phrase) : []) };
};

export const challengeLattice = (challenge: SpokenChallenge, profile: AccentProfile) => {
  const { form, terms } = phraseForm(challenge);
  return toLattice(form, terms, profile);
};

export const scoreChallenge = (
  challenge: SpokenChallenge,
  profile: AccentProfile,
  posteriors: Posteriors,
): ScoredChallenge => ({
  challenge,
  content: scoreContent({ ...phraseForm(challenge), profile, posteriors, rivals: phraseRivals(challenge) }),
});

/** The evidence of a scored phrase under the thresholds in effect for the clause. */
export const weighChallenge = ({ challenge, content }: ScoredChallenge, thresholds: Thresholds): ChallengeEvidence => {
  const weighed = weighScored(content, thresholds);
  const clause = weighed.tokens.filter(isClauseToken);
  const said = clause.filter(({ op }) => op !== 'deletion');
  const starts = said.flatMap(({ startMs }) => startMs ?? []);
  const ends = said.flatMap(({ endMs }) => endMs ?? []);
  return {
    ...challenge,
    outcome: challengeOutcome(weighed, thresholds),
    tokens: clause.length,
    heard: weighed.heard,
    meanLogPosterior: weighed.scores.meanLogPosterior,
    margin: weighed.scores.worstMargin,
    startMs: starts.length > 0 ? Math.min(...starts) : null,
    endMs: ends.length > 0 ? Math.max(...ends) : null,
  };
};
