import { createHash, randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDirectory, flush, isErrno } from '../blob/durable-file.js';
import type { KeyVault } from './key-vault.js';

const SAFE_ID = /^[A-Za-z0-9_-]{1,128}$/;

const missing = (error: unknown): null => {
  if (isErrno(error, 'ENOENT')) return null;
  throw error;
};

/** In place, so that the bytes go where the file system allows it; a copy-on-write disk may keep the old ones. */
const overwrite = async (path: string, size: number): Promise<void> => {
  const handle = await open(path, 'r+');
  try {
    await handle.write(randomBytes(size), 0, size, 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** A file of 73 bytes for each key, in a folder of its own for the owner alone. Several processes may use it. */
export const openFolderKeyVault = async (folder: string): Promise<KeyVault> => {
  await createDirectory(folder);
  const pathOf = (templateId: string): string => {
    if (!SAFE_ID.test(templateId)) throw new TypeError('A key is named by the id of an enrolment');
    return join(folder, `${templateId}.key`);
  };
  return {
    put: async (templateId, wrappedKey) => {
      const path = pathOf(templateId);
      const draft = `${path}.${randomBytes(6).toString('hex')}`;
      await writeFile(draft, wrappedKey, { mode: 0o600, flag: 'wx' });
      await flush(draft);
      await rename(draft, path);
      await flush(folder);
    },
    get: async (templateId) => {
      const bytes = await readFile(pathOf(templateId)).catch(missing);
      return bytes === null ? null : new Uint8Array(bytes);
    },
    destroy: async (templateId) => {
      const path = pathOf(templateId);
      const bytes = await readFile(path).catch(missing);
      if (bytes === null) return null;
      await overwrite(path, bytes.length);
      await rm(path);
      await flush(folder);
      return createHash('sha256').update(bytes).digest('hex');
    },
  };
};
