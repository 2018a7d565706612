import type { Check, CheckName } from './check.js';
import { finding } from './finding.js';
import type { Gate } from './gate.js';
import type { ReasonCode } from './reason.js';

/** Which reason a check gives when it did not pass. */
const CHECK_REASONS: Readonly<Record<CheckName, ReasonCode>> = {
  effective_speech_ms: 'NOT_ENOUGH_SPEECH',
  snr_db: 'AUDIO_QUALITY',
  clipping_ratio: 'AUDIO_QUALITY',
  level_dbfs: 'AUDIO_QUALITY',
  bandwidth_hz: 'AUDIO_QUALITY',
  leading_silence_ms: 'RECORDING_TRUNCATED',
  trailing_silence_ms: 'RECORDING_TRUNCATED',
  truncated: 'RECORDING_TRUNCATED',
  speech_rate: 'SPEECH_TOO_FAST',
  voice_consistency: 'MULTIPLE_SPEAKERS',
  joint_step_db: 'RECORDING_SPLICED',
  joint_dip_db: 'RECORDING_SPLICED',
  joint_fall_db: 'RECORDING_SPLICED',
};

/** Checks without which nothing passes: what was not measured is not known. `truncated` comes with the recording. */
export const REQUIRED_CHECKS = (Object.keys(CHECK_REASONS) as CheckName[]).filter((name) => name !== 'truncated');

const passed = ({ outcome, value }: Check): boolean =>
  outcome === 'pass' && (value === null || (typeof value === 'number' && !Number.isNaN(value)));

/** Checks never fail a reading: a bad recording says nothing about what was read. */
export const recordingChecks: Gate = ({ checks, recording }) => {
  const measured = new Set(checks.map(({ name }) => name));
  const absent = REQUIRED_CHECKS.filter((name) => !measured.has(name));
  const broken = checks.filter((check) => !passed(check));
  const names = [
    ...broken.map(({ name }) => name),
    ...absent,
    ...(recording.truncated === false ? [] : ['truncated' as const]),
  ];
  return [...new Set(names.map((name) => CHECK_REASONS[name]))].map((code) => {
    const own = broken.filter(({ name }) => CHECK_REASONS[name] === code);
    const [atMs] = own.flatMap((check) => check.atMs ?? []);
    const advice = [...new Set(own.flatMap((check) => check.advice ?? []))];
    return finding(code, 'review', [], { advice, ...(atMs === undefined ? {} : { atMs }) });
  });
};

/** Thresholds hold only for the accents on which they were validated. */
export const validatedDialect: Gate = ({ dialect }) =>
  dialect.support === 'validated' ? [] : [finding('DIALECT_NOT_VALIDATED', 'review')];
