import { type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { backOffMs } from '../../engine/back-off.js';
import { type ByteSource, SourceFault } from './byte-source.js';
import { hashFile } from './hash-file.js';

const SECOND = 1_000;
const GIB = 1_024 ** 3;

export interface DownloadLimits {
  /** Most bytes of a file whose size nobody knows. */
  readonly maxBytes: number;
  /** Attempts in a row that brought nothing new. */
  readonly attempts: number;
  readonly backOff: { readonly firstMs: number; readonly capMs: number };
  /** A transfer slower than `minBytes` in each `windowMs` is begun anew: a server that drips keeps no time-out busy. */
  readonly slow: { readonly windowMs: number; readonly minBytes: number };
}

export const DOWNLOAD_LIMITS: DownloadLimits = {
  maxBytes: 8 * GIB,
  attempts: 4,
  backOff: { firstMs: SECOND / 2, capMs: 15 * SECOND },
  slow: { windowMs: 30 * SECOND, minBytes: 30 * 1_024 },
};

export interface Download {
  readonly source: ByteSource;
  /** Where the bytes gather; a file `<target>.json` beside it says of what they are a part. */
  readonly target: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly limits: DownloadLimits;
  readonly onBytes: (done: number, total: number | null) => void;
}

/** What is on the disk, of which source. */
interface Part {
  readonly handle: FileHandle;
  offset: number;
  validator: string | null;
  /** Whether bytes of more than one answer are in it. */
  pieced: boolean;
}

const ceiling = ({ bytes, limits }: Download): number => bytes ?? limits.maxBytes;

const describe = async ({ target, source }: Download, validator: string | null): Promise<void> => {
  await writeFile(`${target}.json.new`, JSON.stringify({ source: source.shown, validator }));
  await rename(`${target}.json.new`, `${target}.json`);
};

/** The validator of the part on the disk; null also when the part is of something else or says nothing. */
const readDescription = async ({ target, source }: Download): Promise<{ readonly validator: string | null } | null> => {
  try {
    const found = JSON.parse(await readFile(`${target}.json`, 'utf8')) as Record<string, unknown>;
    if (found.source !== source.shown) return null;
    return { validator: typeof found.validator === 'string' ? found.validator : null };
  } catch {
    return null;
  }
};

/** Begins anew: the bytes go first, so that a death between the two leaves nothing that a wrong description fits. */
const restart = async (part: Part, job: Download, validator: string | null): Promise<void> => {
  await part.handle.truncate(0);
  await describe(job, validator);
  part.offset = 0;
  part.validator = validator;
  part.pieced = false;
};

/** Without a validator only a hash at the end can tell whether two parts are of one file. */
const mayGoOn = (part: Part, { sha256 }: Download): boolean => part.validator !== null || sha256 !== null;

const openPart = async (job: Download): Promise<Part> => {
  await mkdir(dirname(job.target), { recursive: true });
  const handle = await open(job.target, 'a+');
  const { size } = await handle.stat();
  const description = await readDescription(job);
  const part: Part = { handle, offset: size, validator: description?.validator ?? null, pieced: size > 0 };
  const usable = description !== null && mayGoOn(part, job) && size <= ceiling(job);
  if (!usable) await restart(part, job, null);
  return part;
};

const tooLong = ({ bytes, source, limits }: Download): SourceFault =>
  new SourceFault(
    'broken',
    bytes === null
      ? `${source.shown} is larger than ${limits.maxBytes} bytes`
      : `${source.shown} is larger than the ${bytes} bytes that it should have`,
    false,
  );

/** A clock that a transfer must keep up with. */
const createPace = ({ limits: { slow }, source }: Download) => {
  let since = performance.now();
  let bytes = 0;
  return (received: number): void => {
    bytes += received;
    if (performance.now() - since < slow.windowMs) return;
    if (bytes < slow.minBytes) throw new SourceFault('offline', `${source.shown} comes too slowly`, true);
    since = performance.now();
    bytes = 0;
  };
};

const append = async (part: Part, job: Download, body: AsyncIterable<Uint8Array>, total: number | null) => {
  const pace = createPace(job);
  for await (const piece of body) {
    if (part.offset + piece.length > ceiling(job)) throw tooLong(job);
    await part.handle.appendFile(piece);
    part.offset += piece.length;
    job.onBytes(part.offset, total);
    pace(piece.length);
  }
};

/** One attempt to bring the rest. */
const goOn = async (part: Part, job: Download): Promise<void> => {
  if (job.bytes !== null && part.offset === job.bytes) return;
  const from = mayGoOn(part, job) ? part.offset : 0;
  const { offset, total, validator, body } = await job.source.open(from, part.validator);
  if (total !== null && job.bytes !== null && total !== job.bytes) {
    throw new SourceFault('broken', `${job.source.shown} has ${total} bytes, not ${job.bytes}`, false);
  }
  if (total !== null && total > ceiling(job)) throw tooLong(job);
  if (offset === 0) await restart(part, job, validator);
  else part.pieced = true;
  const expected = total ?? job.bytes;
  await append(part, job, body, expected);
  if (expected !== null && part.offset < expected) {
    throw new SourceFault('offline', `${job.source.shown} ended after ${part.offset} of ${expected} bytes`, true);
  }
};

const gather = async (part: Part, job: Download): Promise<void> => {
  for (let failures = 0; ; ) {
    const before = part.offset;
    try {
      return await goOn(part, job);
    } catch (error) {
      if (!(error instanceof SourceFault) || !error.retry) throw error;
      failures = part.offset > before ? 1 : failures + 1;
      if (failures >= job.limits.attempts) throw error;
      await wait(backOffMs(failures, job.limits.backOff));
    }
  }
};

const discard = async ({ target }: Download): Promise<void> => {
  await rm(target, { force: true });
  await rm(`${target}.json`, { force: true });
};

const attempt = async (job: Download): Promise<{ readonly pieced: boolean; readonly sha256: string }> => {
  const part = await openPart(job);
  try {
    await gather(part, job);
    await part.handle.sync();
  } finally {
    await part.handle.close();
  }
  return { pieced: part.pieced, sha256: (await hashFile(job.target)).sha256 };
};

/**
 * Brings a file to the disk, going on where this or an earlier process stopped, and compares its hash. A wrong hash after
 * going on is tried again from the beginning: parts of two files may have met. Resolves to the SHA-256.
 * @throws SourceFault `broken` when size or hash are wrong, and nothing of it stays
 */
export const download = async (job: Download): Promise<string> => {
  for (;;) {
    try {
      const { pieced, sha256 } = await attempt(job);
      if (job.sha256 === null || sha256 === job.sha256) return sha256;
      await discard(job);
      if (!pieced) throw new SourceFault('broken', `${job.source.shown} does not have its SHA-256`, false);
    } catch (error) {
      if (error instanceof SourceFault && error.kind === 'broken') await discard(job);
      throw error;
    }
  }
};
