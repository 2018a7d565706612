import { randomUUID } from 'node:crypto';
import { access, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HeshengError } from '../errors.js';
import type { BlobStore, OpenBlob } from './blob-store.js';
import { createDirectory, flush, isErrno, moveDurably, PRIVATE } from './durable-file.js';

const SHA256 = /^[0-9a-f]{64}$/;

interface Place {
  readonly shelf: string;
  readonly path: string;
}

const locateIn = (folder: string, sha256: string): Place => {
  if (!SHA256.test(sha256)) throw new TypeError('A blob is named by 64 lower-case hexadecimal digits');
  const shelf = join(folder, sha256.slice(0, 2), sha256.slice(2, 4));
  return { shelf, path: join(shelf, sha256) };
};

/** What a process may do beside the one that owns the folder. */
export type BlobReader = Pick<BlobStore, 'has' | 'open' | 'withFile'>;

/** Reads the folder of a store that another process may be writing to; makes and removes nothing. */
export const readFolderBlobs = (folder: string): BlobReader => {
  const pathOf = (sha256: string): string => locateIn(folder, sha256).path;
  return {
    has: async (sha256) => exists(pathOf(sha256)),
    open: async (sha256) => openFile(pathOf(sha256)),
    withFile: async (sha256, use) => {
      const path = pathOf(sha256);
      if (!(await exists(path))) throw new HeshengError('AUDIO_GONE', 'The recording is no longer stored');
      return use(path);
    },
  };
};

/**
 * A folder: `ab/cd/abcd...` so that no directory grows large, and `incoming/` for files on their way in. An upload whose
 * file is on the same file system is renamed, not copied.
 */
export const openFolderBlobStore = async (folder: string): Promise<BlobStore> => {
  await createDirectory(folder);
  const incoming = join(folder, 'incoming');
  // What a crash left half copied.
  await rm(incoming, { recursive: true, force: true });
  await createDirectory(incoming);

  const locate = (sha256: string): Place => locateIn(folder, sha256);

  return {
    ...readFolderBlobs(folder),

    put: async (source, sha256) => {
      const { shelf, path } = locate(sha256);
      if (await exists(path)) {
        // Another put may have renamed it and not yet flushed the directory.
        await flush(shelf);
        await rm(source, { force: true });
        return;
      }
      // Together: the disk writes its journal once for all that is flushed at the same time.
      await mkdir(shelf, { recursive: true, mode: PRIVATE });
      await Promise.all([flush(source), flush(folder), flush(dirname(shelf))]);
      await moveDurably(source, join(incoming, randomUUID()), path);
    },

    discard: (path) => rm(path, { force: true }),
    delete: async (sha256) => {
      const { path } = locate(sha256);
      try {
        await rm(path);
        return true;
      } catch (error) {
        if (isErrno(error, 'ENOENT')) return false;
        throw error;
      }
    },
  };
};

const exists = async (path: string): Promise<boolean> => {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
};

const openFile = async (path: string): Promise<OpenBlob | null> => {
  try {
    const handle = await open(path, 'r');
    const { size } = await handle.stat();
    return { stream: handle.createReadStream(), bytes: size };
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
};
