import type { DecodedAudio } from '../audio/decoder.js';
import { measureQuality } from '../audio/quality.js';
import { qualityChecks } from '../audio/quality-checks.js';
import type { Analysis } from '../engine/engine.js';
import type { Check, CheckName } from '../verdict/check.js';
import type { Thresholds } from '../verdict/policy.js';
import { voiceConsistencyCheck } from '../verdict/voice-consistency-check.js';
import type { TakeFault, TakeFaultKind } from '../voiceprint/take-fault.js';

/** Without these a voiceprint is unreliable; speech before and after a cut matters to a clause, not to a voice. */
const REFUSING = [
  'snr_db',
  'clipping_ratio',
  'level_dbfs',
  'truncated',
  'voice_consistency',
] as const satisfies readonly (CheckName & TakeFaultKind)[];
const IRRELEVANT: ReadonlySet<CheckName> = new Set(['leading_silence_ms', 'trailing_silence_ms']);

/** Quality of one recording of an enrolment. */
export const enrolmentChecks = (
  audio: DecodedAudio,
  { speech, voiceConsistency, voiceSpans }: Pick<Analysis, 'speech' | 'voiceConsistency' | 'voiceSpans'>,
  thresholds: Thresholds,
): readonly Check[] =>
  [
    ...qualityChecks(measureQuality(audio.samples, speech), thresholds, audio),
    voiceConsistencyCheck(voiceConsistency, voiceSpans, thresholds),
  ].filter(({ name }) => !IRRELEVANT.has(name));

/** For which of its checks a recording makes no voiceprint. */
export const faultsOfChecks = (checks: readonly Check[]): readonly TakeFault[] =>
  REFUSING.filter((kind) => checks.some(({ name, outcome }) => name === kind && outcome !== 'pass')).map((kind) => ({
    kind,
  }));

const SEVERITY = { pass: 0, review: 1, fail: 2 } as const;

/** The worst of each check over all recordings, the first of equals. */
export const worstChecks = (recordings: readonly (readonly Check[])[]): readonly Check[] => {
  const worst = new Map<CheckName, Check>();
  for (const check of recordings.flat()) {
    const known = worst.get(check.name);
    if (known === undefined || SEVERITY[check.outcome] > SEVERITY[known.outcome]) worst.set(check.name, check);
  }
  return [...worst.values()];
};
