import { HeshengError } from '../errors.js';
import { checkActivated, readWholePack } from './activated-packs.js';
import type { Activation } from './activation.js';
import { type ActivationNeeds, appendActivation, NO_ACTIVATION } from './append-activation.js';

/**
 * Makes the packs run that ran before the last change, as a change of its own: done twice, it goes there and back.
 * @throws HeshengError CONFLICT when nothing was ever activated; PACK_UNKNOWN, PACK_INVALID or PACK_DAMAGED when one of those
 * packs is not here as it was
 */
export const rollBack = (needs: ActivationNeeds) => async (): Promise<Activation> => {
  const { activations } = needs.store;
  const current = await activations.current();
  if (current === null)
    throw new HeshengError('CONFLICT', 'No pack was ever activated: there is nothing to go back to.');
  const { packs, generation } = (await activations.find(current.generation - 1)) ?? NO_ACTIVATION;
  for (const pack of packs) checkActivated(await readWholePack(needs.packsDir, pack.id), pack);
  return appendActivation(needs, {
    action: 'models.rolled_back',
    before: current.generation,
    packs,
    detail: { from: current.generation, to: generation },
  });
};
