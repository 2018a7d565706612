import { type Static, Type } from 'typebox';
import type { DeletionReceipt } from '../../verification/deletion-receipt.js';
import type { Speaker, StatedEnrolment } from '../../verification/use-cases.js';
import { ENROLMENT_STATES } from '../../voiceprint/enrolment-state.js';
import { Id, Maybe, Sha256, Strict, Text, Time, Word } from './common.js';
import { CheckItem } from './verification.js';
import { checkJson } from './verification-json.js';

export const SpeakerParams = Type.Object({ id: Id('Speaker') }, Strict);

export const OptInBody = Type.Object(
  { consent_id: Id('New consent of this speaker; one that they withdrew is refused') },
  { ...Strict, $id: 'OptIn', description: 'On what grounds a speaker may be enrolled again' },
);

export const EnrolmentRequestBody = Type.Object(
  {
    consent_id: Id('Recorded consent of this speaker to a voiceprint'),
    dialect_hint: Type.Optional(Id('Accent profile that the speaker is known for')),
    valid_until: Type.Optional(Time('Until when it may be compared with; as long as is configured when absent')),
  },
  { ...Strict, $id: 'EnrolmentRequest', description: 'On what grounds a voiceprint is made' },
);

export const EnrolmentResource = Type.Object(
  {
    id: Text('Enrolment'),
    speaker_id: Text('Whose voice it is'),
    state: Word(
      ENROLMENT_STATES,
      'Only an active one is compared with. needs_re_enrolment: another voice model is in use. opted_out: its template was destroyed',
    ),
    effective_speech_ms: Type.Integer({ description: 'Speech that the voiceprint rests on' }),
    checks: Type.Array(CheckItem),
    recordings: Type.Integer({ description: 'How many recordings were used' }),
    voice_model: Text('Hash of the model that the template is bound to'),
    dialect_hint: Maybe(
      'string',
      'Accent profile that the speaker is known for: readings without a hint of their own are judged in it',
    ),
    valid_until: Maybe('string', 'Readings from then on answer EXPIRED; null for one that does not expire'),
    created_at: Time('When the template was made'),
  },
  { ...Strict, $id: 'Enrolment', description: 'A voiceprint, without the template itself' },
);

export const SpeakerResource = Type.Object(
  {
    id: Type.String(),
    created_at: Time('First enrolment, or when the speaker opted out before any'),
    opted_out_at: Maybe(
      'string',
      'Since when the speaker wants no voiceprint: readings answer OPTED_OUT; null otherwise',
    ),
    enrolments: Type.Array(Type.Unsafe<Static<typeof EnrolmentResource>>({ $ref: 'Enrolment#' })),
  },
  { ...Strict, $id: 'Speaker', description: 'A person with a voiceprint, or who wants none' },
);

export const enrolmentJson = (enrolment: StatedEnrolment): Static<typeof EnrolmentResource> => ({
  id: enrolment.id,
  speaker_id: enrolment.speakerId,
  state: enrolment.state,
  effective_speech_ms: Math.round(enrolment.effectiveSpeechMs),
  checks: enrolment.checks.map(checkJson),
  recordings: enrolment.recordings,
  voice_model: enrolment.voiceModel,
  dialect_hint: enrolment.dialect ?? null,
  valid_until: enrolment.validUntil ?? null,
  created_at: enrolment.createdAt,
});

export const speakerJson = (speaker: Speaker): Static<typeof SpeakerResource> => ({
  id: speaker.id,
  created_at: speaker.createdAt,
  opted_out_at: speaker.optedOutAt,
  enrolments: speaker.enrolments.map(enrolmentJson),
});

export const ReceiptParams = Type.Object({ id: Id('Deletion receipt') }, Strict);

export const DeletionReceiptResource = Type.Object(
  {
    id: Text('Receipt'),
    speaker_sha256: Sha256('SHA-256 of the speaker id in UTF-16 (little-endian), as in the audit log'),
    deleted_at: Time('When the keys were destroyed'),
    occasion: Word(['deletion', 'opt_out'], 'What the speaker asked for'),
    enrolments: Type.Array(
      Type.Object(
        {
          id: Text('Enrolment whose template was made unreadable'),
          key_sha256: Maybe(
            'string',
            'Hash of the encrypted data key that was destroyed; null when it was gone before',
          ),
        },
        Strict,
      ),
    ),
    entry_hash: Sha256('Audit entry of the deletion'),
  },
  { ...Strict, $id: 'DeletionReceipt', description: 'Proof that the voiceprints of a speaker were destroyed' },
);

export const receiptJson = (receipt: DeletionReceipt): Static<typeof DeletionReceiptResource> => ({
  id: receipt.id,
  speaker_sha256: receipt.speakerSha256,
  deleted_at: receipt.deletedAt,
  occasion: receipt.occasion ?? 'deletion',
  enrolments: receipt.enrolments.map(({ id, keySha256 }) => ({ id, key_sha256: keySha256 })),
  entry_hash: receipt.entryHash,
});
