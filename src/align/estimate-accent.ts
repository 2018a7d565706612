import type { AccentProfile } from '../text/accent-profile.js';
import { ACCENT_PROFILES } from '../text/accent-profile-list.js';
import { MERGE_CONFUSIONS } from '../text/merge-confusions.js';
import { countMerges, type HeardToken, type MergeCount } from './count-merges.js';
import { logAdd } from './log-math.js';

/** What accent a reading shows. */
export interface AccentEstimate {
  /** Id of the likeliest accent profile; null when the reading does not clearly show an accent. */
  readonly label: string | null;
  /** Probability of the likeliest accent other than the standard, 0 to 1; low where several share the merges that were made. */
  readonly confidence: number;
  /** The merges that it rests on: those of the likeliest accent that were made. */
  readonly merges: readonly MergeCount[];
}

const STANDARD = 'mandarin';
/** Before anything was heard: most readers have no accent that the recogniser hears. */
const STANDARD_PRIOR = 0.9;
/** A reader of a dialect makes not all of its merges. */
const RULE_ACTIVE = 0.7;
/** Readers to come are noisier than the recordings on which confusions were counted. */
const LEAST_CONFUSION = 0.03;
/** Fewer merged syllables than this are a slip of the tongue or of the recogniser. */
const FEWEST_MERGES = 3;
/** Probability of standard Mandarin up to which a reading is taken for accented. */
const MOST_STANDARD = 0.01;

const logFactorial = (n: number): number => {
  let sum = 0;
  for (let i = 2; i <= n; i += 1) sum += Math.log(i);
  return sum;
};

/** Rate with one merge more than was counted, over three opportunities more. */
const confusionOf = (rule: string): number => {
  const [merged, opportunities] = MERGE_CONFUSIONS.counts[rule] ?? [0, 0];
  return Math.max(LEAST_CONFUSION, opportunities === 0 ? 0 : (merged + 1) / (opportunities + 3));
};

/**
 * Log-likelihood ratio of a reader whose dialect has this merge against one whose has not. The first makes it at a rate of
 * which nothing is known (uniform: k! (n-k)! / (n+1)!, Bayes 1763), or not at all; the second at the recogniser's rate of
 * confusion.
 */
const evidenceOf = ({ rule, merged, kept }: MergeCount): number => {
  const confusion = confusionOf(rule);
  const standard = merged * Math.log(confusion) + kept * Math.log(1 - confusion);
  const accented = logFactorial(merged) + logFactorial(kept) - logFactorial(merged + kept + 1);
  return logAdd(Math.log(RULE_ACTIVE) + accented, Math.log(1 - RULE_ACTIVE) + standard) - standard;
};

interface Candidate {
  readonly profile: AccentProfile;
  readonly counts: readonly MergeCount[];
  /** Log of prior times likelihood, relative to standard Mandarin's likelihood. */
  readonly weight: number;
}

const candidatesFor = (tokens: readonly HeardToken[]): readonly Candidate[] => {
  const accents = ACCENT_PROFILES.filter(({ id }) => id !== STANDARD);
  const prior = Math.log((1 - STANDARD_PRIOR) / accents.length);
  return accents.map((profile) => {
    const counts = countMerges(tokens, profile);
    return { profile, counts, weight: prior + counts.reduce((sum, count) => sum + evidenceOf(count), 0) };
  });
};

/**
 * Estimates the reader's accent from which merges the free decode shows where the clause has standard sounds. Abstains
 * unless standard Mandarin is all but excluded. Neighbouring dialects share merges: which of them it is may stay open, and
 * matters little, as an estimated accent never changes what counts as a critical term.
 */
export const estimateAccent = (tokens: readonly HeardToken[]): AccentEstimate => {
  const candidates = candidatesFor(tokens);
  const total = candidates.reduce((sum, { weight }) => logAdd(sum, weight), Math.log(STANDARD_PRIOR));
  const best = candidates.reduce((one, other) => (other.weight > one.weight ? other : one));
  const confidence = Math.exp(best.weight - total);
  const merges = best.counts.filter(({ merged }) => merged > 0);
  const made = merges.reduce((sum, { merged }) => sum + merged, 0);
  const clear = Math.exp(Math.log(STANDARD_PRIOR) - total) <= MOST_STANDARD;
  return { label: clear && made >= FEWEST_MERGES ? best.profile.id : null, confidence, merges };
};
