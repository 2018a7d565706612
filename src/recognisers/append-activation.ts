import type { JsonValue } from '../audit/canonical-json.js';
import type { AuditAction } from '../audit/entry.js';
import { HeshengError } from '../errors.js';
import type { Store } from '../store/store.js';
import { recordAudit } from '../verification/record-audit.js';
import type { ActivatedPack, Activation } from './activation.js';

export interface ActivationNeeds {
  readonly store: Pick<Store, 'activations' | 'transaction'>;
  /** Store of packs. */
  readonly packsDir: string;
  readonly clock: () => number;
}

export const NO_ACTIVATION = { generation: 0, packs: [] } as const;

/** What an audit entry says of the packs of a generation. */
export const packsDetail = (packs: readonly ActivatedPack[]): JsonValue =>
  packs.map(({ id, sha256, mode, proved }) => ({ id, sha256, mode, proved }));

interface Change {
  readonly action: Extract<AuditAction, 'models.activated' | 'models.deactivated' | 'models.rolled_back'>;
  /** The generation that the change was thought out on. */
  readonly before: number;
  readonly packs: readonly ActivatedPack[];
  readonly detail: { readonly [name: string]: JsonValue };
}

/**
 * Makes the next generation, with its audit entry, in one transaction.
 * @throws HeshengError CONFLICT when another one was made meanwhile
 */
export const appendActivation = async (
  { store, clock }: Pick<ActivationNeeds, 'store' | 'clock'>,
  { action, before, packs, detail }: Change,
): Promise<Activation> => {
  const createdAt = new Date(clock()).toISOString();
  const activation: Activation = { generation: before + 1, packs, actor: { kind: 'operator' }, createdAt };
  await store.transaction(async (tx) => {
    if (!(await tx.activations.append(activation))) {
      throw new HeshengError(
        'CONFLICT',
        'Somebody else changed the active packs at the same time: look, and try again.',
      );
    }
    await recordAudit(tx, {
      recordedAt: createdAt,
      actor: activation.actor,
      action,
      subject: { kind: 'models', id: `generation-${activation.generation}` },
      detail: { ...detail, packs: packsDetail(packs) },
    });
  });
  return activation;
};
