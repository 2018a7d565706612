import { lstat, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isErrno } from '../../blob/durable-file.js';
import { hashFile } from './hash-file.js';
import type { Pack, PackFile } from './pack.js';
import { PACK_FILE } from './safe-path.js';

const fileFault = async (dir: string, { path, bytes, sha256 }: PackFile): Promise<string | null> => {
  try {
    const found = await lstat(join(dir, path));
    if (!found.isFile()) return `${path} is no plain file`;
    if (found.size !== bytes) return `${path} has ${found.size} bytes, not ${bytes}`;
    return (await hashFile(join(dir, path))).sha256 === sha256 ? null : `${path} does not have its SHA-256`;
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return `${path} is missing`;
    return `${path} cannot be read`;
  }
};

/** Paths of everything in a folder that is no folder, with `/` between the names. */
const filesBelow = async (dir: string): Promise<readonly string[]> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'));
};

/** Everything in which a folder differs from a pack, all hashes recomputed; empty when it is the pack. */
export const folderFaults = async (dir: string, pack: Pack): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const file of pack.files) {
    const fault = await fileFault(dir, file);
    if (fault !== null) faults.push(fault);
  }
  const known = new Set([PACK_FILE, ...pack.files.map(({ path }) => path)]);
  const strange = (await filesBelow(dir)).filter((path) => !known.has(path));
  return [...faults, ...strange.map((path) => `${path} is not in ${PACK_FILE}`)];
};
