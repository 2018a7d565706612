import type { Completions } from './completions.js';
import type { Verification } from './verification.js';

export interface WaitDependencies {
  readonly find: (id: string) => Promise<Verification>;
  readonly completions: Completions;
  /** How often the store is asked: for verifications that another process settles. */
  readonly pollMs: number;
  readonly clock: () => number;
}

const isOpen = ({ status }: Verification): boolean => status === 'queued' || status === 'processing';

/** Resolves when the verification is settled, or after `timeoutMs` with what it is then. */
export const waitForVerification =
  ({ find, completions, pollMs, clock }: WaitDependencies) =>
  async (id: string, timeoutMs: number): Promise<Verification> => {
    const untilMs = clock() + timeoutMs;
    // Listening starts before the row is read, so no completion falls between the two.
    const listener = completions.listen(id);
    try {
      for (;;) {
        const verification = await find(id);
        const leftMs = untilMs - clock();
        if (!isOpen(verification) || leftMs <= 0) return verification;
        await listener.next(Math.min(pollMs, leftMs));
      }
    } finally {
      listener.stop();
    }
  };
