import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDirectory, flush, isErrno } from '../blob/durable-file.js';
import type { KeyVault } from './key-vault.js';

const SAFE_ID = /^[A-Za-z0-9_-]{1,128}$/;

const missing = (error: unknown): null => {
  if (isErrno(error, 'ENOENT')) return null;
  throw error;
};

/** In place, so that the bytes go where the file system allows it; a copy-on-write disk may keep the old ones. */
const overwrite = async (file: FileHandle): Promise<void> => {
  try {
    const { size } = await file.stat();
    await file.write(randomBytes(size), 0, size, 0);
    await file.sync();
  } finally {
    await file.close();
  }
};

const destroyFile = async (path: string): Promise<void> => {
  await overwrite(await open(path, 'r+'));
  await rm(path);
};

/** Until two readings agree: the file of a key that is being replaced is overwritten once the new one has its name. */
const readSettled = async (path: string): Promise<Buffer | null> => {
  let last = await readFile(path).catch(missing);
  for (;;) {
    const again = await readFile(path).catch(missing);
    if (last === null || again === null || last.equals(again)) return again;
    last = again;
  }
};

/** A file for each key, in a folder of its own for the owner alone. Several processes may use it. */
export const openFolderKeyVault = async (folder: string): Promise<KeyVault> => {
  const drafts = join(folder, 'drafts');
  await createDirectory(folder);
  await createDirectory(drafts);
  const pathOf = (templateId: string): string => {
    if (!SAFE_ID.test(templateId)) throw new TypeError('A key is named by the id of an enrolment');
    return join(folder, `${templateId}.key`);
  };
  return {
    put: async (templateId, wrappedKey) => {
      const path = pathOf(templateId);
      const draft = join(drafts, `${templateId}.${randomBytes(6).toString('hex')}`);
      await writeFile(draft, wrappedKey, { mode: 0o600, flag: 'wx' });
      await flush(draft);
      const replaced = await open(path, 'r+').catch(missing);
      await rename(draft, path);
      await flush(folder);
      // Only now: until the new name is on the disk, a power cut brings the old file back.
      if (replaced !== null) await overwrite(replaced);
    },
    get: async (templateId) => {
      const bytes = await readSettled(pathOf(templateId));
      return bytes === null ? null : new Uint8Array(bytes);
    },
    destroy: async (templateId) => {
      const path = pathOf(templateId);
      // What a process left that was killed while it put this key.
      const left = (await readdir(drafts)).filter((name) => name.startsWith(`${templateId}.`));
      for (const name of left) await destroyFile(join(drafts, name));
      const bytes = await readFile(path).catch(missing);
      if (bytes === null) return null;
      await destroyFile(path);
      await flush(folder);
      return createHash('sha256').update(bytes).digest('hex');
    },
  };
};
