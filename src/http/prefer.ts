const WAIT = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:$|[,;])/i;

/**
 * `Prefer: wait=N` (RFC 7240): seconds that the caller is ready to wait, at most `capMs`. Null without the preference;
 * what cannot be read is ignored, as the RFC asks.
 */
export const preferredWaitMs = (prefer: string | undefined, capMs: number): number | null => {
  const seconds = WAIT.exec(prefer ?? '')?.[1];
  return seconds === undefined ? null : Math.min(Number(seconds) * 1000, capMs);
};

/** What was done about the preference. */
export const appliedWait = (waitMs: number): string => `wait=${Math.floor(waitMs / 1000)}`;
