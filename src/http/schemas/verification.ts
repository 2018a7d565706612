import { type Static, Type } from 'typebox';
import { REASON_CODES } from '../../verdict/reason.js';
import { VOICE_CONDITIONS } from '../../voiceprint/voice-policy.js';
import { AnswerSpecJson, KindWord } from './answer.js';
import { ChallengeResult } from './challenge.js';
import { Maybe, MaybeObject, MaybeWord, NumberMap, Sha256, Strict, Text, Time, Word } from './common.js';
import { Content } from './content.js';
import { ModelItem } from './model.js';
import { Recognition } from './recognition.js';
import { Repetition } from './repetition.js';

const RequestEcho = Type.Object(
  {
    clause_id: Maybe('string', 'Stored clause, null for an inline text'),
    clause_version: Maybe('integer', 'Version that was used'),
    clause_text: Text('The clause with its slots filled'),
    critical_terms: Type.Array(Type.String(), { description: 'Terms that the caller or the clause marked' }),
    clause_kind: KindWord,
    answer: MaybeObject(AnswerSpecJson),
    previous_clause_text: Maybe('string', 'What the clause said before, slots filled; null when nobody told'),
    challenge_id: Maybe('string', 'The one-time phrase that was to be read as well'),
    outer_business_id: Maybe('string', "The caller's own id of the case"),
    speaker_id: Maybe('string', 'Whose voice was expected'),
    other_speaker_id: Maybe('string', 'Who must not be the reader'),
    consent_id: Maybe('string', 'Recorded consent to the voice comparison'),
    dialect_hint: Maybe('string', 'Accent profile that the caller named'),
    attempt_no: Type.Integer({ description: 'Take of this reading, from 1' }),
    supersedes: Maybe('string', 'Earlier verification of the same reading'),
    policy_id: Text('Policy that was asked for'),
  },
  { ...Strict, description: 'What was asked' },
);

const ReasonItem = Type.Object(
  {
    code: Word(REASON_CODES, 'Closed list'),
    message: Text('For staff, Chinese'),
    customer_message: Text('For the customer, Chinese'),
    tokens: Type.Array(Type.Integer(), { description: 'Indices into content.tokens that this rests on' }),
  },
  Strict,
);

export const CheckItem = Type.Object(
  {
    name: Text('What was measured; the unit is in the name'),
    value: Maybe('number', 'Null when it could not be measured'),
    qualified_range: Type.Array(Type.Unsafe<number | null>({ type: ['number', 'null'] }), {
      minItems: 2,
      maxItems: 2,
      description: 'Inclusive bounds, null where open',
    }),
    outcome: Word(['pass', 'review', 'fail'], 'What this check alone would say'),
    advice: Maybe('string', 'What the customer can do about it, Chinese'),
    at_ms: Maybe('integer', 'Where in the recording, of checks that look for a place'),
  },
  Strict,
);

const PolicyUsed = Type.Object(
  {
    id: Text('Policy'),
    version: Type.Integer(),
    sha256: Sha256('Of the canonical JSON of the whole policy'),
    thresholds: NumberMap('Every threshold in effect for this clause kind and accent'),
  },
  Strict,
);

const Dialect = Type.Object(
  {
    label: Text('Accent profile that was used; unknown for one that has none, and is judged as standard Mandarin'),
    source: Word(
      ['hint', 'speaker', 'language', 'estimated', 'default'],
      "Named by the caller, the speaker's, the clause's, estimated from the reading, or standard",
    ),
    confidence: Maybe('number', 'Probability of an estimated accent, 0 to 1; null when it was not estimated'),
    support: Word(['validated', 'review_only'], 'A review_only accent never passes without a person'),
    profile_version: Type.Integer(),
  },
  Strict,
);

const SPEAKER_DECISIONS = [
  'ACCEPT',
  'REJECT',
  'UNSURE',
  'NOT_ENOUGH_SPEECH',
  'NOT_ENROLLED',
  'NOT_REQUESTED',
  'OPTED_OUT',
  'EXPIRED',
  'MULTIPLE_SPEAKERS',
] as const;

const VoiceSpanItem = Type.Object(
  {
    start_ms: Type.Integer(),
    end_ms: Type.Integer(),
    voice: Word(['A', 'B'], 'A: the voice that speaks more, of parts the enrolled one; B: the other one'),
    likeness: Maybe('number', 'Cosine of what is heard here and of all that A says, of parts and the voiceprint'),
  },
  Strict,
);

const SpeakerResult = Type.Object(
  {
    decision: Word(SPEAKER_DECISIONS, 'Closed list'),
    score: Maybe('number', 'Cosine similarity, null when nothing was compared'),
    parts: Type.Array(VoiceSpanItem, {
      description: 'Where the enrolled voice reads and where another does; empty where all is in the enrolled voice',
    }),
    thresholds: Type.Object({ accept: Type.Number(), reject: Type.Number() }, Strict),
    condition: MaybeWord(
      VOICE_CONDITIONS,
      'What the recording is like as far as voices go; null when nothing was compared',
    ),
    speech_ms: Maybe('number', 'Effective speech that was compared; null when nothing was, or it was not recorded'),
    band_min_speech_ms: Maybe(
      'number',
      'Least speech of the band whose thresholds were used; null when nothing is known of such a voice model, condition or length',
    ),
    llr: Maybe('number', 'Log-likelihood ratio in nats; null when the band is not calibrated'),
    advice: Maybe('string', 'What the customer can do, in Chinese'),
  },
  Strict,
);

const OtherSpeakerResult = Type.Object(
  {
    decision: Word(
      ['NOT_THE_READER', 'MAY_BE_THE_READER', 'NOT_ENOUGH_SPEECH', 'NOT_ENROLLED', 'OPTED_OUT', 'EXPIRED'],
      'MAY_BE_THE_READER is for review; whoever cannot be compared is no doubt',
    ),
    score: Maybe('number', 'Cosine similarity of the reading and their voiceprint, null when nothing was compared'),
    threshold: Type.Number({ description: 'From this score on they may be the reader' }),
    template: Maybe('string', 'Enrolment that the voice was compared with'),
  },
  { ...Strict, description: 'Whether other_speaker_id read; null where nobody was named' },
);

const SpoofItem = Type.Object(
  {
    id: Type.String(),
    sha256: Type.String(),
    score: Maybe('number', 'How likely a machine speaks by the model itself, 0 to 1; from 0.5 on it is for review'),
    failure: Maybe('string', 'Code of the error when it failed on the recording, which is for review as well'),
  },
  Strict,
);

const Recording = Type.Object(
  {
    container: Text('Container that was found, whatever the upload called itself'),
    codec: Text('Codec'),
    sample_rate_hz: Type.Integer({ description: 'Of the original' }),
    channel: Type.Object(
      { index: Type.Integer(), of: Type.Integer(), reason: Text('Why this channel was judged') },
      Strict,
    ),
    duration_ms: Type.Integer(),
  },
  Strict,
);

const Failure = Type.Object(
  {
    code: Text('Error code, see docs/errors.md'),
    title: Text('The error in a sentence'),
    detail: Text('More about this case'),
    retry: Type.Boolean({ description: 'Whether the same recording may succeed later' }),
  },
  { ...Strict, description: 'Why a failed verification has no verdict' },
);

const Timing = Type.Object(
  {
    queue: Type.Integer(),
    decode: Type.Integer(),
    vad: Type.Integer(),
    asr: Type.Integer(),
    voice: Type.Integer(),
    align: Type.Integer(),
    total: Type.Integer(),
  },
  { ...Strict, description: 'Milliseconds per stage; total is without queue' },
);

export const VerificationResource = Type.Object(
  {
    id: Text('ver_...'),
    status: Word(['queued', 'processing', 'completed', 'failed', 'expired'], 'What happened to the job'),
    verdict: MaybeWord(['pass', 'review', 'fail'], 'What was heard; null unless completed'),
    reasons: Type.Array(ReasonItem),
    failure: MaybeObject(Failure),
    policy: MaybeObject(PolicyUsed),
    checks: Type.Array(CheckItem),
    content: MaybeObject(Content),
    dialect: MaybeObject(Dialect),
    recognition: MaybeObject(Recognition),
    replay: MaybeObject(Repetition),
    challenge: MaybeObject(ChallengeResult),
    speaker: MaybeObject(SpeakerResult),
    other_speaker: MaybeObject(OtherSpeakerResult),
    spoofs: Type.Array(SpoofItem, { description: 'What each active spoof model made of the recording' }),
    voices: Type.Array(VoiceSpanItem, {
      description: 'Who may speak when, where voice_consistency doubts that one voice reads; empty where it does not',
    }),
    recording: MaybeObject(Recording),
    models: Type.Array(ModelItem, { description: 'Models that judged, by hash' }),
    evidence: Type.Object(
      {
        audio_sha256: Sha256('Of the original bytes'),
        entry_hash: Text('Newest audit entry of this verification'),
        normaliser: Maybe('string', 'Version of the spoken-form rules; null unless completed'),
        aligner: Maybe('string', 'Version of the alignment and its constants'),
        judge: Maybe('string', 'Version of the gates'),
        decoder: Maybe('string', 'Program that decoded the recording'),
        hearing: Maybe('string', 'How the recording was recognised: version, and what stood around a short one'),
        tone_model: Maybe('string', 'Weights of the tone witness'),
        tone_contraries: Maybe('string', 'Version of the words that a tone alone makes their contrary'),
        speaker_template: Maybe('string', 'Enrolment that the voice was compared with'),
      },
      Strict,
    ),
    request: RequestEcho,
    timing_ms: MaybeObject(Timing),
    created_at: Time('When the reading was accepted'),
    updated_at: Time('When the status last changed'),
  },
  { ...Strict, $id: 'Verification', description: 'Our judgement of one reading' },
);

export type VerificationJson = Static<typeof VerificationResource>;
