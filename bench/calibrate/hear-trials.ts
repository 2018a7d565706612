import { effectiveThresholds } from '../../src/verdict/effective-thresholds.js';
import type { Policy, Thresholds } from '../../src/verdict/policy.js';
import type { HeardReading } from '../../src/verification/hear-reading.js';
import { judgeScored } from '../../src/verification/judge-reading.js';
import { scoreReading } from '../../src/verification/score-reading.js';
import type { Utterance } from '../dataset/utterance.js';
import { concurrently } from '../run/concurrently.js';
import type { Listener } from '../run/listener.js';
import { withBenchProgress } from '../run/progress.js';
import { type Case, casesOf } from '../verdicts/cases.js';
import { MOST_LENIENT, thresholdsAt } from './fitted-thresholds.js';
import type { Trial } from './trial.js';

/** A trial of a real recording. */
export interface HeardTrial extends Trial {
  readonly utterance: Utterance;
  /** The clause that was held against the recording. */
  readonly text: string;
  /** Verdict under the policy that calibration starts from. */
  readonly passesBefore: boolean;
}

export interface HearTrialsOptions {
  readonly policy: Policy;
  /** Accent profile to judge in. */
  readonly profile: string;
  readonly seed: number;
  readonly jobs: number;
}

/** The policy with other thresholds, as if the accent were validated: else nothing could pass. */
const tried = (policy: Policy, profile: string, thresholds: Thresholds): Policy => ({
  ...policy,
  thresholds,
  kinds: {},
  profiles: { [profile]: { support: 'validated' } },
});

const placeOf = (utterance: Utterance, { id, kind, clause }: Pick<Case, 'id' | 'kind' | 'clause'>) => ({
  id,
  kind,
  text: clause,
  utterance,
  speaker: utterance.speaker,
  reading: utterance.id,
});

const NEVER = (): boolean => false;

const toTrial = (
  utterance: Utterance,
  heard: HeardReading,
  { id, kind, clause, criticalTerms, previous }: Case,
  { policy, profile }: HearTrialsOptions,
): HeardTrial => {
  const scored = scoreReading(heard, {
    clauseText: clause,
    criticalTerms,
    dialectHint: profile,
    previousText: previous,
  });
  const before = effectiveThresholds(policy, 'reading', profile);
  const passesUnder = (thresholds: Thresholds): boolean =>
    judgeScored(scored, tried(policy, profile, thresholds), { kind: 'not_requested' }).verdict === 'pass';
  const passes: Trial['passes'] = (levels) => passesUnder(thresholdsAt(before, levels));
  return {
    ...placeOf(utterance, { id, kind, clause }),
    passesBefore: passesUnder(before),
    // What never passes need not be kept: its score holds megabytes.
    passes: passes(MOST_LENIENT) ? passes : NEVER,
  };
};

/**
 * Hears every recording and holds against it the clause as it is and altered, with words of `clauses`. Recordings without
 * a transcript are left out; one that cannot be judged for a technical fault passes nothing.
 */
export const hearTrials = async (
  listener: Pick<Listener, 'hear'>,
  utterances: readonly Utterance[],
  clauses: readonly string[],
  options: HearTrialsOptions,
): Promise<readonly HeardTrial[]> => {
  const heard = await withBenchProgress('hearing', utterances.length, (step) =>
    concurrently(utterances, options.jobs, async (utterance) => {
      const hearing = await listener.hear(utterance);
      const trials = casesOf(utterance, clauses, options.seed).map(
        (one): HeardTrial =>
          hearing.kind === 'heard'
            ? toTrial(utterance, hearing.heard, one, options)
            : { ...placeOf(utterance, one), passesBefore: false, passes: NEVER },
      );
      step();
      return trials;
    }),
  );
  return heard.flat();
};
