import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HeshengError } from '../errors.js';
import { type Manifest, type ModelEntry, type ModelRole, parseManifest } from './manifest.js';

/** The models of one folder, described but not yet verified. */
export interface ModelRegistry {
  readonly dir: string;
  readonly entries: Manifest;
}

/** Reads `manifest.json` of a models folder; MODEL_INVALID when it is missing or not a manifest. */
export const readRegistry = async (modelsDir: string): Promise<ModelRegistry> => {
  let text: string;
  try {
    text = await readFile(join(modelsDir, 'manifest.json'), 'utf8');
  } catch (cause) {
    throw new HeshengError('MODEL_INVALID', 'manifest.json cannot be read', { cause });
  }
  return { dir: modelsDir, entries: parseManifest(text) };
};

/** The one entry of a role that is in use; none or several is MODEL_INVALID, because a guess would change verdicts. */
export const modelForRole = (registry: ModelRegistry, role: ModelRole): ModelEntry => {
  const found = registry.entries.filter((entry) => entry.role === role && entry.inUse);
  if (found.length === 1) return found[0]!;
  throw new HeshengError('MODEL_INVALID', `manifest.json has ${found.length} models in use for role ${role}`);
};

/** The first file of a kind that an entry of the manifest, or a pack, lists; MODEL_INVALID when there is none. */
export const fileOfKind = <F extends { readonly kind: string }>(
  { id, files }: { readonly id: string; readonly files: readonly F[] },
  kind: F['kind'],
): F => {
  const file = files.find((candidate) => candidate.kind === kind);
  if (file) return file;
  throw new HeshengError('MODEL_INVALID', `model ${id} lists no ${kind} file`);
};
