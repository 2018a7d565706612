import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogueEntry } from '../../../src/model/pack/pack.js';
import { run } from '../../http/support/cli.js';

/** A folder of its own with a data folder, a catalogue, and `hesheng` processes that use them. */
export const createBench = (catalogue: readonly CatalogueEntry[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'hesheng-packs-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  writeFileSync(join(folder, 'catalogue.json'), JSON.stringify(catalogue));
  const env = { HESHENG_MODEL_CATALOGUE: join(folder, 'catalogue.json') };
  return {
    folder,
    dataDir,
    env,
    store: join(dataDir, 'packs'),
    models: (args: readonly string[], more: Record<string, string> = {}) =>
      run(dataDir, ['models', ...args], { ...env, ...more }),
    remove: () => rmSync(folder, { recursive: true }),
  };
};
