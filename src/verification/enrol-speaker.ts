import { HeshengError } from '../errors.js';
import { FINGERPRINT, fingerprint } from '../fingerprint/fingerprint.js';
import type { Sketch } from '../fingerprint/sketch.js';
import type { RosterLease } from '../recognisers/roster.js';
import { withLease } from '../recognisers/with-lease.js';
import type { Check } from '../verdict/check.js';
import { type EnrolmentTake, enrolTemplate, requireSound } from '../voiceprint/enrol-template.js';
import { sealTemplate } from '../voiceprint/template-cipher.js';
import type { Dependencies } from './dependencies.js';
import { enrolmentChecks, faultsOfChecks, worstChecks } from './enrolment-checks.js';
import { withVoice } from './hear-voice.js';
import { templateContext, voiceModelOf } from './load-speaker.js';
import { recordAudit, speakerSubject } from './record-audit.js';
import { requireConsent } from './require-consent.js';
import { sha256 } from './sha256.js';
import type { EnrolInput, Enrolment, ReceivedAudio } from './use-cases.js';
import { validityOf } from './validity-of.js';

type Needs = Pick<
  Dependencies,
  'store' | 'blobs' | 'decoder' | 'engine' | 'roster' | 'policies' | 'keys' | 'vault' | 'settings' | 'clock' | 'newId'
>;

interface HeardTake extends EnrolmentTake {
  readonly checks: readonly Check[];
  /** Of the decoded samples: another file of the same sound is no further take. */
  readonly soundSha256: string;
  readonly sketch: Sketch;
}

/** One recording sent twice agrees with itself, and would hide that nothing else does. */
const requireDistinct = (hashes: readonly string[]): void => {
  const firstOf = hashes.map((hash) => hashes.indexOf(hash));
  requireSound(firstOf.map((first, index) => (first === index ? null : { kind: 'repeated', value: first + 1 })));
};

/**
 * Makes a speaker's voiceprint of one or more recordings; it takes the place of an earlier one. The recordings are
 * not kept: only the sealed template is, and their hashes in the audit log.
 * @throws HeshengError CONSENT_REQUIRED, CONSENT_WITHDRAWN, SPEAKER_OPTED_OUT, VALIDITY_INVALID, AUDIO_MISSING, ENROLMENT_REFUSED, or a fault of the audio or the engine
 */
export const enrolSpeaker =
  (deps: Needs) =>
  async (input: EnrolInput): Promise<Enrolment> => {
    try {
      return await withLease(deps.roster, (lease) => enrol(deps, lease, input));
    } finally {
      for (const { path } of input.recordings) await deps.blobs.discard(path);
    }
  };

const enrol = async (deps: Needs, lease: RosterLease, input: EnrolInput): Promise<Enrolment> => {
  const { speakerId, consentId, dialect, recordings } = input;
  const createdMs = deps.clock();
  if (consentId.trim() === '') throw new HeshengError('CONSENT_REQUIRED', 'Send consent_id with the enrolment.');
  if (recordings.length === 0) throw new HeshengError('AUDIO_MISSING', 'An enrolment needs a recording.');
  const validUntil = validityOf(input, createdMs, deps.settings.voiceprintValidDays);
  await requireConsent(deps.store.speakers, speakerId, consentId);
  const voiceModel = lease.voice?.sha256 ?? (await voiceModelOf(deps));
  if (voiceModel === null) throw new HeshengError('ENGINE_UNAVAILABLE', 'The engine has no voice model.');
  requireDistinct(recordings.map(({ sha256 }) => sha256));
  const takes: HeardTake[] = [];
  for (const recording of recordings) takes.push(await hear(deps, lease, recording));
  requireDistinct(takes.map(({ soundSha256 }) => soundSha256));
  const voice = enrolTemplate(takes);
  const enrolment: Enrolment = {
    id: deps.newId('enr'),
    speakerId,
    effectiveSpeechMs: Math.round(voice.speechMs),
    checks: worstChecks(takes.map(({ checks }) => checks)),
    recordings: recordings.length,
    voiceModel,
    ...(dialect === undefined ? {} : { dialect }),
    validUntil,
    createdAt: new Date(createdMs).toISOString(),
  };
  await keep(deps, enrolment, consentId, voice.template, recordings, takes);
  return enrolment;
};

const hear = async (deps: Needs, lease: RosterLease, recording: ReceivedAudio): Promise<HeardTake> => {
  const audio = await deps.decoder.decode(recording.path, deps.settings.decodeLimits);
  const embedded = await deps.engine.analyse(audio.samples, { voice: lease.voice === null });
  const analysis = await withVoice(lease, embedded, audio.samples);
  const [policy] = deps.policies;
  if (policy === undefined) throw new HeshengError('POLICY_NOT_FOUND', 'No policy is in force.');
  const checks = enrolmentChecks(audio, analysis, policy.thresholds);
  return {
    voice: analysis.voice,
    speechMs: analysis.voiceSpeechMs,
    checks,
    faults: faultsOfChecks(checks),
    soundSha256: soundHash(audio.samples),
    sketch: fingerprint(audio.samples).sketch,
  };
};

const soundHash = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  sha256(new Uint8Array(buffer, byteOffset, byteLength));

const keep = async (
  deps: Needs,
  enrolment: Enrolment,
  consentId: string,
  template: Float32Array,
  recordings: readonly ReceivedAudio[],
  takes: readonly HeardTake[],
): Promise<void> => {
  const { sealed, wrappedKey } = await sealTemplate(template, templateContext(enrolment), deps.keys);
  template.fill(0);
  // First, so that no template is ever stored whose key a power cut took away.
  await deps.vault.put(enrolment.id, wrappedKey);
  try {
    await record(deps, enrolment, consentId, sealed, recordings, takes);
  } catch (error) {
    await deps.vault.destroy(enrolment.id);
    throw error;
  }
};

const record = (
  { store }: Needs,
  enrolment: Enrolment,
  consentId: string,
  sealed: Uint8Array,
  recordings: readonly ReceivedAudio[],
  takes: readonly HeardTake[],
): Promise<void> =>
  store.transaction(async (tx) => {
    // Once more: the recordings were heard meanwhile.
    await requireConsent(tx.speakers, enrolment.speakerId, consentId);
    await tx.speakers.addEnrolment(enrolment, consentId, sealed);
    const subject = { kind: 'enrolment', id: enrolment.id } as const;
    for (const [index, { sketch }] of takes.entries()) {
      await tx.fingerprints.add({ subject, audioSha256: recordings[index]!.sha256, method: FINGERPRINT, sketch });
    }
    await recordAudit(tx, {
      recordedAt: enrolment.createdAt,
      actor: { kind: 'service' },
      action: 'speaker.enrolled',
      subject: speakerSubject(enrolment.speakerId),
      detail: {
        enrolmentId: enrolment.id,
        voiceModel: enrolment.voiceModel,
        audioSha256: recordings.map(({ sha256 }) => sha256),
      },
    });
  });
