import { effectiveThresholds } from '../../src/verdict/effective-thresholds.js';
import type { Policy } from '../../src/verdict/policy.js';
import type { VerdictName } from '../../src/verdict/verdict.js';
import type { HeardReading } from '../../src/verification/hear-reading.js';
import { judgeScored } from '../../src/verification/judge-reading.js';
import { type ScoredReading, scoreReading } from '../../src/verification/score-reading.js';
import type { Case } from './cases.js';
import { countOps, type OpCounts } from './op-truth.js';
import type { Scores } from './scored-cache.js';
import { soundStrictness, strictnessOf, textStrictness } from './strictness.js';

/** How strict a judge may become before the case no longer passes, 0 to 1, by what the judge may know. */
export interface Strictness {
  readonly text: number;
  readonly sound: number;
  readonly both: number;
}

/** One case under one policy. */
export interface JudgedCase {
  readonly verdict: VerdictName;
  readonly reasons: readonly string[];
  readonly heard: string;
  readonly strictness: Strictness;
  /** Null when the edit is not known place by place. */
  readonly ops: OpCounts | null;
}

/** One recording, and the clauses to judge it against. */
export interface JudgeTask {
  readonly heard: HeardReading;
  readonly dialectHint: string | null;
  readonly cases: readonly Case[];
  readonly policies: readonly Policy[];
  /** Names what the scores depend on; null keeps none. */
  readonly cache: { readonly folder: string; readonly key: string } | null;
}

/** Reasons that lie in the recording or the request and not in the text: they stop every kind of judge alike. */
const NOT_OF_TEXT = [
  'DIALECT_NOT_VALIDATED',
  'AUDIO_QUALITY',
  'NOT_ENOUGH_SPEECH',
  'SPEECH_TOO_FAST',
  'RECORDING_TRUNCATED',
];

const judgeUnder = (scored: ScoredReading, policy: Policy, { clause, edits }: Case): JudgedCase => {
  const { verdict, reasons, content } = judgeScored(scored, policy, { kind: 'not_requested' });
  const codes = reasons.map(({ code }) => code);
  const stopped = codes.some((code) => NOT_OF_TEXT.includes(code));
  const limits = effectiveThresholds(policy, 'reading', scored.dialect.label);
  const none = { text: 0, sound: 0, both: 0 };
  const strictness = stopped
    ? none
    : {
        text: textStrictness(scored.content, limits),
        sound: soundStrictness(scored, limits),
        both: strictnessOf(scored, policy),
      };
  return {
    verdict,
    reasons: codes,
    heard: content.heard,
    strictness,
    ops: edits && countOps(clause, edits, content.tokens),
  };
};

/** Scores every case of a recording: what costs time, and what no policy can change. Pure. */
export const scoreCases = ({ heard, dialectHint, cases }: JudgeTask): Scores =>
  new Map(
    cases.map(({ id, clause, criticalTerms, previous }) => {
      const request = { clauseText: clause, criticalTerms, dialectHint, previousText: previous };
      const { heard: _, ...scored } = scoreReading(heard, request);
      return [id, scored];
    }),
  );

/** Judges every case of a recording under every policy; `[case][policy]`. Pure. */
export const judgeCases = ({ heard, cases, policies }: JudgeTask, scores: Scores): readonly (readonly JudgedCase[])[] =>
  cases.map((one) => policies.map((policy) => judgeUnder({ heard, ...scores.get(one.id)! }, policy, one)));
