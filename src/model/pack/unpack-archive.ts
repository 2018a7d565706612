import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HeshengError } from '../../errors.js';
import { decompressBzip2 } from '../bzip2/decompress.js';
import { ARCHIVE_LIMITS, type ArchiveLimits, createEntryWatch, unsafe } from './archive-entry.js';
import type { PackFile, WantedFile } from './pack.js';
import { readTar, type TarEntry } from './tar-stream-reader.js';

export interface Unpacking {
  readonly archive: string;
  /** Folder inside the archive that the files' paths are relative to. */
  readonly folder: string;
  readonly files: readonly WantedFile[];
  /** An empty folder. */
  readonly target: string;
  readonly onBytes: (done: number) => void;
  readonly limits?: ArchiveLimits;
}

/** Writes the body of an entry; no longer than the entry says, which tar-stream sees to. */
const write = async (entry: TarEntry, path: string): Promise<string> => {
  await mkdir(dirname(path), { recursive: true });
  // `wx`: nothing that is there is followed or overwritten.
  const handle = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  try {
    for await (const piece of entry.body) {
      hash.update(piece);
      await handle.appendFile(piece);
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
};

const mismatch = (what: string): HeshengError => new HeshengError('PACK_MISMATCH', `the archive holds a ${what}`);

const takeFile = async (entry: TarEntry, wanted: WantedFile, target: string): Promise<PackFile> => {
  const { kind, path, bytes, sha256 } = wanted;
  if (entry.bytes === 0 || (bytes !== null && entry.bytes !== bytes)) {
    throw mismatch(`${path} of ${entry.bytes} bytes, not ${bytes ?? 'one or more'}`);
  }
  const found = await write(entry, join(target, path));
  if (sha256 !== null && found !== sha256) throw mismatch(`${path} without its SHA-256`);
  return { kind, path, bytes: entry.bytes, sha256: found };
};

const counted = async function* (source: AsyncIterable<Uint8Array>, onBytes: (done: number) => void, limit: number) {
  let done = 0;
  for await (const piece of source) {
    done += piece.length;
    // Headers and padding are bytes too: what the entries claim is not all that a bomb can hold.
    if (done > limit) throw unsafe(`unpacks to more than ${limit} bytes`);
    onBytes(done);
    yield piece;
  }
};

/**
 * Unpacks the wanted files of a tar.bz2 and nothing else, with size and hash of each as they came. The caller has compared
 * the archive's own hash, if there is one.
 * @throws HeshengError ARCHIVE_UNSAFE when it is damaged, hostile, or has not what is wanted
 */
export const unpackArchive = async (unpacking: Unpacking): Promise<readonly PackFile[]> => {
  const { archive, folder, files, target, onBytes, limits = ARCHIVE_LIMITS } = unpacking;
  const wanted = new Map(files.map((file) => [folder === '' ? file.path : `${folder}/${file.path}`, file]));
  const taken = new Map<string, PackFile>();
  const watch = createEntryWatch(limits);
  const bytes = counted(decompressBzip2(createReadStream(archive)), onBytes, limits.maxBytes);
  for await (const entry of readTar(bytes)) {
    const name = watch(entry);
    const file = name === null ? undefined : wanted.get(name);
    if (file !== undefined) taken.set(file.path, await takeFile(entry, file, target));
  }
  const missing = files.filter(({ path }) => !taken.has(path)).map(({ path }) => path);
  if (missing.length > 0) throw unsafe(`has no ${missing.join(', ')}`);
  return files.map(({ path }) => taken.get(path)!);
};
