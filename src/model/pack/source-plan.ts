import { posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HeshengError } from '../../errors.js';
import type { ArchiveSource, CatalogueEntry } from './pack.js';

/** One way to a pack. */
export type Candidate = { readonly mirror: boolean } & (
  | { readonly kind: 'archive'; readonly url: URL; readonly archive: ArchiveSource }
  | { readonly kind: 'files'; readonly url: URL }
);

const isUrl = (text: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(text);

/** A URL, or a folder of this machine. */
const toUrl = (text: string): URL => {
  if (!isUrl(text)) return pathToFileURL(text);
  if (URL.canParse(text)) return new URL(text);
  throw new HeshengError('PACK_SOURCE_UNSUPPORTED', 'the mirror is no URL');
};

/** A file below a folder URL; a query, which may be a signature for the whole folder, stays. */
export const below = (base: URL, path: string): URL => {
  const url = new URL(base);
  const folder = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  url.pathname = folder + path.split('/').map(encodeURIComponent).join('/');
  return url;
};

const archivesOf = ({ sources }: CatalogueEntry): readonly ArchiveSource[] =>
  sources.filter((source) => source.kind === 'archive');

/** Archives lie in a mirror under their own names, single files under `<pack id>/<path>`. */
const mirrorCandidates = (mirror: URL, entry: CatalogueEntry): readonly Candidate[] => [
  ...archivesOf(entry).map((archive) => {
    const name = decodeURIComponent(posix.basename(new URL(archive.url).pathname));
    return { kind: 'archive', url: below(mirror, name), archive, mirror: true } as const;
  }),
  { kind: 'files', url: below(mirror, entry.id), mirror: true },
];

const publicCandidate = (source: CatalogueEntry['sources'][number]): Candidate => {
  const url = new URL(source.url);
  return source.kind === 'archive'
    ? { kind: 'archive', url, archive: source, mirror: false }
    : { kind: 'files', url, mirror: false };
};

/**
 * All ways to a pack in the order in which they are tried: the operator's mirror (URL or folder), then the catalogue's.
 * @throws HeshengError PACK_SOURCE_UNSUPPORTED for a mirror that is no http, https, s3 or file URL and no folder
 */
export const planSources = (entry: CatalogueEntry, mirror: string | null): readonly Candidate[] => {
  const base = mirror === null ? null : toUrl(mirror);
  if (base !== null) checkScheme(base, true);
  return [...(base === null ? [] : mirrorCandidates(base, entry)), ...entry.sources.map(publicCandidate)];
};

/**
 * Plain http is for a mirror that the operator configured; what guards the bytes is the hash, but who listens learns
 * nothing either.
 * @throws HeshengError PACK_SOURCE_UNSUPPORTED
 */
export const checkScheme = ({ protocol, username }: URL, mirror: boolean): void => {
  if (protocol === 's3:' && username !== '') {
    throw new HeshengError(
      'PACK_SOURCE_UNSUPPORTED',
      'credentials of s3:// come from the environment, not from the URL',
    );
  }
  if (['https:', 's3:', 'file:'].includes(protocol) || (mirror && protocol === 'http:')) return;
  const known = 'give an https or s3 URL or a folder';
  throw new HeshengError('PACK_SOURCE_UNSUPPORTED', `${protocol}// cannot be read: ${known}`);
};

/** Files whose bytes nothing vouches for on that way: no hash of their own and none of the archive they come in. */
export const unvouched = (entry: CatalogueEntry, candidate: Candidate): readonly string[] => {
  if (candidate.kind === 'archive' && candidate.archive.sha256 !== null) return [];
  return entry.files.filter(({ sha256 }) => sha256 === null).map(({ path }) => path);
};
