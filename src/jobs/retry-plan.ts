import type { ErrorCode } from '../errors.js';

/** What to do after a failed attempt. */
export type RetryPlan =
  | { readonly kind: 'retry'; readonly delayMs: number }
  /** The cause was expected to pass and did not: for the operator to look at. */
  | { readonly kind: 'park' }
  /** The recording or the engine failed; trying again would give the same. */
  | { readonly kind: 'final' };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const FIRST_DELAY = 1 * SECOND;
const LONGEST_DELAY = 5 * MINUTE;

/** How often a job is tried per cause that may pass by itself; every other cause is final. */
const ATTEMPTS: Partial<Record<ErrorCode, number>> = {
  ENGINE_BUSY: 12,
  ENGINE_UNAVAILABLE: 12,
  DECODER_MISSING: 12,
  KEY_SERVICE_UNAVAILABLE: 12,
  SHUTTING_DOWN: 12,
  INTERNAL: 3,
};

/** Most often that any job is taken, whatever happens: a reading that ends the whole process each time stops there. */
export const MOST_ATTEMPTS = 13;

/**
 * Back-off doubles from one second to five minutes: 12 attempts span about 23 minutes.
 * @param attempts attempts made so far, at least 1.
 */
export const planRetry = (code: ErrorCode, attempts: number): RetryPlan => {
  const allowed = ATTEMPTS[code];
  if (allowed === undefined) return { kind: 'final' };
  if (attempts >= allowed) return { kind: 'park' };
  return { kind: 'retry', delayMs: Math.min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY) };
};
