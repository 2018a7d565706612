import { isFirstVersion, openFirstVersion, sealTemplate } from '../voiceprint/template-cipher.js';
import type { Dependencies } from './dependencies.js';
import { templateContext } from './load-speaker.js';

/**
 * Seals templates anew that an earlier version stored in one piece with their keys, so that keys are apart from now on.
 * Returns how many. Interrupted, it is taken up at the next start; two processes at once end with one of the two results.
 * @throws HeshengError TEMPLATE_UNREADABLE for another master key
 */
export const partTemplates = async ({
  store,
  vault,
  masterKey,
}: Pick<Dependencies, 'store' | 'vault' | 'masterKey'>): Promise<number> => {
  let parted = 0;
  const apart = (): Promise<void> =>
    store.transaction(async (tx) => {
      for (const { enrolmentId: id, speakerId, voiceModel, sealed: whole } of await tx.speakers.templates()) {
        if (!isFirstVersion(whole)) continue;
        const context = templateContext({ id, speakerId, voiceModel });
        const template = openFirstVersion(whole, context, masterKey);
        const { sealed, wrappedKey } = sealTemplate(template, context, masterKey);
        template.fill(0);
        await vault.put(id, wrappedKey);
        await tx.speakers.reseal(id, sealed);
        parted += 1;
      }
    });
  await apart();
  if (parted > 0) await store.scrub();
  return parted;
};
