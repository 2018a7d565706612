import type { Store } from '../store/store.js';
import { recordAudit } from '../verification/record-audit.js';
import { packsDetail } from './append-activation.js';
import type { FollowOutcome } from './follow-activations.js';

/** Writes what became of a generation into the audit log; of failures only the first, as later ones say nothing new. */
export const recordOutcome =
  ({ store, clock }: { readonly store: Pick<Store, 'transaction'>; readonly clock: () => number }) =>
  async (outcome: FollowOutcome): Promise<void> => {
    if (outcome.kind === 'failed' && outcome.failures > 1) return;
    const { generation, packs } = outcome.activation;
    const fact = {
      recordedAt: new Date(clock()).toISOString(),
      actor: { kind: 'service' },
      subject: { kind: 'models', id: `generation-${generation}` },
    } as const;
    const detail = { packs: packsDetail(packs) };
    await store.transaction((tx) =>
      recordAudit(
        tx,
        outcome.kind === 'swapped'
          ? { ...fact, action: 'models.swapped', detail }
          : {
              ...fact,
              action: 'models.activation_failed',
              outcome: 'failure',
              detail: { ...detail, code: outcome.code },
            },
      ),
    );
  };
