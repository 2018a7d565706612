import { HeshengError } from '../errors.js';
import { type Dependencies, now } from './dependencies.js';
import { recordAudit, speakerSubject } from './record-audit.js';
import type { Speaker } from './use-cases.js';

const unknown = (): HeshengError => new HeshengError('SPEAKER_NOT_FOUND', 'No speaker is enrolled under this id.');

/** @throws HeshengError SPEAKER_NOT_FOUND */
export const findSpeaker =
  ({ store }: Pick<Dependencies, 'store'>) =>
  async (id: string): Promise<Speaker> => {
    const speaker = await store.speakers.find(id);
    if (speaker === null) throw unknown();
    return speaker;
  };

/**
 * Removes every template, enrolment and the speaker; verifications of this speaker stay, their template does not.
 * @throws HeshengError SPEAKER_NOT_FOUND
 */
export const deleteSpeaker =
  (deps: Pick<Dependencies, 'store' | 'clock'>) =>
  (id: string): Promise<void> =>
    deps.store.transaction(async (tx) => {
      if (!(await tx.speakers.remove(id))) throw unknown();
      await recordAudit(tx, {
        recordedAt: now(deps),
        actor: { kind: 'service' },
        action: 'speaker.deleted',
        subject: speakerSubject(id),
        detail: {},
      });
    });
