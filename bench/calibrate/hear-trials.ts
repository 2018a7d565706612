import { withProgress } from '../../src/cli/progress.js';
import { effectiveThresholds } from '../../src/verdict/effective-thresholds.js';
import type { Policy, Thresholds } from '../../src/verdict/policy.js';
import type { HeardReading } from '../../src/verification/hear-reading.js';
import { judgeScored, scoreReading } from '../../src/verification/judge-reading.js';
import type { Utterance } from '../dataset/utterance.js';
import { concurrently } from '../run/concurrently.js';
import type { Listener } from '../run/listener.js';
import { seededRandom } from '../seeded-random.js';
import { alterClause } from '../verdicts/alterations.js';
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

/** FNV-1a, so that a recording's alterations do not depend on which others are in the set. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
};

interface Claim {
  readonly kind: string;
  readonly text: string;
}

/** What is held against one recording: its clause, and its clause altered; a recorded misreading is held against its own. */
const claimsOf = (
  { id, transcript, deviation }: Utterance,
  clauses: readonly string[],
  seed: number,
): readonly Claim[] => {
  const text = transcript!;
  if (deviation !== null) return [{ kind: `recorded ${deviation}`, text }];
  const others = clauses.filter((other) => other !== text);
  return [{ kind: 'honest', text }, ...alterClause(text, others, seededRandom((seed ^ hash(id)) >>> 0))];
};

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

const NEVER = (): boolean => false;

const toTrial = (
  utterance: Utterance,
  heard: HeardReading,
  { kind, text }: Claim,
  at: number,
  { policy, profile }: HearTrialsOptions,
): HeardTrial => {
  const { criticalTerms } = utterance;
  const scored = scoreReading(heard, { clauseText: text, criticalTerms, dialectHint: profile });
  const before = effectiveThresholds(policy, 'reading', profile);
  const passesUnder = (thresholds: Thresholds): boolean =>
    judgeScored(scored, tried(policy, profile, thresholds), { kind: 'not_requested' }).verdict === 'pass';
  const passes: Trial['passes'] = (levels) => passesUnder(thresholdsAt(before, levels));
  return {
    id: `${utterance.id}#${at}:${kind}`,
    speaker: utterance.speaker,
    reading: utterance.id,
    kind,
    utterance,
    text,
    passesBefore: passesUnder(before),
    // What never passes need not be kept: its score holds megabytes.
    passes: passes(MOST_LENIENT) ? passes : NEVER,
  };
};

/**
 * Hears every recording and holds against it the clause as it is and altered. Recordings without a transcript are left
 * out; one that cannot be judged for a technical fault passes nothing.
 */
export const hearTrials = async (
  listener: Pick<Listener, 'hear'>,
  utterances: readonly Utterance[],
  options: HearTrialsOptions,
): Promise<readonly HeardTrial[]> => {
  const usable = utterances.filter(({ transcript }) => transcript !== null);
  const clauses = [...new Set(usable.map(({ transcript }) => transcript!))];
  const heard = await withProgress('hearing', usable.length, ({ step }) =>
    concurrently(usable, options.jobs, async (utterance) => {
      const hearing = await listener.hear(utterance);
      const claims = claimsOf(utterance, clauses, options.seed);
      const trials = claims.map((claim, at): HeardTrial => {
        if (hearing.kind === 'heard') return toTrial(utterance, hearing.heard, claim, at, options);
        const { id, speaker } = utterance;
        const place = { id: `${id}#${at}:${claim.kind}`, speaker, reading: id, utterance };
        return { ...place, ...claim, passesBefore: false, passes: NEVER };
      });
      step(utterance.id);
      return trials;
    }),
  );
  return heard.flat();
};
