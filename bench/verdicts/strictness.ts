import type { ScoredContent } from '../../src/align/weigh-content.js';
import { effectiveThresholds } from '../../src/verdict/effective-thresholds.js';
import type { Policy, Thresholds } from '../../src/verdict/policy.js';
import { judgeScored } from '../../src/verification/judge-reading.js';
import type { ScoredReading } from '../../src/verification/score-reading.js';

/**
 * One path through all thresholds that decide whether a text passes. The others bound what contradicts or tell failing from
 * review (`inOrder` keeps them on their side), or judge the recording and the voice:
 *
 *     strictness  0 ........ 0.5 ........ 1
 *     threshold   lenient .. shipped .... strict        linear in between
 *
 * Along it every threshold only gets harder to meet, so a reading that fails to pass at one point passes at none beyond.
 */
const LENIENT: Readonly<Partial<Thresholds>> = {
  worstPairPass: -12,
  worstTokenPass: -12,
  meanPass: -8,
  termSaid: -40,
  toneSaid: 0,
  editPass: 1.5,
  deletionRunPass: 20,
  insertionRunPass: 20,
};
const STRICT: Readonly<Partial<Thresholds>> = {
  worstPairPass: 0,
  worstTokenPass: 0,
  meanPass: 0,
  termSaid: 30,
  toneSaid: 60,
  editPass: 0,
  deletionRunPass: 0,
  insertionRunPass: 0,
};
type PathName = keyof typeof LENIENT & keyof Thresholds;
const NAMES = Object.keys(LENIENT) as readonly PathName[];

const between = (from: number, to: number, share: number): number => from + share * (to - from);

const valueAt = (name: PathName, shipped: number, strictness: number): number =>
  strictness < 0.5
    ? between(LENIENT[name]!, shipped, 2 * strictness)
    : between(shipped, STRICT[name]!, 2 * strictness - 1);

/** A threshold below which a text contradicts must not lie on the passing side of the one above which it passes. */
const inOrder = (thresholds: Thresholds): Thresholds => ({
  ...thresholds,
  worstPairFail: Math.min(thresholds.worstPairFail, thresholds.worstPairPass),
  meanFail: Math.min(thresholds.meanFail, thresholds.meanPass),
  termContradicted: Math.min(thresholds.termContradicted, thresholds.termSaid),
  toneContradicted: Math.min(thresholds.toneContradicted, thresholds.toneSaid),
  editFail: Math.max(thresholds.editFail, thresholds.editPass),
  deletionRunFail: Math.max(thresholds.deletionRunFail, thresholds.deletionRunPass + 1),
  insertionRunFail: Math.max(thresholds.insertionRunFail, thresholds.insertionRunPass + 1),
});

/** Thresholds at a point of the path, 0 (lenient) to 1 (strict); 0.5 gives the policy's own. */
export const thresholdsAt = (shipped: Thresholds, strictness: number): Thresholds => {
  const moved = Object.fromEntries(NAMES.map((name) => [name, valueAt(name, shipped[name], strictness)]));
  return inOrder({ ...shipped, ...moved });
};

/**
 * The policy at a point of the path, every accent profile moved alike. It is for measuring: some of its thresholds are
 * outside the legal ranges.
 */
export const policyAt = (policy: Policy, strictness: number): Policy => {
  const moved = (profileId: string): Thresholds =>
    thresholdsAt(effectiveThresholds(policy, 'reading', profileId), strictness);
  return {
    ...policy,
    // What a profile that the policy does not know is judged by.
    thresholds: moved(''),
    kinds: {},
    profiles: Object.fromEntries(
      Object.entries(policy.profiles).map(([id, { support }]) => [id, { support, thresholds: moved(id) }]),
    ),
  };
};

/** Steps of the bisection: strictness is known to 2^-12. */
const STEPS = 12;

/**
 * Smallest strictness in 0 to 1, to 2^-12, at which `passes` is false; 0 when it is false everywhere, 1 when nowhere.
 * `passes` must be monotone.
 */
export const bisectStrictness = (passes: (strictness: number) => boolean): number => {
  if (!passes(0)) return 0;
  if (passes(1)) return 1;
  let low = 0;
  let high = 1;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (passes(middle)) low = middle;
    else high = middle;
  }
  return high;
};

/** How strict the whole judge may become before a reading no longer passes: both witnesses, every gate. */
export const strictnessOf = (scored: ScoredReading, policy: Policy): number =>
  bisectStrictness((at) => judgeScored(scored, policyAt(policy, at), { kind: 'not_requested' }).verdict === 'pass');

const longestStepRun = ({ steps }: ScoredContent, kind: 'missing' | 'extra'): number => {
  let longest = 0;
  let run = 0;
  for (const step of steps) {
    const counts = step.kind === kind && !(step.kind === 'extra' && step.filler);
    run = counts ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
};

/** The free decode alone: edit cost, longest run left out, longest run put in. The sound is not asked. */
export const textStrictness = (content: ScoredContent, shipped: Thresholds): number => {
  const cost = content.editCost / content.score.tokens.length;
  const [missing, extra] = [longestStepRun(content, 'missing'), longestStepRun(content, 'extra')];
  return bisectStrictness((at) => {
    const limits = thresholdsAt(shipped, at);
    return cost <= limits.editPass && missing <= limits.deletionRunPass && extra <= limits.insertionRunPass;
  });
};

/** The clause score alone: worst pair, mean, smallest near-miss margin. The free decode is not asked. */
export const soundStrictness = (scored: ScoredReading, shipped: Thresholds): number => {
  const { logPosteriors, unjudged, margins } = scored.content;
  const judged = logPosteriors.filter((_, token) => !unjudged[token]);
  if (judged.length < logPosteriors.length) return 0;
  const mean = judged.reduce((sum, value) => sum + value, 0) / judged.length;
  const pairs = judged.slice(1).map((value, at) => (value + judged[at]!) / 2);
  const worst = Math.min(...(pairs.length > 0 ? pairs : judged));
  const margin = Math.min(Number.POSITIVE_INFINITY, ...margins.map((one) => one.margin));
  return bisectStrictness((at) => {
    const limits = thresholdsAt(shipped, at);
    return worst >= limits.worstPairPass && mean >= limits.meanPass && margin >= limits.termSaid;
  });
};
