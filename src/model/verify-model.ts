import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HeshengError } from '../errors.js';
import type { ModelEntry } from './manifest.js';

/** A file as a manifest or a pack describes it. */
export interface PinnedFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

const invalid = (file: PinnedFile, fault: string, cause?: unknown): HeshengError =>
  new HeshengError('MODEL_INVALID', `${file.path} ${fault}`, { cause });

const readSized = async (dir: string, file: PinnedFile): Promise<Uint8Array> => {
  const path = join(dir, file.path);
  const size = await stat(path).then(
    (info) => info.size,
    (cause: unknown) => {
      throw invalid(file, 'cannot be read', cause);
    },
  );
  if (size !== file.bytes) throw invalid(file, `has ${size} bytes, its manifest says ${file.bytes}`);
  return readFile(path);
};

/**
 * Bytes of a model file whose size and SHA-256 agree with the manifest; MODEL_INVALID otherwise. What was hashed is what
 * is returned, so a file swapped after the check cannot be loaded.
 */
export const readVerifiedFile = async (dir: string, file: PinnedFile): Promise<Uint8Array> => {
  const bytes = await readSized(dir, file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== file.sha256) throw invalid(file, 'does not have the SHA-256 of its manifest');
  return bytes;
};

/** Checks every file of an entry without loading any model. */
export const verifyModel = async (dir: string, entry: ModelEntry): Promise<void> => {
  for (const file of entry.files) await readVerifiedFile(dir, file);
};
