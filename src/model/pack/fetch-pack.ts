import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HeshengError } from '../../errors.js';
import { type ByteSource, SourceFault } from './byte-source.js';
import { type Download, type DownloadLimits, download } from './download.js';
import { clearStaging, commitPack, freshFolder, withStaging } from './install-pack.js';
import type { CatalogueEntry, Pack, PackFile } from './pack.js';
import { packDir, readPack } from './pack-store.js';
import { below, type Candidate, checkScheme, planSources, unvouched } from './source-plan.js';
import { unpackArchive } from './unpack-archive.js';
import { folderFaults } from './verify-pack.js';

/** What the command shows while it works. */
export type FetchStep = 'download' | 'unpack';
export type ShowStep = (step: FetchStep, of: string, done: number, total: number | null) => void;

export interface FetchOptions {
  readonly store: string;
  /** Base URL or folder that is tried first. */
  readonly mirror: string | null;
  /** Takes files whose hash nobody published, and records what came. */
  readonly trustOnFirstUse: boolean;
  readonly open: (url: URL) => ByteSource;
  readonly limits: DownloadLimits;
  readonly show: ShowStep;
}

export type Fetched = { readonly pack: Pack; readonly installed: boolean };

/** Folders of an install in hand: what came so far from one source, and what will be the pack. */
interface Workplace {
  readonly parts: string;
  readonly files: string;
}

const job = (options: FetchOptions, url: URL, target: string, wanted: Pick<Download, 'bytes' | 'sha256'>): Download => {
  const source = options.open(url);
  return {
    ...wanted,
    source,
    target,
    limits: options.limits,
    onBytes: (done, total) => options.show('download', source.shown, done, total),
  };
};

const takeArchive = async (
  candidate: Extract<Candidate, { readonly kind: 'archive' }>,
  entry: CatalogueEntry,
  { parts, files }: Workplace,
  options: FetchOptions,
): Promise<readonly PackFile[]> => {
  const { url, archive } = candidate;
  const target = join(parts, 'archive');
  await download(job(options, url, target, archive));
  const { folder } = archive;
  const onBytes = (done: number): void => options.show('unpack', entry.id, done, null);
  await freshFolder(files);
  return unpackArchive({ archive: target, folder, files: entry.files, target: files, onBytes });
};

const takeFiles = async (
  { url }: Candidate,
  entry: CatalogueEntry,
  { parts, files }: Workplace,
  options: FetchOptions,
): Promise<readonly PackFile[]> => {
  const taken: PackFile[] = [];
  const part = (at: number): string => join(parts, `file-${at}`);
  for (const [at, { kind, path, bytes, sha256 }] of entry.files.entries()) {
    const found = await download(job(options, below(url, path), part(at), { bytes, sha256 }));
    taken.push({ kind, path, bytes: (await stat(part(at))).size, sha256: found });
  }
  await freshFolder(files);
  for (const [at, { path }] of entry.files.entries()) {
    await mkdir(dirname(join(files, path)), { recursive: true });
    await rename(part(at), join(files, path));
  }
  return taken;
};

/** Sources without credentials and queries: a signature is a secret, and it expires. */
const lasting = (sources: Pack['sources']): Pack['sources'] =>
  sources.map((source) => {
    const url = new URL(source.url);
    url.username = url.password = url.search = '';
    return { ...source, url: url.href };
  });

const take = async (
  candidate: Candidate,
  entry: CatalogueEntry,
  place: Workplace,
  options: FetchOptions,
): Promise<Pack> => {
  checkScheme(candidate.url, candidate.mirror);
  const unknown = unvouched(entry, candidate);
  if (unknown.length > 0 && !options.trustOnFirstUse) {
    throw new HeshengError('PACK_HASH_UNKNOWN', `nobody published a hash of ${unknown.join(', ')}`);
  }
  const files =
    candidate.kind === 'archive'
      ? await takeArchive(candidate, entry, place, options)
      : await takeFiles(candidate, entry, place, options);
  const from = options.open(candidate.url).shown;
  const pack: Pack = {
    ...entry,
    files: [...files],
    sources: lasting(entry.sources),
    origin: { from, trustedOnFirstUse: [...unknown] },
  };
  await commitPack(options.store, place.files, pack);
  return pack;
};

type Failure = HeshengError | SourceFault;

const ADVICE =
  'Give a mirror that this machine reaches (HESHENG_MODEL_MIRROR, a URL or a folder), set HTTPS_PROXY if the way out is a proxy, ' +
  'or bring the files on a disk: `hesheng models add FOLDER`. Running the same command again goes on where it stopped.';

const lines = (failures: readonly Failure[]): string => failures.map((fault) => `\n  ${detailOf(fault)}`).join('');
const detailOf = (fault: Failure): string => (fault instanceof HeshengError ? fault.detail : fault.message);

/** One error of all ways that failed: what was wrong beats what was not there, and that what did not answer. */
const explain = ({ id }: CatalogueEntry, failures: readonly Failure[]): HeshengError => {
  const coded = failures.filter((fault) => fault instanceof HeshengError);
  const broken = failures.some((fault) => fault instanceof SourceFault && fault.kind === 'broken');
  const options = { cause: failures[0] };
  const said = lines(failures);
  if (broken) return new HeshengError('PACK_MISMATCH', `${id} was not what it should be:${said}`, options);
  const [first] = coded.filter(({ code }) => code !== 'PACK_HASH_UNKNOWN');
  if (first) return new HeshengError(first.code, `${id}:${said}`, options);
  if (coded.length > 0) {
    const how = 'With --trust-on-first-use what comes is taken and its hash recorded; compare it with somebody else.';
    return new HeshengError('PACK_HASH_UNKNOWN', `${id}:${said}\n${how}`, options);
  }
  if (failures.length === 0) return new HeshengError('PACK_UNREACHABLE', `${id} has no source. ${ADVICE}`);
  return new HeshengError('PACK_UNREACHABLE', `no source of ${id} gave it:${said}\n${ADVICE}`, options);
};

const tryAll = async (entry: CatalogueEntry, staging: string, options: FetchOptions): Promise<Pack> => {
  const failures: Failure[] = [];
  for (const [at, candidate] of planSources(entry, options.mirror).entries()) {
    const parts = join(staging, `source-${at}`);
    try {
      return await take(candidate, entry, { files: join(staging, 'files'), parts }, options);
    } catch (fault) {
      if (!(fault instanceof HeshengError) && !(fault instanceof SourceFault)) throw fault;
      failures.push(fault);
      // What came was wrong: nothing of it is worth going on with. Of what did not come, the rest may follow later.
      if (fault instanceof HeshengError) await rm(parts, { recursive: true, force: true });
    }
  }
  throw explain(entry, failures);
};

/** Whether an installed pack is the one of the catalogue, as far as the catalogue knows its hashes. */
const isSame = (pack: Pack, { files }: CatalogueEntry): boolean =>
  pack.files.length === files.length &&
  files.every(({ path, sha256 }) =>
    pack.files.some((file) => file.path === path && (sha256 === null || file.sha256 === sha256)),
  );

/** The pack when it is installed, whole and of these files: then there is nothing to fetch. */
const intact = async (store: string, entry: CatalogueEntry): Promise<Pack | null> => {
  try {
    const pack = await readPack(store, entry.id);
    if (!isSame(pack, entry)) return null;
    return (await folderFaults(packDir(store, entry.id), pack)).length === 0 ? pack : null;
  } catch (error) {
    if (error instanceof HeshengError) return null;
    throw error;
  }
};

/**
 * Installs a pack of the catalogue, or mends one that is damaged. Goes on with what a killed fetch left; the store holds
 * the whole pack or nothing at every moment.
 * @throws HeshengError PACK_UNREACHABLE, PACK_MISMATCH, PACK_HASH_UNKNOWN, PACK_SOURCE_UNSUPPORTED, ARCHIVE_UNSAFE with what
 * each source said; PACK_BUSY when another process installs it
 */
export const fetchPack = (entry: CatalogueEntry, options: FetchOptions): Promise<Fetched> =>
  withStaging(options.store, entry.id, async (staging) => {
    const there = await intact(options.store, entry);
    const pack = there ?? (await tryAll(entry, staging, options));
    await clearStaging(staging);
    return { pack, installed: there === null };
  });
