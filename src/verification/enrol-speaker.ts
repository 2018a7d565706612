import { HeshengError } from '../errors.js';
import { FINGERPRINT, fingerprint } from '../fingerprint/fingerprint.js';
import type { Sketch } from '../fingerprint/sketch.js';
import type { RosterLease } from '../recognisers/roster.js';
import { withLease } from '../recognisers/with-lease.js';
import type { Check } from '../verdict/check.js';
import { type EnrolmentTake, enrolTemplate } from '../voiceprint/enrol-template.js';
import { sealTemplate } from '../voiceprint/template-cipher.js';
import type { Dependencies } from './dependencies.js';
import { enrolmentChecks, worstChecks } from './enrolment-checks.js';
import { withVoice } from './hear-voice.js';
import { templateContext, voiceModelOf } from './load-speaker.js';
import { recordAudit, speakerSubject } from './record-audit.js';
import { sha256 } from './sha256.js';
import type { EnrolInput, Enrolment, ReceivedAudio } from './use-cases.js';

type Needs = Pick<
  Dependencies,
  'store' | 'blobs' | 'decoder' | 'engine' | 'roster' | 'policies' | 'keys' | 'vault' | 'settings' | 'clock' | 'newId'
>;

const DAY = 24 * 60 * 60 * 1000;

interface HeardTake extends EnrolmentTake {
  readonly checks: readonly Check[];
  /** Of the decoded samples: another file of the same sound is no further take. */
  readonly soundSha256: string;
  readonly sketch: Sketch;
}

/** One recording sent twice agrees with itself, and would hide that nothing else does. */
const requireDistinct = (hashes: readonly string[]): void => {
  const again = hashes.findIndex((hash, index) => hashes.indexOf(hash) < index);
  if (again < 0) return;
  const first = hashes.indexOf(hashes[again]!) + 1;
  throw new HeshengError(
    'ENROLMENT_REFUSED',
    `Recording ${again + 1} is recording ${first} once more. 请另外朗读并重新录制一段。`,
  );
};

/**
 * Makes a speaker's voiceprint of one or more recordings; it takes the place of an earlier one. The recordings are
 * not kept: only the sealed template is, and their hashes in the audit log.
 * @throws HeshengError CONSENT_REQUIRED, AUDIO_MISSING, ENROLMENT_REFUSED, or a fault of the audio or the engine
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
  if (consentId.trim() === '') throw new HeshengError('CONSENT_REQUIRED', 'Send consent_id with the enrolment.');
  if (recordings.length === 0) throw new HeshengError('AUDIO_MISSING', 'An enrolment needs a recording.');
  const voiceModel = lease.voice?.sha256 ?? (await voiceModelOf(deps));
  if (voiceModel === null) throw new HeshengError('ENGINE_UNAVAILABLE', 'The engine has no voice model.');
  requireDistinct(recordings.map(({ sha256 }) => sha256));
  const takes: HeardTake[] = [];
  for (const [index, recording] of recordings.entries()) takes.push(await hear(deps, lease, recording, index));
  requireDistinct(takes.map(({ soundSha256 }) => soundSha256));
  const voice = enrolTemplate(takes);
  const createdMs = deps.clock();
  const enrolment: Enrolment = {
    id: deps.newId('enr'),
    speakerId,
    effectiveSpeechMs: Math.round(voice.speechMs),
    checks: worstChecks(takes.map(({ checks }) => checks)),
    recordings: recordings.length,
    voiceModel,
    ...(dialect === undefined ? {} : { dialect }),
    validUntil: new Date(createdMs + deps.settings.voiceprintValidDays * DAY).toISOString(),
    createdAt: new Date(createdMs).toISOString(),
  };
  await keep(deps, enrolment, consentId, voice.template, recordings, takes);
  return enrolment;
};

const hear = async (deps: Needs, lease: RosterLease, recording: ReceivedAudio, index: number): Promise<HeardTake> => {
  const audio = await deps.decoder.decode(recording.path, deps.settings.decodeLimits);
  const embedded = await deps.engine.analyse(audio.samples, { voice: lease.voice === null });
  const analysis = await withVoice(lease, embedded, audio.samples);
  const [policy] = deps.policies;
  if (policy === undefined) throw new HeshengError('POLICY_NOT_FOUND', 'No policy is in force.');
  return {
    voice: analysis.voice,
    speechMs: analysis.voiceSpeechMs,
    checks: enrolmentChecks(audio, analysis, policy.thresholds, index),
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
