import Type, { type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { HeshengError } from '../../errors.js';
import { familyFaults } from './families.js';
import { type CatalogueEntry, CatalogueEntrySchema, MAX_CANARY_BYTES, type Pack, PackSchema } from './pack.js';
import { clashes, pathFault } from './safe-path.js';

/** A hostile file may have thousands of faults; the first ones say enough. */
const MAX_FAULTS = 50;

const schemaFaults = (schema: TSchema, value: unknown): readonly string[] => {
  if (Value.Check(schema, value)) return [];
  const faults = Value.Errors(schema, value).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  return [...new Set(faults)].slice(0, MAX_FAULTS);
};

const licenceFaults = ({ licence, files }: CatalogueEntry): readonly string[] => {
  const { spdx, name, text, production, note } = licence;
  const notices = files.filter(({ kind }) => kind === 'notice').map(({ path }) => path);
  return [
    ...(spdx === null && name === null ? ['/licence has neither spdx nor name'] : []),
    ...(production !== 'yes' && note === null ? [`/licence/production is ${production} and no note says why`] : []),
    ...(text !== null && 'file' in text && !notices.includes(text.file)
      ? ['/licence/text names no file of kind notice']
      : []),
  ];
};

const canaryFaults = ({ canaries = [], files, role }: CatalogueEntry): readonly string[] => {
  const recordings = files.filter(({ kind }) => kind === 'canary');
  const named = canaries.map(({ path }) => path);
  return [
    ...(named.length > 0 && role !== 'asr' ? [`/canaries are for recognisers, not for role ${role}`] : []),
    ...named
      .filter((path) => !recordings.some((file) => file.path === path))
      .map((path) => `/canaries names ${path}, which is no file of kind canary`),
    ...named.filter((path, at) => named.indexOf(path) !== at).map((path) => `/canaries names ${path} twice`),
    ...recordings
      .filter(({ path }) => !named.includes(path))
      .map(({ path }) => `/canaries does not say what ${path} says`),
    ...recordings
      .filter(({ bytes }) => (bytes ?? 0) > MAX_CANARY_BYTES)
      .map(({ path }) => `/canaries: ${path} has more than ${MAX_CANARY_BYTES} bytes`),
  ];
};

/** Faults that a schema cannot say. */
const ruleFaults = (entry: CatalogueEntry): readonly string[] => [
  ...entry.files.flatMap(({ path }, at) => {
    const fault = pathFault(path);
    return fault === null ? [] : [`/files/${at}/path ${fault}`];
  }),
  ...clashes(entry.files.map(({ path }) => path)).map((path) => `/files names ${path} twice`),
  ...familyFaults(
    entry.family,
    entry.role,
    entry.files.map(({ kind }) => kind),
  ).map((fault) => `/files ${fault}`),
  ...licenceFaults(entry),
  ...canaryFaults(entry),
];

const readJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HeshengError('PACK_INVALID', `${file} is not JSON`, { cause });
  }
};

const refuse = (file: string, faults: readonly string[]): void => {
  if (faults.length > 0) throw new HeshengError('PACK_INVALID', `${file}: ${faults.join('; ')}`);
};

/** Everything that keeps `value` from being a pack. */
export const packFaults = (value: unknown): readonly string[] => {
  const faults = schemaFaults(PackSchema, value);
  return faults.length > 0 ? faults : ruleFaults(value as Pack);
};

/** Reads a pack.json strictly; PACK_INVALID names every fault with its place. */
export const parsePack = (text: string): Pack => {
  const value = readJson(text, 'pack.json');
  refuse('pack.json', packFaults(value));
  return value as Pack;
};

const CatalogueSchema = Type.Array(CatalogueEntrySchema);

/** Reads a catalogue strictly: PACK_INVALID names every fault; ids are unique. */
export const parseCatalogue = (text: string): readonly CatalogueEntry[] => {
  const value = readJson(text, 'the catalogue');
  refuse('the catalogue', schemaFaults(CatalogueSchema, value));
  const entries = value as readonly CatalogueEntry[];
  const ids = entries.map(({ id }) => id);
  refuse('the catalogue', [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} is there twice`),
    ...entries.flatMap((entry) => ruleFaults(entry).map((fault) => `${entry.id}: ${fault}`)),
  ]);
  return entries;
};
