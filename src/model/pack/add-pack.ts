import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isErrno } from '../../blob/durable-file.js';
import { HeshengError } from '../../errors.js';
import { guessFamily } from '../onnx/guess-family.js';
import { missingMetadata } from '../onnx/metadata-faults.js';
import { readOnnxHeader } from '../onnx/onnx-header.js';
import { clearStaging, commitPack, freshFolder, withStaging } from './install-pack.js';
import type { Pack } from './pack.js';
import { listPacks } from './pack-store.js';
import { parsePack } from './parse-pack.js';
import { PACK_FILE } from './safe-path.js';

/** Networks of these kinds carry the metadata that names the family. */
const TELLING = ['network', 'encoder', 'encoder-adaptor'];

/** Compares what a network says of itself with what its pack says of it. */
const checkNetwork = async (path: string, file: Pack['files'][number], { family, files }: Pack): Promise<void> => {
  const header = await readOnnxHeader(path);
  const known = new Set(files.map((other) => join(dirname(file.path), other.path)));
  const outside = header.externalFiles.filter((name) => !known.has(join(dirname(file.path), name)));
  if (outside.length > 0)
    throw new HeshengError('PACK_INVALID', `${file.path} keeps weights in files that the pack does not list`);
  const guess = TELLING.includes(file.kind) ? guessFamily(header) : null;
  if (guess !== null && guess !== family) {
    throw new HeshengError('PACK_INVALID', `${file.path} is a network of family ${guess}, the pack says ${family}`);
  }
  const missing = missingMetadata(family, header, file.kind);
  if (missing.length > 0)
    throw new HeshengError('PACK_INVALID', `${file.path} lacks the metadata ${missing.join(', ')}`);
};

/** Where the files of a new pack lie now. */
export type PathOf = (file: Pack['files'][number]) => string;

/** Copies plain files only: a link could bring anything of this machine into the store. */
const copyPlain = async (from: string, to: string, name: string): Promise<void> => {
  const found = await lstat(from).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) throw new HeshengError('PACK_INCOMPLETE', `${name} is missing`, { cause: error });
    throw error;
  });
  if (!found.isFile()) throw new HeshengError('PACK_INVALID', `${name} is no plain file`);
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to, constants.COPYFILE_EXCL);
};

/**
 * Installs a pack whose files lie somewhere on this machine. What is checked and hashed are the copies, so that a file
 * swapped meanwhile is found.
 * @throws HeshengError PACK_EXISTS, PACK_INCOMPLETE, PACK_INVALID or PACK_MISMATCH, and nothing is installed
 */
export const addPack = (store: string, pack: Pack, pathOf: PathOf): Promise<void> =>
  withStaging(store, pack.id, async (staging) => {
    if ((await listPacks(store)).some(({ id }) => id === pack.id)) {
      throw new HeshengError('PACK_EXISTS', `${pack.id} is installed: remove it first, or give the new one another id`);
    }
    const folder = join(staging, 'files');
    await freshFolder(folder);
    for (const file of pack.files) await copyPlain(pathOf(file), join(folder, file.path), file.path);
    for (const file of pack.files) {
      if (file.path.endsWith('.onnx')) await checkNetwork(join(folder, file.path), file, pack);
    }
    await commitPack(store, folder, pack);
    await clearStaging(staging);
  });

/**
 * The pack.json of a folder.
 * @throws HeshengError PACK_INCOMPLETE when there is none, PACK_INVALID with every fault of it
 */
export const readPackFolder = async (folder: string): Promise<Pack> => {
  try {
    return parsePack(await readFile(join(folder, PACK_FILE), 'utf8'));
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
    const how =
      'docs/models.md says what stands in one; of a single network `hesheng models add MODEL.onnx` says what is missing';
    throw new HeshengError('PACK_INCOMPLETE', `the folder has no ${PACK_FILE}: ${how}`, { cause: error });
  }
};
