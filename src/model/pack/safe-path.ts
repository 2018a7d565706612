/** Deepest and longest path inside a pack. */
const MAX_DEPTH = 4;
const MAX_LENGTH = 200;

/** Letters, digits and `. _ + -`, never at the front: no `..`, no hidden file, no drive, no separator of any system. */
const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

/** Names that Windows gives to devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** The store's own file in a pack. */
export const PACK_FILE = 'pack.json';

/**
 * Why `path` is no path of a file inside a pack; null when it is one. Only a relative path of plain names with `/` between
 * them is, so that joining it to a folder always stays below that folder.
 */
export const pathFault = (path: string): string | null => {
  if (path.length === 0 || path.length > MAX_LENGTH) return `must have 1 to ${MAX_LENGTH} characters`;
  const segments = path.split('/');
  if (segments.length > MAX_DEPTH) return `must not be deeper than ${MAX_DEPTH} names`;
  if (!segments.every((name) => SEGMENT.test(name) && !name.endsWith('.') && !DEVICE.test(name))) {
    return 'must be a relative path of plain names';
  }
  return path.toLowerCase() === PACK_FILE ? `must not be ${PACK_FILE}` : null;
};

/** Paths that name one file twice on some file system: `A` and `a`, or `a` and `a/b`. */
export const clashes = (paths: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  const folders = new Set<string>();
  const clashing: string[] = [];
  for (const path of paths) {
    const key = path.toLowerCase();
    const parents = key.split('/').map((_, at, names) => names.slice(0, at).join('/'));
    if (seen.has(key) || folders.has(key) || parents.some((parent) => seen.has(parent))) clashing.push(path);
    seen.add(key);
    for (const parent of parents.slice(1)) folders.add(parent);
  }
  return clashing;
};
