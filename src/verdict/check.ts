export type CheckOutcome = 'pass' | 'review' | 'fail';

export type CheckName =
  | 'effective_speech_ms'
  | 'snr_db'
  | 'clipping_ratio'
  | 'level_dbfs'
  | 'bandwidth_hz'
  | 'leading_silence_ms'
  | 'trailing_silence_ms'
  | 'truncated'
  | 'speech_rate'
  | 'voice_consistency'
  | 'joint_step_db'
  | 'joint_dip_db'
  | 'joint_fall_db';

/** One measured property of a reading. `qualifiedRange` bounds are inclusive, null where open. */
export interface Check {
  readonly name: CheckName;
  readonly value: number | null;
  readonly qualifiedRange: readonly [number | null, number | null];
  readonly outcome: CheckOutcome;
  /** What the customer can do about it; null when the check passed. */
  readonly advice: string | null;
  /** Where in the recording it was measured, of checks that look for a place. */
  readonly atMs?: number;
}
