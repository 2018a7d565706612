import type { VoiceSpan } from '../voiceprint/voice-spans.js';
import type { Check } from './check.js';
import type { Thresholds } from './policy.js';

/**
 * Whether one voice speaks in the whole recording: `consistency` is the likeness of the two groups of stretches that
 * differ most (`voiceConsistency`). Null (too short to hold two voices) passes: nothing was measured that speaks against it. NaN is doubt.
 * `spans` say where: the check names the place where another voice is first heard.
 */
export const voiceConsistencyCheck = (
  consistency: number | null,
  spans: readonly VoiceSpan[],
  limits: Thresholds,
): Check => {
  const one = consistency === null || consistency >= limits.voiceConsistencyMin;
  const other = one ? undefined : spans.find(({ voice }) => voice === 'B');
  return {
    name: 'voice_consistency',
    value: consistency,
    qualifiedRange: [limits.voiceConsistencyMin, null],
    outcome: one ? 'pass' : 'review',
    advice: one ? null : '请由您本人在安静的地方一个人朗读。',
    ...(other ? { atMs: other.startMs } : {}),
  };
};
