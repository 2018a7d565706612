import { HeshengError } from '../../errors.js';

export interface EntryHead {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

export interface ArchiveLimits {
  readonly maxEntries: number;
  /** Of everything in the archive, kept or not. */
  readonly maxBytes: number;
}

const GIB = 1_024 ** 3;

/** Real archives have some dozens of entries; the largest of the catalogue unpacks to less than 2 GiB. */
export const ARCHIVE_LIMITS: ArchiveLimits = { maxEntries: 10_000, maxBytes: 16 * GIB };

export const unsafe = (fault: string): HeshengError => new HeshengError('ARCHIVE_UNSAFE', `the archive ${fault}`);

/** `./a/b/` -> `a/b`. Throws for a name that leaves the archive's root. */
const plainName = (name: string): string => {
  if (name.startsWith('/') || name.includes('\\') || name.includes('\0') || /^[A-Za-z]:/.test(name)) {
    throw unsafe('names an absolute path');
  }
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) throw unsafe('names a path outside of itself');
  return segments.join('/');
};

/**
 * A watch over the entries of one archive. For each it gives the plain name of a file, or null for a folder.
 * @throws HeshengError ARCHIVE_UNSAFE at a link, a device, an absolute path, `..`, a name that was there, or too much
 */
export const createEntryWatch = (limits: ArchiveLimits = ARCHIVE_LIMITS) => {
  const seen = new Set<string>();
  let entries = 0;
  let bytes = 0;
  return (head: EntryHead): string | null => {
    if (++entries > limits.maxEntries) throw unsafe(`has more than ${limits.maxEntries} entries`);
    if (!Number.isSafeInteger(head.bytes) || head.bytes < 0) throw unsafe('has an entry of no size');
    const name = plainName(head.name);
    if (head.type === 'directory') return null;
    if (head.type !== 'file' && head.type !== 'contiguous-file') throw unsafe(`holds a ${head.type}`);
    bytes += head.bytes;
    if (bytes > limits.maxBytes) throw unsafe(`unpacks to more than ${limits.maxBytes} bytes`);
    const key = name.toLowerCase();
    if (name === '' || seen.has(key)) throw unsafe('names a file twice');
    seen.add(key);
    return name;
  };
};
