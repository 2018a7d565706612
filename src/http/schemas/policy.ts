import { type Static, Type } from 'typebox';
import { CLAUSE_KINDS } from '../../clause/clause.js';
import type { Policy, ProfilePolicy, StampData, Thresholds } from '../../verdict/policy.js';
import { documentHash } from '../../verification/sha256.js';
import { EMBEDDED_VOICE } from '../../voiceprint/embedded-voice.js';
import type { VoiceBand, VoiceModelPolicy } from '../../voiceprint/voice-policy.js';
import { Id, Maybe, MaybeObject, NumberMap, Sha256, Strict, snakeKeys, Text, Time, Word } from './common.js';

export const PolicyParams = Type.Object({ id: Id('Policy') }, Strict);

export const PolicyQuery = Type.Object(
  {
    version: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'Default: the one in force' }),
    ),
  },
  Strict,
);

const StampDataItem = Type.Object(
  {
    name: Text('Manifest'),
    sha256: Sha256('Of the manifest'),
    readings: Type.Integer(),
    speakers: Type.Integer(),
    voices: Word(['human', 'synthetic'], 'Whose voices'),
  },
  Strict,
);

const Stamp = Type.Object(
  {
    calibrated_at: Time('When'),
    development: StampDataItem,
    held_out: MaybeObject(StampDataItem),
    models: Type.Array(
      Type.Object({ role: Text('What it does'), id: Text('Model'), sha256: Sha256('Of its file') }, Strict),
    ),
    normaliser: Text('Version of the spoken-form rules'),
    accent_profiles: Type.Unsafe<Record<string, number>>({
      type: 'object',
      additionalProperties: { type: 'integer' },
      description: 'Version of each accent profile',
    }),
    false_pass_bound: Type.Number({ description: 'False-pass rate that the thresholds were fitted to' }),
    confidence: Type.Number(),
    figures: Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      additionalProperties: true,
      description: 'Whatever else the calibration reports',
    }),
  },
  { ...Strict, description: 'Recordings and models that the thresholds come from' },
);

const ProfileItem = Type.Object(
  {
    support: Word(['validated', 'review_only'], 'A review_only accent never passes without a person'),
    thresholds: NumberMap('What this accent changes in the thresholds'),
  },
  Strict,
);

const VoiceBandItem = Type.Object(
  {
    min_speech_ms: Type.Number({ description: 'Effective speech from which the band holds' }),
    accept: Type.Number({ description: 'Cosine; the higher of this and speaker_accept decides' }),
    reject: Type.Number({ description: 'Cosine; the lower of this and speaker_reject decides' }),
    llr: MaybeObject(Type.Object({ intercept: Type.Number(), slope: Type.Number() }, Strict)),
  },
  Strict,
);

const VoiceItem = Type.Object(
  {
    model: Sha256('Voice model that the figures are of; no other is judged by them'),
    calibration: Maybe('string', 'SHA-256 of the calibration report'),
    noisy_below_db: Type.Number(),
    telephone_below_hz: Type.Number(),
    bands: Type.Unsafe<Record<string, Static<typeof VoiceBandItem>[]>>({
      type: 'object',
      additionalProperties: { type: 'array', items: VoiceBandItem },
      description: 'By condition: clean, dialect, noisy, telephone',
    }),
  },
  Strict,
);

export const PolicyResource = Type.Object(
  {
    schema: Type.Integer({ description: 'Form of the policy' }),
    id: Text('Policy'),
    version: Type.Integer(),
    sha256: Sha256('Of the canonical JSON of the whole policy; verdicts name it'),
    thresholds: NumberMap('Thresholds of the judge by name; log values are nats'),
    kinds: Type.Object(
      Object.fromEntries(CLAUSE_KINDS.map((kind) => [kind, NumberMap('What this clause kind changes in them')])),
      Strict,
    ),
    profiles: Type.Unsafe<Record<string, Static<typeof ProfileItem>>>({
      type: 'object',
      additionalProperties: ProfileItem,
      description: 'By accent profile; one that is not here is review_only',
    }),
    voice: Type.Array(VoiceItem, { description: 'Thresholds of voices by voice model' }),
    stamp: MaybeObject(Stamp),
  },
  { ...Strict, $id: 'Policy', description: 'Thresholds of the judge as versioned data' },
);

export const PolicyList = Type.Object(
  { policies: Type.Array(Type.Unsafe<Static<typeof PolicyResource>>({ $ref: 'Policy#' })) },
  { ...Strict, $id: 'PolicyList', description: 'The policies in force' },
);

const partJson = (part: Readonly<Partial<Thresholds>> = {}): Record<string, number> => snakeKeys({ ...part });

const profileJson = ({ support, thresholds }: ProfilePolicy): Static<typeof ProfileItem> => ({
  support,
  thresholds: partJson(thresholds),
});

const dataJson = ({ name, sha256, readings, speakers, voices }: StampData): Static<typeof StampDataItem> => ({
  name,
  sha256,
  readings,
  speakers,
  voices,
});

const stampJson = ({ stamp }: Policy): Static<typeof Stamp> | null =>
  stamp && {
    calibrated_at: stamp.calibratedAt,
    development: dataJson(stamp.development),
    held_out: stamp.heldOut && dataJson(stamp.heldOut),
    models: stamp.models.map(({ role, id, sha256 }) => ({ role, id, sha256 })),
    normaliser: stamp.normaliser,
    accent_profiles: { ...stamp.accentProfiles },
    false_pass_bound: stamp.falsePassBound,
    confidence: stamp.confidence,
    figures: { ...stamp.figures },
  };

const bandJson = ({ minSpeechMs, accept, reject, llr }: VoiceBand): Static<typeof VoiceBandItem> => ({
  min_speech_ms: minSpeechMs,
  accept,
  reject,
  llr: llr ? { ...llr } : null,
});

const voiceJson = ({ model, calibration, bands, ...limits }: VoiceModelPolicy): Static<typeof VoiceItem> => ({
  model,
  calibration: calibration ?? null,
  noisy_below_db: limits.noisyBelowDb,
  telephone_below_hz: limits.telephoneBelowHz,
  bands: Object.fromEntries(Object.entries(bands).map(([condition, list]) => [condition, list.map(bandJson)])),
});

export const policyJson = (policy: Policy): Static<typeof PolicyResource> => ({
  schema: policy.schema,
  id: policy.id,
  version: policy.version,
  sha256: documentHash(policy),
  thresholds: snakeKeys({ ...policy.thresholds }),
  kinds: Object.fromEntries(CLAUSE_KINDS.map((kind) => [kind, partJson(policy.kinds[kind])])),
  profiles: Object.fromEntries(Object.entries(policy.profiles).map(([id, profile]) => [id, profileJson(profile)])),
  voice: (policy.voice ?? [EMBEDDED_VOICE]).map(voiceJson),
  stamp: stampJson(policy),
});
