import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno } from '../../blob/durable-file.js';
import { HeshengError } from '../../errors.js';
import { PACK_ID, type Pack } from './pack.js';
import { parsePack } from './parse-pack.js';
import { PACK_FILE } from './safe-path.js';

/** Work in hand: no id of a pack begins with a dot. */
const STAGING = '.staging';

/** Refuses what could name another folder than a pack's. */
export const checkPackId = (id: string): string => {
  if (PACK_ID.test(id)) return id;
  throw new HeshengError(
    'PACK_UNKNOWN',
    'an id is lower-case letters, digits and . _ -, and begins with a letter or digit',
  );
};

export const packDir = (store: string, id: string): string => join(store, checkPackId(id));
export const stagingRoot = (store: string): string => join(store, STAGING);
export const stagingDir = (store: string, id: string): string => join(stagingRoot(store), checkPackId(id));

/** A folder of the store: a pack, or why it is none. */
export type StoredPack = { readonly id: string; readonly dir: string } & (
  | { readonly pack: Pack; readonly complete: boolean }
  | { readonly fault: string }
);

/**
 * The manifest of an installed pack.
 * @throws HeshengError PACK_UNKNOWN when there is none of that id, PACK_INVALID when its pack.json is unusable
 */
export const readPack = async (store: string, id: string): Promise<Pack> => {
  let text: string;
  try {
    text = await readFile(join(packDir(store, id), PACK_FILE), 'utf8');
  } catch (cause) {
    if (isErrno(cause, 'ENOENT') || isErrno(cause, 'ENOTDIR')) {
      throw new HeshengError('PACK_UNKNOWN', `${id} is not installed`, { cause });
    }
    throw cause;
  }
  const pack = parsePack(text);
  if (pack.id !== id) throw new HeshengError('PACK_INVALID', `the folder ${id} holds the pack ${pack.id}`);
  return pack;
};

const hasAllFiles = async (dir: string, { files }: Pack): Promise<boolean> => {
  for (const { path, bytes } of files) {
    const found = await stat(join(dir, path)).catch(() => null);
    if (found === null || !found.isFile() || found.size !== bytes) return false;
  }
  return true;
};

const readStored = async (store: string, id: string): Promise<StoredPack> => {
  const dir = join(store, id);
  try {
    const pack = await readPack(store, id);
    return { id, dir, pack, complete: await hasAllFiles(dir, pack) };
  } catch (error) {
    if (error instanceof HeshengError) return { id, dir, fault: error.detail };
    throw error;
  }
};

/** Every folder of the store by name; a store that does not exist is empty. Sizes are looked at, hashes are not. */
export const listPacks = async (store: string): Promise<readonly StoredPack[]> => {
  const entries = await readdir(store, { withFileTypes: true }).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  });
  const ids = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  return Promise.all(ids.sort().map((id) => readStored(store, id)));
};
