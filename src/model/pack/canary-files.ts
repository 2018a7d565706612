import { constants } from 'node:fs';
import { lstat, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { samplesOfWav } from '../../audio/pcm-wav.js';
import { createDirectory, flush, isErrno } from '../../blob/durable-file.js';
import { HeshengError } from '../../errors.js';
import type { Canary } from '../../recognisers/canary.js';
import { freshFolder } from './install-pack.js';
import { type CanaryEntry, CanarySchema, MAX_CANARIES, MAX_CANARY_BYTES, MOST_WRONG, type Pack } from './pack.js';
import { checkPackId, packDir } from './pack-store.js';
import { pathFault } from './safe-path.js';

/** Canaries of the operator lie beside the packs, whose content is fixed. No id of a pack begins with a dot. */
const CANARIES = '.canaries';
const LIST = 'canaries.json';
/** Texts of canaries are a line; a larger file is none. */
const MAX_TEXT_BYTES = 4_000;

const ListSchema = Type.Array(CanarySchema, { maxItems: MAX_CANARIES });

const canaryDir = (store: string, id: string): string => join(store, CANARIES, checkPackId(id));

const invalid = (detail: string, cause?: unknown): HeshengError => new HeshengError('PACK_INVALID', detail, { cause });

/** Reads a plain file of at most so many bytes: no link, no device, nothing that grows while it is read. */
const readSmall = async (path: string, mostBytes: number): Promise<Buffer> => {
  const name = basename(path);
  const found = await lstat(path).catch((cause: unknown) => {
    throw invalid(`${name} is missing`, cause);
  });
  if (!found.isFile()) throw invalid(`${name} is no plain file`);
  if (found.size > mostBytes) throw invalid(`${name} has more than ${mostBytes} bytes`);
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const buffer = Buffer.alloc(found.size);
    const { bytesRead } = await handle.read(buffer, 0, found.size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

const soundOf = (file: Buffer, name: string): Canary['samples'] => {
  const samples = samplesOfWav(file);
  if (samples === null) throw invalid(`${name} is no WAV file of 16 kHz, mono, 16 bits`);
  return samples;
};

const readCanary =
  (folder: string) =>
  async ({ path, text, mostWrong = MOST_WRONG }: CanaryEntry): Promise<Canary> => ({
    samples: soundOf(await readSmall(join(folder, path), MAX_CANARY_BYTES), basename(path)),
    text,
    mostWrong,
  });

const readList = async (folder: string): Promise<readonly CanaryEntry[]> => {
  let text: string;
  try {
    text = await readFile(join(folder, LIST), 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
  const unusable = (cause?: unknown) => invalid(`${LIST} of the operator's canaries is not usable`, cause);
  try {
    const value: unknown = JSON.parse(text);
    if (Value.Check(ListSchema, value) && value.every(({ path }) => pathFault(path) === null)) return value;
  } catch (cause) {
    throw unusable(cause);
  }
  throw unusable();
};

/**
 * Canaries of an installed pack, its own first, then the operator's: those that are kept, unless `brought` are to take
 * their place.
 * @throws HeshengError PACK_INVALID when one is not what it should be
 */
export const readCanaries = async (
  store: string,
  { id, canaries = [] }: Pick<Pack, 'id' | 'canaries'>,
  brought: readonly Canary[] | null = null,
): Promise<readonly Canary[]> => {
  const kept = canaryDir(store, id);
  const own = await Promise.all(canaries.map(readCanary(packDir(store, id))));
  return [...own, ...(brought ?? (await Promise.all((await readList(kept)).map(readCanary(kept)))))];
};

/** A canary that an operator brings, and its file. */
export interface BroughtCanary extends Canary {
  readonly wav: Buffer;
}

/**
 * The canaries of a folder: `a.wav` with what it says in `a.txt`.
 * @throws HeshengError PACK_INVALID when there are none, too many, or one is not usable
 */
export const readBrought = async (folder: string): Promise<readonly BroughtCanary[]> => {
  const names = (await readdir(folder)).filter((name) => extname(name).toLowerCase() === '.wav').sort();
  if (names.length === 0 || names.length > MAX_CANARIES) {
    throw invalid(`the folder of canaries has ${names.length} WAV files; 1 to ${MAX_CANARIES} are taken`);
  }
  const brought: BroughtCanary[] = [];
  for (const name of names) {
    const wav = await readSmall(join(folder, name), MAX_CANARY_BYTES);
    const file = `${name.slice(0, -extname(name).length)}.txt`;
    const text = (await readSmall(join(folder, file), MAX_TEXT_BYTES)).toString('utf8').trim();
    if (!Value.Check(CanarySchema.properties.text, text)) throw invalid(`${file} must have 1 to 500 characters`);
    brought.push({ wav, text, samples: soundOf(wav, name), mostWrong: MOST_WRONG });
  }
  return brought;
};

/**
 * Keeps canaries in the store in place of those of the operator that were there. Names of their files, which may say who
 * speaks, are not kept.
 */
export const keepCanaries = async (store: string, id: string, brought: readonly BroughtCanary[]): Promise<void> => {
  const target = canaryDir(store, id);
  const staging = join(store, CANARIES, `.${id}`);
  await createDirectory(join(store, CANARIES));
  await freshFolder(staging);
  const list = brought.map(({ text }, at): CanaryEntry => ({ path: `${at + 1}.wav`, text }));
  const files = [
    ...brought.map(({ wav }, at) => ({ name: `${at + 1}.wav`, content: wav })),
    { name: LIST, content: `${JSON.stringify(list, null, 2)}\n` },
  ];
  for (const { name, content } of files) {
    await writeFile(join(staging, name), content);
    await flush(join(staging, name));
  }
  await rm(target, { recursive: true, force: true });
  await rename(staging, target);
  await flush(join(store, CANARIES));
};

/** Forgets the operator's canaries of a pack. */
export const removeCanaries = (store: string, id: string): Promise<void> =>
  rm(canaryDir(store, id), { recursive: true, force: true });
