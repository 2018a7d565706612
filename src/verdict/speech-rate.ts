import type { Check } from './check.js';
import type { Thresholds } from './policy.js';

/**
 * Clause tokens per second of effective speech. Above the limit the reading is faster than what was measured, or part of
 * the clause was not read; without speech there is no rate and the check asks for review.
 */
export const speechRateCheck = (clauseTokens: number, effectiveSpeechMs: number, limits: Thresholds): Check => {
  const rate = (1000 * clauseTokens) / effectiveSpeechMs;
  const value = Number.isFinite(rate) ? rate : null;
  const slow = value !== null && value <= limits.speechRateMax;
  return {
    name: 'speech_rate',
    value,
    qualifiedRange: [null, limits.speechRateMax],
    outcome: slow ? 'pass' : 'review',
    advice: slow ? null : '请慢一点，把条款完整地再读一遍。',
  };
};
