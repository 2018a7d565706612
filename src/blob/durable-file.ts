import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Directories of recordings are for their owner alone. */
export const PRIVATE = 0o700;

/** Flushes a file's bytes, or a directory's entries, to the disk. */
export const flush = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Creates a directory so that its entry in its parent survives a power cut. The parent is flushed even when the directory
 * was there: whoever made it at the same moment may not have come to that yet.
 */
export const createDirectory = async (path: string): Promise<void> => {
  await mkdir(path, { recursive: true, mode: PRIVATE });
  await flush(dirname(path));
};

/**
 * Moves a file, whose bytes are flushed, to where all of it or nothing appears, durably. `temporary` must be on the target's
 * file system; it is used when the source is on another one.
 */
export const moveDurably = async (source: string, temporary: string, target: string): Promise<void> => {
  try {
    await rename(source, target);
  } catch (error) {
    if (!isErrno(error, 'EXDEV')) throw error;
    await copyAcross(source, temporary, target);
  }
  await flush(dirname(target));
};

const copyAcross = async (source: string, temporary: string, target: string): Promise<void> => {
  try {
    await copyFile(source, temporary);
    await flush(temporary);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
  await rm(source, { force: true });
};

export const isErrno = (error: unknown, code: string): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === code;
