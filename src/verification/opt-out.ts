import { HeshengError } from '../errors.js';
import type { DeletionReceipt } from './deletion-receipt.js';
import { type Dependencies, now } from './dependencies.js';
import { eraseVoiceprints } from './erase-voiceprints.js';
import { findSpeaker, requireSpeaker } from './find-speaker.js';
import { recordAudit, speakerSubject } from './record-audit.js';
import { requireNewConsent } from './require-consent.js';
import type { Speaker, UseCases } from './use-cases.js';

/** Erases the voiceprints as a deletion does, and remembers that the speaker wants none. */
export const optOut =
  (deps: Pick<Dependencies, 'store' | 'vault' | 'clock' | 'newId'>): UseCases['optOut'] =>
  async (id) => {
    const receipt = await deps.store.transaction(async (tx): Promise<DeletionReceipt> => {
      const speaker = await tx.speakers.find(id);
      const before = speaker?.optOut ? await tx.receipts.find(speaker.optOut.receiptId) : null;
      if (before !== null) return before;
      const present = (speaker?.enrolments ?? []).filter(({ standing }) => standing !== 'erased');
      const erased = await eraseVoiceprints(deps, tx, id, present, 'opt_out');
      await tx.speakers.optOut(id, erased.deletedAt, erased.id);
      return erased;
    });
    await deps.store.scrub();
    return receipt;
  };

/** @throws HeshengError SPEAKER_NOT_FOUND, CONFLICT when the speaker did not opt out, CONSENT_WITHDRAWN, CONSENT_REQUIRED */
export const optIn =
  (deps: Pick<Dependencies, 'store' | 'engine' | 'roster' | 'clock'>): UseCases['optIn'] =>
  async (id, consentId): Promise<Speaker> => {
    if (consentId.trim() === '') throw new HeshengError('CONSENT_REQUIRED', 'Send consent_id to opt in.');
    await deps.store.transaction(async (tx) => {
      requireSpeaker(await tx.speakers.find(id));
      await requireNewConsent(tx.speakers, id, consentId);
      if (!(await tx.speakers.optIn(id))) throw new HeshengError('CONFLICT', 'The speaker did not opt out.');
      await recordAudit(tx, {
        recordedAt: now(deps),
        actor: { kind: 'service' },
        action: 'speaker.opted_in',
        subject: speakerSubject(id),
        detail: {},
      });
    });
    return findSpeaker(deps)(id);
  };
