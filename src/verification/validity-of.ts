import { HeshengError } from '../errors.js';
import type { EnrolInput } from './use-cases.js';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Until when a voiceprint made now may be compared with: as asked for, never longer than `mostDays`.
 * @throws HeshengError VALIDITY_INVALID
 */
export const validityOf = ({ validUntil }: Pick<EnrolInput, 'validUntil'>, nowMs: number, mostDays: number): string => {
  const latestMs = nowMs + mostDays * DAY;
  const untilMs = validUntil === undefined ? latestMs : Date.parse(validUntil);
  // Written so that a time that cannot be read is refused.
  if (untilMs > nowMs && untilMs <= latestMs) return new Date(untilMs).toISOString();
  throw new HeshengError(
    'VALIDITY_INVALID',
    `valid_until must lie in the future and at most ${mostDays} days from now.`,
    { faults: [{ pointer: '/valid_until', detail: `must lie within ${mostDays} days from now` }] },
  );
};
