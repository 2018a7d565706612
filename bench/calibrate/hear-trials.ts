import type { Reader } from '../../src/main.js';
import type { Policy } from '../../src/verdict/policy.js';
import { type HeardReading, hearReading } from '../../src/verification/hear-reading.js';
import { judgeScored, scoreReading } from '../../src/verification/judge-reading.js';
import type { Utterance } from '../dataset/utterance.js';
import { seededRandom } from '../seeded-random.js';
import { alterClause } from '../verdicts/alterations.js';
import { MOST_LENIENT, thresholdsAt } from './fitted-thresholds.js';
import type { Trial } from './trial.js';

const HONEST = 'honest';

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

/** What is held against one recording: its clause, as honest or as misread, and the clause altered. */
const claimsOf = (
  { id, transcript, deviation }: Utterance,
  clauses: readonly string[],
  seed: number,
): readonly Claim[] => {
  const text = transcript!;
  if (deviation !== null) return [{ kind: `recorded ${deviation}`, text }];
  const others = clauses.filter((other) => other !== text);
  return [{ kind: HONEST, text }, ...alterClause(text, others, seededRandom((seed ^ hash(id)) >>> 0))];
};

export interface HearTrialsOptions {
  /** Thresholds that are not fitted, and the accent profile's support. */
  readonly policy: Policy;
  readonly dialectHint: string | null;
  readonly seed: number;
  readonly onHeard: () => void;
}

const NEVER = (): boolean => false;

const toTrial = (
  utterance: Utterance,
  heard: HeardReading,
  { kind, text }: Claim,
  at: number,
  options: HearTrialsOptions,
): Trial => {
  const { policy, dialectHint } = options;
  const scored = scoreReading(heard, { clauseText: text, criticalTerms: utterance.criticalTerms, dialectHint });
  const passes: Trial['passes'] = (levels) => {
    const thresholds = thresholdsAt(policy.thresholds, levels);
    return judgeScored(scored, { ...policy, thresholds }, { kind: 'not_requested' }).verdict === 'pass';
  };
  return {
    id: `${utterance.id}#${at}:${kind}`,
    speaker: utterance.speaker,
    reading: utterance.id,
    kind,
    // What never passes need not be kept: its score holds megabytes.
    passes: passes(MOST_LENIENT) ? passes : NEVER,
  };
};

/**
 * Hears every recording once and holds against it the clause as it is and altered. Recordings without a transcript are
 * left out.
 */
export const hearTrials = async (
  reader: Reader,
  utterances: readonly Utterance[],
  options: HearTrialsOptions,
): Promise<readonly Trial[]> => {
  const usable = utterances.filter(({ transcript }) => transcript !== null);
  const clauses = [...new Set(usable.map(({ transcript }) => transcript!))];
  const trials: Trial[] = [];
  for (const utterance of usable) {
    const heard = await hearReading({ ...reader, stopwatch: () => performance.now() }, utterance.path, {
      voice: false,
    });
    claimsOf(utterance, clauses, options.seed).forEach((claim, at) => {
      trials.push(toTrial(utterance, heard, claim, at, options));
    });
    options.onHeard();
  }
  return trials;
};
