import { toKeyText } from '../store/key-text.js';
import type { SpeakerState } from '../voiceprint/decide-speaker.js';
import { openTemplate, type TemplateContext } from '../voiceprint/template-cipher.js';
import type { Dependencies } from './dependencies.js';
import type { Enrolment } from './use-cases.js';

/**
 * What there is to compare a reading's voice with. Vectors of two voice models have nothing to do with one another, so a
 * template of an earlier model counts as expired until the speaker is enrolled again.
 * @throws HeshengError TEMPLATE_UNREADABLE, ENGINE_UNAVAILABLE
 */
export const loadSpeaker = async (
  { store, engine, masterKey }: Pick<Dependencies, 'store' | 'engine' | 'masterKey'>,
  speakerId: string | null,
): Promise<SpeakerState> => {
  if (speakerId === null) return { kind: 'not_requested' };
  const stored = await store.speakers.activeTemplate(speakerId);
  if (stored === null) return { kind: 'not_enrolled' };
  if (stored.voiceModel !== (await voiceModelOf(engine))) return { kind: 'expired' };
  const context = templateContext({ id: stored.enrolmentId, speakerId, voiceModel: stored.voiceModel });
  return { kind: 'enrolled', template: openTemplate(stored.sealed, context, masterKey) };
};

/** What a template's encryption is bound to. */
export const templateContext = (enrolment: Pick<Enrolment, 'id' | 'speakerId' | 'voiceModel'>): TemplateContext => ({
  speakerId: toKeyText(enrolment.speakerId),
  templateId: enrolment.id,
  modelSha256: enrolment.voiceModel,
});

/** SHA-256 of the voice model in use; null when the engine has none. Waits until that is known. */
export const voiceModelOf = async (engine: Dependencies['engine']): Promise<string | null> => {
  await engine.ready();
  return engine.models().find(({ role }) => role === 'voice')?.sha256 ?? null;
};
