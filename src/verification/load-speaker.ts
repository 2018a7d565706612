import { HeshengError } from '../errors.js';
import { toKeyText } from '../store/key-text.js';
import type { SealedTemplate } from '../store/speaker-store.js';
import type { SpeakerState } from '../voiceprint/decide-speaker.js';
import { enrolmentState } from '../voiceprint/enrolment-state.js';
import type { NamedSpeaker } from '../voiceprint/other-speaker.js';
import { openTemplate, type TemplateContext } from '../voiceprint/template-cipher.js';
import type { Dependencies } from './dependencies.js';
import type { ReadingInput } from './evaluation.js';
import { voiceModelAmong } from './hear-voice.js';
import type { Enrolment } from './use-cases.js';
import type { Judgement, VerificationRequest } from './verification.js';

/**
 * What there is to compare a reading's voice with. Vectors of two voice models have nothing to do with one another, so a
 * template of an earlier model counts as expired, as one whose time is over does, until the speaker is enrolled again. The
 * template of a speaker who opted out is gone, but not that they did.
 * @throws HeshengError TEMPLATE_UNREADABLE, KEY_SERVICE_UNAVAILABLE, ENGINE_UNAVAILABLE
 */
export const loadSpeaker = async (
  deps: Pick<Dependencies, 'store' | 'engine' | 'roster' | 'keys' | 'vault' | 'clock'>,
  speakerId: string | null,
): Promise<SpeakerState> => (speakerId === null ? { kind: 'not_requested' } : loadNamed(deps, speakerId));

const loadNamed = async (deps: Parameters<typeof loadSpeaker>[0], speakerId: string): Promise<NamedSpeaker> => {
  const stored = await deps.store.speakers.activeTemplate(speakerId);
  const speaker = await deps.store.speakers.find(speakerId);
  if (speaker !== null && speaker.optOut !== null) return { kind: 'opted_out' };
  const enrolment = speaker?.enrolments.find(({ id }) => id === stored?.enrolmentId);
  if (stored === null || enrolment === undefined) return { kind: 'not_enrolled' };
  // It was the newest when its template was read, whatever came since.
  const state = enrolmentState({ ...enrolment, standing: 'newest' }, await voiceModelOf(deps), deps.clock());
  return state === 'active' ? ((await opened(deps, stored)) ?? keyGone()) : { kind: 'expired' };
};

/** The accent that a speaker's newest enrolment names; null when there is none. */
export const knownDialect = async (
  { store }: Pick<Dependencies, 'store'>,
  speakerId: string | null,
): Promise<string | null> => {
  const speaker = speakerId === null ? null : await store.speakers.find(speakerId);
  const [newest] = speaker?.enrolments ?? [];
  return newest === undefined || newest.standing === 'erased' ? null : (newest.dialect ?? null);
};

/** A database of before a deletion was put in place, or the folder of keys was lost: somebody has to look. */
const keyGone = (): never => {
  throw new HeshengError('TEMPLATE_UNREADABLE', 'its key was destroyed; delete the speaker or enrol again');
};

/** Null when the key of the template was destroyed. */
const opened = async (
  { keys, vault }: Pick<Dependencies, 'keys' | 'vault'>,
  { enrolmentId: id, speakerId, voiceModel, sealed }: SealedTemplate,
): Promise<NamedSpeaker | null> => {
  const wrappedKey = await vault.get(id);
  if (wrappedKey === null) return null;
  return {
    kind: 'enrolled',
    template: await openTemplate({ sealed, wrappedKey }, templateContext({ id, speakerId, voiceModel }), keys),
    templateId: id,
    voiceModel,
  };
};

const WITHOUT_TEMPLATE: Readonly<Partial<Record<Judgement['speaker']['decision'], SpeakerState>>> = {
  NOT_REQUESTED: { kind: 'not_requested' },
  NOT_ENROLLED: { kind: 'not_enrolled' },
  OPTED_OUT: { kind: 'opted_out' },
  EXPIRED: { kind: 'expired' },
};

/**
 * What there was to compare with when a reading was judged, whoever was enrolled or deleted since. A template that is gone
 * cannot be compared again: the recorded decision is taken over as it stands (`kind: 'recorded'`).
 * @throws HeshengError TEMPLATE_UNREADABLE
 */
export const recallSpeaker = async (
  deps: Pick<Dependencies, 'store' | 'keys' | 'vault'>,
  { speaker, speakerTemplate }: Pick<Judgement, 'speaker' | 'speakerTemplate'>,
): Promise<SpeakerState> => {
  const without = WITHOUT_TEMPLATE[speaker.decision];
  if (without !== undefined) return without;
  const stored = speakerTemplate === null ? null : await deps.store.speakers.template(speakerTemplate);
  const state = stored === null ? null : await opened(deps, stored);
  return state ?? { kind: 'recorded', evidence: speaker };
};

/** The voice of somebody who must not be the reader, when one was named. Rejects as `loadSpeaker` does. */
export const loadOtherSpeaker = async (
  deps: Parameters<typeof loadSpeaker>[0],
  { otherSpeakerId }: Pick<VerificationRequest, 'otherSpeakerId'>,
): Promise<Pick<ReadingInput, 'otherSpeaker'>> =>
  otherSpeakerId === undefined ? {} : { otherSpeaker: await loadNamed(deps, otherSpeakerId) };

/**
 * The same as it was when a reading was judged; where nothing can be compared again, what was decided stands.
 * @throws HeshengError TEMPLATE_UNREADABLE
 */
export const recallOtherSpeaker = async (
  deps: Parameters<typeof recallSpeaker>[0],
  { otherSpeaker }: Pick<Judgement, 'otherSpeaker'>,
): Promise<Pick<ReadingInput, 'otherSpeaker'>> => {
  if (otherSpeaker === undefined) return {};
  const { template } = otherSpeaker;
  const stored = template === null ? null : await deps.store.speakers.template(template);
  const state = stored === null ? null : await opened(deps, stored);
  return { otherSpeaker: state ?? { kind: 'recorded', evidence: otherSpeaker } };
};

/** What a template's encryption is bound to. */
export const templateContext = (enrolment: Pick<Enrolment, 'id' | 'speakerId' | 'voiceModel'>): TemplateContext => ({
  speakerId: toKeyText(enrolment.speakerId),
  templateId: enrolment.id,
  modelSha256: enrolment.voiceModel,
});

/** SHA-256 of the voice model in use; null when the engine has none. Waits until that is known. */
export const voiceModelOf = async ({
  engine,
  roster,
}: Pick<Dependencies, 'engine' | 'roster'>): Promise<string | null> => {
  await engine.ready();
  return voiceModelAmong([...engine.models(), ...roster.models()]);
};
