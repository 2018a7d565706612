import { HeshengError } from '../errors.js';
import type { Activation } from './activation.js';
import { type ActivationNeeds, appendActivation, NO_ACTIVATION } from './append-activation.js';

/**
 * Takes a pack out of those that are to run.
 * @throws HeshengError PACK_UNKNOWN when it is not one of them, CONFLICT when they were changed meanwhile
 */
export const deactivatePack =
  (needs: Pick<ActivationNeeds, 'store' | 'clock'>) =>
  async (id: string): Promise<Activation> => {
    const before = (await needs.store.activations.current()) ?? NO_ACTIVATION;
    const packs = before.packs.filter((pack) => pack.id !== id);
    if (packs.length === before.packs.length) throw new HeshengError('PACK_UNKNOWN', `${id} is not active`);
    return appendActivation(needs, {
      action: 'models.deactivated',
      before: before.generation,
      packs,
      detail: { pack: id },
    });
  };
