import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { modelsDirOf, packsDirOf } from '../config/installation.js';
import { loadConfig } from '../config.js';
import { HeshengError } from '../errors.js';
import { guessFamily } from '../model/onnx/guess-family.js';
import { type OnnxHeader, readOnnxHeader } from '../model/onnx/onnx-header.js';
import { addPack, readPackFolder } from '../model/pack/add-pack.js';
import { type Draft, draftFile, draftGaps, roleOf } from '../model/pack/draft-pack.js';
import { PACK_FAMILIES, type PackFamily } from '../model/pack/families.js';
import { hashFile } from '../model/pack/hash-file.js';
import { type Licence, type Pack, PRODUCTION_MARKS } from '../model/pack/pack.js';
import { packFaults } from '../model/pack/parse-pack.js';
import { readRegistry } from '../model/registry.js';
import { printLines } from './terminal.js';

interface AddFlags {
  readonly id?: string;
  readonly family?: PackFamily;
  readonly labels?: string;
  readonly licence?: string;
  readonly production?: Licence['production'];
  readonly licenceNote?: string;
  readonly languages?: readonly string[];
  readonly dialects?: readonly string[];
}

const oneOf =
  <T extends string>(words: readonly T[]) =>
  (text: string): T => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    throw new InvalidArgumentError(`One of ${words.join(', ')}.`);
  };

const commaList = (text: string): readonly string[] => text.split(',').map((word) => word.trim());

/** The metadata that a reader wants to see; features' means run to kilobytes. */
const SHOWN_VALUE = 60;

const slotText = ({ name, type, shape }: OnnxHeader['inputs'][number]): string =>
  `${name} ${type} [${shape.join(', ')}]`;

/** Control characters of a hostile file do not reach the terminal. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?');

const describe = ({ path, header, family }: Draft): readonly string[] => [
  `${path}`,
  `  family    ${family ?? 'not told by its metadata'}`,
  `  inputs    ${plain(header.inputs.map(slotText).join('; '))}`,
  `  outputs   ${plain(header.outputs.map(slotText).join('; '))}`,
  `  opset     ${header.opset ?? '?'}, by ${plain(header.producer) || '?'}`,
  ...[...header.metadata].map(
    ([key, value]) =>
      `  metadata  ${plain(key)} = ${plain(value.length > SHOWN_VALUE ? `${value.slice(0, SHOWN_VALUE)}...` : value)}`,
  ),
];

const draftOf = async (path: string, flags: AddFlags): Promise<Draft> => {
  const header = await readOnnxHeader(path);
  const { licence: spdx, production, licenceNote: note = null } = flags;
  return {
    path,
    header,
    id: flags.id ?? null,
    family: flags.family ?? guessFamily(header),
    labels: flags.labels ?? null,
    licence: spdx === undefined || production === undefined ? null : { spdx, production, note },
    languages: flags.languages ?? [],
  };
};

const packOf = async (draft: Draft & { readonly family: PackFamily }, dialects: readonly string[]): Promise<Pack> => {
  const { path, labels, id, family, licence, languages } = draft;
  const network = draftFile('network', path, await hashFile(path));
  const files = labels === null ? [network] : [network, draftFile('labels', labels, await hashFile(labels))];
  const pack = {
    schema: 1,
    id,
    name: network.path,
    role: roleOf(family),
    family,
    sampleRateHz: 16_000,
    languages,
    dialects,
    licence: { ...licence, name: null, text: null },
    sources: [],
    labels: null,
    files,
    measured: [],
    warnings: [],
  };
  const faults = packFaults(pack);
  if (faults.length > 0) throw new HeshengError('PACK_INVALID', faults.join('; '));
  return pack as unknown as Pack;
};

const refuseEmbedded = async (id: string): Promise<void> => {
  const { entries } = await readRegistry(modelsDirOf(loadConfig().config));
  if (entries.some((entry) => entry.id === id)) throw new HeshengError('PACK_EXISTS', `${id} is an embedded model`);
};

const install = async (pack: Pack, pathOf: (path: string, at: number) => string): Promise<void> => {
  await refuseEmbedded(pack.id);
  const paths = new Map(pack.files.map((file, at) => [file, pathOf(file.path, at)]));
  await addPack(packsDirOf(loadConfig().config), pack, (file) => paths.get(file)!);
  printLines([`${pack.id}  installed, ${pack.family}, production: ${pack.licence.production}`]);
};

const addNetwork = async (path: string, flags: AddFlags): Promise<void> => {
  const draft = await draftOf(path, flags);
  printLines(describe(draft));
  const gaps = draftGaps(draft);
  if (gaps.length > 0 || draft.family === null) {
    throw new HeshengError('PACK_INCOMPLETE', ['missing:', ...gaps].join('\n  '));
  }
  const pack = await packOf({ ...draft, family: draft.family }, flags.dialects ?? []);
  await install(pack, (_, at) => (at === 0 ? path : draft.labels!));
};

const addFolder = async (folder: string): Promise<void> => {
  await install(await readPackFolder(folder), (path) => join(folder, path));
};

const add = async (target: string, flags: AddFlags): Promise<void> => {
  const path = resolve(target);
  if ((await stat(path)).isDirectory()) return addFolder(path);
  return addNetwork(path, flags);
};

/** `hesheng models add`. */
export const addModelsAddCommand = (models: Command): void => {
  models
    .command('add')
    .description('install a pack from a folder with a pack.json, or from a bare .onnx file; says what is missing')
    .argument('<path>')
    .option('--id <id>', 'of a bare file: what the pack is called')
    .option('--family <family>', 'if the metadata does not tell', oneOf(PACK_FAMILIES))
    .option('--labels <file>', 'its list of labels (tokens.txt)')
    .option('--licence <spdx>', 'SPDX expression, or LicenseRef-...')
    .option('--production <mark>', 'whether that licence allows it', oneOf(PRODUCTION_MARKS))
    .option('--licence-note <text>', 'what must be signed off')
    .option('--languages <tags>', 'zh, yue, wuu, en ..., separated by commas', commaList)
    .option('--dialects <profiles>', 'accent profiles that it is meant for, separated by commas', commaList)
    .action(add);
};
