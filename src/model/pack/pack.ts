import Type, { type Static, type TSchema } from 'typebox';
import { ACCENT_PROFILES } from '../../text/accent-profile-list.js';
import { FILE_KINDS, PACK_FAMILIES, PACK_ROLES } from './families.js';

const closed = { additionalProperties: false } as const;
const oneOf = <const T extends readonly string[]>(words: T) => Type.Unsafe<T[number]>(Type.Enum([...words]));
const text = (maxLength = 2_000) => Type.String({ minLength: 1, maxLength });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Ids are folder names: lower case, so that two packs are two folders everywhere. */
export const PACK_ID = /^[a-z0-9][a-z0-9._-]{0,99}$/;
const PackIdSchema = Type.String({ pattern: PACK_ID.source });
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Bytes = Type.Integer({ minimum: 1, maximum: 64 * 1_024 ** 3 });
/** The scheme alone decides who may read it: `s3` is known here so that its refusal can say what to do. */
const SourceUrl = Type.String({ pattern: '^(https|file|s3)://[^\\s]+$', maxLength: 2_000 });
const WebUrl = Type.String({ pattern: '^https://[^\\s]+$', maxLength: 2_000 });

/** Whether the weights may decide about customers: of the licence, not of how good they are. */
export const PRODUCTION_MARKS = ['yes', 'sign-off', 'no'] as const;

export const LicenceSchema = Type.Object(
  {
    /** SPDX expression, or a LicenseRef that the note or text explains. */
    spdx: orNull(text(200)),
    /** The licence's own name when SPDX has none. */
    name: orNull(text(200)),
    /** Where its text is: a `notice` file of this pack, or a page. */
    text: orNull(Type.Union([Type.Object({ file: text(200) }, closed), Type.Object({ url: WebUrl }, closed)])),
    production: oneOf(PRODUCTION_MARKS),
    note: orNull(text()),
  },
  closed,
);

const fileSchema = <H extends TSchema, B extends TSchema>(sha256: H, bytes: B) =>
  Type.Object({ kind: oneOf(FILE_KINDS), path: text(200), sha256, bytes }, closed);

const SourceSchema = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('archive'),
      url: SourceUrl,
      format: Type.Literal('tar.bz2'),
      /** Null when nobody published it. */
      sha256: orNull(Sha256),
      bytes: orNull(Bytes),
      /** Folder inside the archive that the files' paths are relative to; empty for its root. */
      folder: Type.String({ pattern: '^([A-Za-z0-9][A-Za-z0-9._+-]*)?$', maxLength: 200 }),
    },
    closed,
  ),
  /** A folder on a server: the files lie below it under their own paths. */
  Type.Object({ kind: Type.Literal('files'), url: SourceUrl }, closed),
]);

const MeasurementSchema = Type.Object(
  {
    metric: text(200),
    value: Type.Number(),
    unit: Type.String({ maxLength: 20 }),
    data: text(200),
    /** Recordings or trials behind the figure; null when the source does not say. */
    n: orNull(Type.Integer({ minimum: 1 })),
    voices: Type.Union([Type.Literal('human'), Type.Literal('synthetic')]),
    /** Who measured it, on which weights. */
    source: text(300),
  },
  closed,
);

/** Largest share of wrong phones in a canary unless it says another. */
export const MOST_WRONG = 0.3;

/** A recording that a pack must hear well enough before it is activated. */
export const CanarySchema = Type.Object(
  {
    /** A `canary` file: 16 kHz, mono, 16 bits, WAV. */
    path: text(200),
    /** What is said in it. */
    text: text(500),
    /** Largest share of its phones that may be wrong; MOST_WRONG unless given. */
    mostWrong: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  },
  closed,
);
export type CanaryEntry = Readonly<Static<typeof CanarySchema>>;

/** Half a minute of sound is 960 kB; more than that is no check but a test. */
export const MAX_CANARY_BYTES = 1_000_000;
export const MAX_CANARIES = 20;

const PROFILE_IDS = ACCENT_PROFILES.map(({ id }) => id);

/** What pack.json and an entry of the catalogue have in common. */
const COMMON = {
  schema: Type.Literal(1),
  id: PackIdSchema,
  /** Exact name at its maker. */
  name: text(200),
  role: oneOf(PACK_ROLES),
  family: oneOf(PACK_FAMILIES),
  sampleRateHz: Type.Integer({ minimum: 8_000, maximum: 48_000 }),
  /** BCP 47 primary language tags: zh, yue, wuu, en. */
  languages: Type.Array(Type.String({ pattern: '^[a-z]{2,3}$' }), { uniqueItems: true }),
  /** Accent profiles of src/text that the maker claims it for; what Hesheng validated is a policy's business. */
  dialects: Type.Array(oneOf(PROFILE_IDS), { uniqueItems: true }),
  licence: LicenceSchema,
  sources: Type.Array(SourceSchema, { maxItems: 20 }),
  labels: orNull(Type.Object({ count: Type.Integer({ minimum: 2 }), blank: Type.Integer({ minimum: 0 }) }, closed)),
  measured: Type.Array(MeasurementSchema, { maxItems: 100 }),
  /** What an operator must know before relying on it. */
  warnings: Type.Array(text(), { maxItems: 20 }),
  canaries: Type.Optional(Type.Array(CanarySchema, { maxItems: MAX_CANARIES })),
} as const;

export const PackSchema = Type.Object(
  {
    ...COMMON,
    files: Type.Array(fileSchema(Sha256, Bytes), { minItems: 1, maxItems: 50 }),
    /** How the pack came here; absent in a pack that somebody wrote. */
    origin: Type.Optional(
      Type.Object(
        {
          from: text(2_000),
          /** Files whose hash was unknown and taken from what came, because the operator said so. */
          trustedOnFirstUse: Type.Array(text(200)),
        },
        closed,
      ),
    ),
  },
  closed,
);

export const CatalogueEntrySchema = Type.Object(
  { ...COMMON, files: Type.Array(fileSchema(orNull(Sha256), orNull(Bytes)), { minItems: 1, maxItems: 50 }) },
  closed,
);

export type Pack = Readonly<Static<typeof PackSchema>>;
export type PackFile = Pack['files'][number];
/** A pack that can be fetched: hashes and sizes that nobody published are null. */
export type CatalogueEntry = Readonly<Static<typeof CatalogueEntrySchema>>;
export type WantedFile = CatalogueEntry['files'][number];
export type PackSource = CatalogueEntry['sources'][number];
export type ArchiveSource = Extract<PackSource, { readonly kind: 'archive' }>;
export type Licence = Readonly<Static<typeof LicenceSchema>>;

/** Bytes of all files; null when one is unknown. */
export const totalBytes = (files: readonly { readonly bytes: number | null }[]): number | null =>
  files.reduce<number | null>((sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes), 0);
