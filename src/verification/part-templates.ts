import type { SealedTemplate } from '../store/speaker-store.js';
import type { MasterKeys } from '../voiceprint/master-key.js';
import { isFirstVersion, openFirstVersion, sealTemplate } from '../voiceprint/template-cipher.js';
import type { Dependencies } from './dependencies.js';
import { eachTemplate } from './each-template.js';
import { templateContext } from './load-speaker.js';

type Needs = Pick<Dependencies, 'store' | 'vault' | 'keys'> & { readonly masterKeys: MasterKeys };

/**
 * Seals templates anew that an earlier version stored in one piece with their keys, so that keys are apart from now on.
 * Returns how many. Interrupted, it is taken up at the next start; two processes at once end with one of the two results.
 * @throws HeshengError TEMPLATE_UNREADABLE for another master key, KEY_SERVICE_UNAVAILABLE
 */
export const partTemplates = async (needs: Needs): Promise<number> => {
  let parted = 0;
  for await (const id of eachTemplate(needs.store.speakers)) {
    const stored = await needs.store.speakers.template(id);
    if (stored !== null && isFirstVersion(stored.sealed) && (await part(needs, stored))) parted += 1;
  }
  if (parted > 0) await needs.store.scrub();
  return parted;
};

/** False when the template was deleted, or parted by another process, meanwhile. */
const part = async ({ store, vault, keys, masterKeys }: Needs, whole: SealedTemplate): Promise<boolean> => {
  const { enrolmentId: id, speakerId, voiceModel } = whole;
  const context = templateContext({ id, speakerId, voiceModel });
  const template = openFirstVersion(whole.sealed, context, masterKeys);
  const { sealed, wrappedKey } = await sealTemplate(template, context, keys);
  template.fill(0);
  return store.transaction(async (tx) => {
    const now = await tx.speakers.template(id);
    if (now === null || !isFirstVersion(now.sealed)) return false;
    await vault.put(id, wrappedKey);
    await tx.speakers.reseal(id, sealed);
    return true;
  });
};
