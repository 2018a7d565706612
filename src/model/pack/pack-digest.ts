import { createHash } from 'node:crypto';
import type { FileKind } from './families.js';
import type { Pack } from './pack.js';

/** Files that say something about the model and change nothing that it hears. */
const BESIDE: readonly FileKind[] = ['notice', 'card', 'canary'];

/** SHA-256, hex, of everything that a pack hears by: of `hash  path` lines sorted by path. Two packs with one digest are one model. */
export const packDigest = ({ files }: Pick<Pack, 'files'>): string => {
  const lines = files
    .filter(({ kind }) => !BESIDE.includes(kind))
    .map(({ path, sha256 }) => `${path}\0${sha256}\n`)
    .sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
};
