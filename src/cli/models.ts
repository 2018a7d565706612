import type { Command } from 'commander';
import { modelsDirOf } from '../config/installation.js';
import { loadConfig } from '../config.js';
import { HeshengError } from '../errors.js';
import { type ModelRegistry, readRegistry } from '../model/registry.js';
import { verifyModel } from '../model/verify-model.js';
import { displayWidth } from './display-width.js';
import { withProgress } from './progress.js';
import { printJson, printLines, table } from './terminal.js';

const openRegistry = (): Promise<ModelRegistry> => readRegistry(modelsDirOf(loadConfig().config));

const list = async ({ json }: { readonly json?: true }): Promise<void> => {
  const { entries } = await openRegistry();
  if (json) return printJson(entries);
  const rows = entries.map(({ role, id, inUse, licence, files }) => [
    role,
    id,
    inUse ? 'in use' : '-',
    licence.spdx,
    licence.production,
    files.map(({ sha256 }) => sha256.slice(0, 12)).join(' '),
  ]);
  printLines(table([['ROLE', 'ID', 'USE', 'LICENCE', 'PRODUCTION', 'SHA-256'], ...rows], displayWidth));
};

const verify = async (): Promise<void> => {
  const { dir, entries } = await openRegistry();
  const faults = await withProgress(entries[0]?.id ?? '', entries.length, async ({ step }) => {
    const found: string[] = [];
    for (const [at, entry] of entries.entries()) {
      await verifyModel(dir, entry).catch((error: unknown) => found.push(`${entry.id}: ${detailOf(error)}`));
      step(entries[at + 1]?.id ?? '');
    }
    return found;
  });
  if (faults.length > 0) throw new HeshengError('MODEL_INVALID', faults.join('; '));
  printLines(entries.map(({ id }) => `${id}  ok`));
};

const detailOf = (error: unknown): string => (error instanceof HeshengError ? error.detail : String(error));

/** `hesheng models list|verify`. */
export const addModelsCommand = (program: Command): void => {
  const models = program.command('models').description('the models that judge');
  models.command('list').description('list them').option('--json', 'the whole manifest').action(list);
  models.command('verify').description('compare every file with the hash in the manifest').action(verify);
};
