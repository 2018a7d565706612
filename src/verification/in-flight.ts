import { HeshengError } from '../errors.js';
import type { IdempotencyCaller } from '../store/idempotency-store.js';

/** Requests with an Idempotency-Key that this process is answering now. */
export interface InFlight {
  /**
   * Claims the caller's key.
   * @throws HeshengError IDEMPOTENCY_MISMATCH or IDEMPOTENCY_IN_FLIGHT when another request holds it.
   */
  begin(caller: IdempotencyCaller, fingerprint: string): void;
  end(caller: IdempotencyCaller): void;
}

/**
 * A claim ends by itself after `longestMs`, which is longer than any answer takes: a caller who hung up may then ask
 * again. Kept in memory on purpose, since a crash ends every claim; what must outlive it is in the IdempotencyStore.
 */
export const createInFlight = (clock: () => number, longestMs: number): InFlight => {
  const claims = new Map<string, { readonly fingerprint: string; readonly untilMs: number }>();
  const nameOf = (caller: IdempotencyCaller): string => JSON.stringify([caller.keyId, caller.idempotencyKey]);

  const dropExpired = (nowMs: number): void => {
    // Insertion order is expiry order.
    for (const [name, { untilMs }] of claims) {
      if (untilMs > nowMs) return;
      claims.delete(name);
    }
  };

  return {
    begin: (caller, fingerprint) => {
      dropExpired(clock());
      const held = claims.get(nameOf(caller));
      if (held === undefined) {
        claims.set(nameOf(caller), { fingerprint, untilMs: clock() + longestMs });
        return;
      }
      if (held.fingerprint !== fingerprint) throw mismatch();
      throw new HeshengError('IDEMPOTENCY_IN_FLIGHT', 'Wait for its answer, or repeat the request in a few seconds.');
    },
    end: (caller) => void claims.delete(nameOf(caller)),
  };
};

export const mismatch = (): HeshengError =>
  new HeshengError('IDEMPOTENCY_MISMATCH', 'Repeat the first request unchanged, or send a new key with a new request.');
