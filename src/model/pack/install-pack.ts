import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createDirectory, flush, isErrno } from '../../blob/durable-file.js';
import { HeshengError } from '../../errors.js';
import { withLock } from './install-lock.js';
import type { Pack } from './pack.js';
import { checkPackId, packDir, stagingDir, stagingRoot } from './pack-store.js';
import { PACK_FILE } from './safe-path.js';
import { folderFaults } from './verify-pack.js';

const GONE = 'gone-';

const movedAside = (store: string): string => join(stagingRoot(store), `${GONE}${randomUUID()}`);

/** Deletes what a killed process had already taken out of the store. No lock of its own: nothing refers to it. */
const sweep = async (store: string): Promise<void> => {
  const names = await readdir(stagingRoot(store));
  for (const name of names.filter((entry) => entry.startsWith(GONE))) {
    await rm(join(stagingRoot(store), name), { recursive: true, force: true });
  }
};

/** Gives `work` the staging folder of a pack, under its lock. What it leaves there is found by the next install. */
export const withStaging = async <T>(store: string, id: string, work: (staging: string) => Promise<T>): Promise<T> => {
  const staging = stagingDir(store, id);
  await createDirectory(store);
  await createDirectory(stagingRoot(store));
  await createDirectory(staging);
  await sweep(store);
  return withLock(staging, () => work(staging));
};

const flushAll = async (dir: string, pack: Pack): Promise<void> => {
  const paths = pack.files.map(({ path }) => path);
  const folders = new Set(paths.map((path) => dirname(join(dir, path))));
  for (const path of [...paths, PACK_FILE]) await flush(join(dir, path));
  for (const folder of [...folders, dir]) await flush(folder);
};

/** Takes a pack out of the store in one step. */
const moveAway = async (store: string, id: string): Promise<void> => {
  const aside = movedAside(store);
  try {
    await rename(packDir(store, id), aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  await flush(store);
  await rm(aside, { recursive: true, force: true });
};

/**
 * Makes the pack of a folder in the staging area: checks every hash, writes pack.json, flushes, and renames it to where it
 * belongs, in place of one of the same id. Whenever this process dies, the store holds all of a pack or nothing of it.
 * @throws HeshengError PACK_MISMATCH that names every file that is not as the manifest says
 */
export const commitPack = async (store: string, folder: string, pack: Pack): Promise<void> => {
  await writeFile(join(folder, PACK_FILE), `${JSON.stringify(pack, null, 2)}\n`);
  const faults = await folderFaults(folder, pack);
  if (faults.length > 0) throw new HeshengError('PACK_MISMATCH', faults.join('; '));
  await flushAll(folder, pack);
  await moveAway(store, pack.id);
  await rename(folder, packDir(store, pack.id));
  await flush(store);
};

/** Makes a folder of a staging area empty, whatever was there. */
export const freshFolder = async (folder: string): Promise<void> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
};

/** Deletes a staging folder's content but its lock, which its holder takes away. */
export const clearStaging = async (staging: string): Promise<void> => {
  for (const name of await readdir(staging)) {
    if (name !== 'lock') await rm(join(staging, name), { recursive: true, force: true });
  }
};

/**
 * Removes an installed pack in one step; then deletes its files.
 * @throws HeshengError PACK_UNKNOWN when it is not there, PACK_BUSY while it is being installed
 */
export const removePack = async (store: string, id: string): Promise<void> => {
  checkPackId(id);
  const entries = await readdir(store).catch((): readonly string[] => []);
  if (!entries.includes(id)) throw new HeshengError('PACK_UNKNOWN', `${id} is not installed`);
  await withStaging(store, id, async (staging) => {
    await moveAway(store, id);
    await clearStaging(staging);
  });
};
