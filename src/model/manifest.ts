import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { HeshengError } from '../errors.js';
import { PRODUCTION_MARKS } from './pack/pack.js';

const closed = { additionalProperties: false } as const;

const ModelFileSchema = Type.Object(
  {
    kind: Type.Union([Type.Literal('network'), Type.Literal('labels')]),
    /** A bare file name beside the manifest: no folders, so that no entry reaches outside. */
    path: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]*$' }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    bytes: Type.Integer({ minimum: 1 }),
  },
  closed,
);

const TensorSchema = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    type: Type.Union([Type.Literal('float32'), Type.Literal('int64')]),
    /** A number is a fixed size, a word the name of a free one. */
    shape: Type.Array(Type.Union([Type.Integer({ minimum: 1 }), Type.String({ minLength: 1 })])),
    meaning: Type.String({ minLength: 1 }),
  },
  closed,
);

const MeasurementSchema = Type.Object(
  {
    metric: Type.String({ minLength: 1 }),
    value: Type.Number(),
    unit: Type.String(),
    data: Type.String({ minLength: 1 }),
    /** Recordings or trials behind the figure. */
    n: Type.Integer({ minimum: 1 }),
    voices: Type.Union([Type.Literal('human'), Type.Literal('synthetic')]),
  },
  closed,
);

export const ModelEntrySchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$' }),
    role: Type.Union([Type.Literal('asr'), Type.Literal('vad'), Type.Literal('voice')]),
    /** Which adapter understands the network. */
    family: Type.Union([
      Type.Literal('ctc-phones'),
      Type.Literal('silero-vad'),
      Type.Literal('silero-vad-sequence'),
      Type.Literal('ge2e-windows'),
    ]),
    files: Type.Array(ModelFileSchema, { minItems: 1 }),
    licence: Type.Object(
      {
        /** SPDX expression over everything that the weights derive from; a LicenseRef is explained in the notice. */
        spdx: Type.String({ minLength: 1 }),
        /** Whether the weights may decide about customers: as they are, once counsel signs, or not at all. */
        production: Type.Enum([...PRODUCTION_MARKS]),
        note: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
      },
      closed,
    ),
    /** Files beside the manifest: licence texts and the model card. */
    notice: Type.String({ minLength: 1 }),
    card: Type.String({ minLength: 1 }),
    /** Only entries marked so are loaded by the engine. */
    inUse: Type.Boolean(),
    sampleRateHz: Type.Literal(16_000),
    inputs: Type.Array(TensorSchema, { minItems: 1 }),
    outputs: Type.Array(TensorSchema, { minItems: 1 }),
    labels: Type.Union([
      Type.Null(),
      Type.Object({ count: Type.Integer({ minimum: 2 }), blank: Type.Integer({ minimum: 0 }) }, closed),
    ]),
    measured: Type.Array(MeasurementSchema),
  },
  closed,
);

export const ManifestSchema = Type.Array(ModelEntrySchema, { minItems: 1 });

export type ModelFile = Readonly<Static<typeof ModelFileSchema>>;
export type ModelEntry = Readonly<Static<typeof ModelEntrySchema>>;
export type ModelRole = ModelEntry['role'];
export type Manifest = readonly ModelEntry[];

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HeshengError('MODEL_INVALID', 'manifest.json is not JSON', { cause });
  }
};

/** Reads a manifest strictly: an unknown key, a missing one or a wrong type is MODEL_INVALID with its place. */
export const parseManifest = (text: string): Manifest => {
  const value = parseJson(text);
  if (Value.Check(ManifestSchema, value)) return value;
  const fault = Value.Errors(ManifestSchema, value).at(-1);
  throw new HeshengError('MODEL_INVALID', `manifest.json${fault?.instancePath ?? ''} ${fault?.message ?? 'is wrong'}`);
};
