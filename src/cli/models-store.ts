import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { modelsDirOf, packsDirOf } from '../config/installation.js';
import { type Config, loadConfig } from '../config.js';
import { HeshengError } from '../errors.js';
import type { ModelEntry } from '../model/manifest.js';
import { removeCanaries } from '../model/pack/canary-files.js';
import { removePack } from '../model/pack/install-pack.js';
import { totalBytes } from '../model/pack/pack.js';
import { listPacks, type StoredPack } from '../model/pack/pack-store.js';
import { folderFaults } from '../model/pack/verify-pack.js';
import { readRegistry } from '../model/registry.js';
import { verifyModel } from '../model/verify-model.js';
import type { PackMode } from '../recognisers/roster-pack.js';
import { displayWidth } from './display-width.js';
import { withProgress } from './progress.js';
import { printJson, printLines, table } from './terminal.js';

const MIB = 1_024 ** 2;

export const megabytes = (bytes: number | null): string => (bytes === null ? '?' : `${(bytes / MIB).toFixed(1)} MiB`);

interface Installed {
  readonly embeddedDir: string;
  readonly embedded: readonly ModelEntry[];
  readonly packs: readonly StoredPack[];
  /** Of the packs that are to run. */
  readonly modes: ReadonlyMap<string, PackMode>;
}

const readModes = async (config: Config): Promise<ReadonlyMap<string, PackMode>> => {
  // Loaded late: the store hangs on it.
  const { readActivation } = await import('../packs.js');
  return new Map((await readActivation(config))?.packs.map(({ id, mode }) => [id, mode]));
};

const readInstalled = async (): Promise<Installed> => {
  const { config } = loadConfig();
  const { dir, entries } = await readRegistry(modelsDirOf(config));
  return {
    embeddedDir: dir,
    embedded: entries,
    packs: await listPacks(packsDirOf(config)),
    modes: await readModes(config),
  };
};

/** Whether all files are there in their sizes; `verify` compares the hashes. */
const isComplete = async (dir: string, { files }: ModelEntry): Promise<boolean> => {
  const sizes = await Promise.all(
    files.map(({ path }) =>
      stat(join(dir, path)).then(
        ({ size }) => size,
        () => null,
      ),
    ),
  );
  return files.every(({ bytes }, at) => sizes[at] === bytes);
};

const embeddedItems = ({ embeddedDir, embedded }: Installed) =>
  Promise.all(
    embedded.map(async (entry) => ({ place: 'embedded', complete: await isComplete(embeddedDir, entry), ...entry })),
  );

const packItem =
  ({ modes }: Installed) =>
  (stored: StoredPack) => {
    const mode = modes.get(stored.id) ?? null;
    return 'fault' in stored
      ? { place: 'pack', complete: false, id: stored.id, mode, fault: stored.fault }
      : { place: 'pack', complete: stored.complete, inUse: mode === 'active', mode, ...stored.pack };
  };

const completeness = (complete: boolean): string => (complete ? 'complete' : 'DAMAGED');

const packRow =
  ({ modes }: Installed) =>
  (stored: StoredPack): readonly string[] => {
    const use = modes.get(stored.id) ?? '-';
    if ('fault' in stored) return ['?', stored.id, '?', '?', '?', '?', use, `DAMAGED: ${stored.fault}`];
    const { role, id, family, files, licence } = stored.pack;
    const name = licence.spdx ?? licence.name ?? '';
    return [
      role,
      id,
      family,
      megabytes(totalBytes(files)),
      name,
      licence.production,
      use,
      completeness(stored.complete),
    ];
  };

const list = async ({ json }: { readonly json?: true }): Promise<void> => {
  const installed = await readInstalled();
  const items = await embeddedItems(installed);
  if (json) return printJson([...items, ...installed.packs.map(packItem(installed))]);
  const rows = items.map(({ role, id, family, files, licence, inUse, complete }) => [
    role,
    id,
    family,
    megabytes(totalBytes(files)),
    licence.spdx,
    licence.production,
    inUse ? 'in use' : '-',
    completeness(complete),
  ]);
  const head = ['ROLE', 'ID', 'FAMILY', 'SIZE', 'LICENCE', 'PRODUCTION', 'USE', 'STATE'];
  printLines(table([head, ...rows, ...installed.packs.map(packRow(installed))], displayWidth));
};

const detailOf = (error: unknown): string => (error instanceof HeshengError ? error.detail : String(error));

interface Check {
  readonly id: string;
  readonly code: 'MODEL_INVALID' | 'PACK_DAMAGED';
  readonly faults: () => Promise<readonly string[]>;
}

const checksOf = ({ embeddedDir, embedded, packs }: Installed): readonly Check[] => [
  ...embedded.map((entry) => ({
    id: entry.id,
    code: 'MODEL_INVALID' as const,
    faults: () =>
      verifyModel(embeddedDir, entry).then(
        () => [],
        (error: unknown) => [detailOf(error)],
      ),
  })),
  ...packs.map((stored) => ({
    id: stored.id,
    code: 'PACK_DAMAGED' as const,
    faults: async () => ('fault' in stored ? [stored.fault] : await folderFaults(stored.dir, stored.pack)),
  })),
];

const verify = async (ids: readonly string[]): Promise<void> => {
  const all = checksOf(await readInstalled());
  const unknown = ids.filter((id) => !all.some((check) => check.id === id));
  if (unknown.length > 0) throw new HeshengError('PACK_UNKNOWN', `${unknown.join(', ')} is not installed`);
  const checks = ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
  const found: { readonly code: Check['code']; readonly line: string }[] = [];
  await withProgress(checks[0]?.id ?? '', checks.length, async ({ step }) => {
    for (const [at, { id, code, faults }] of checks.entries()) {
      for (const fault of await faults()) found.push({ code, line: `${id}: ${fault}` });
      step(checks[at + 1]?.id ?? '');
    }
  });
  const [first] = found;
  if (first) throw new HeshengError(first.code, found.map(({ line }) => line).join('; '));
  printLines(checks.map(({ id }) => `${id}  ok`));
};

const remove = async (id: string): Promise<void> => {
  const { config } = loadConfig();
  const { entries } = await readRegistry(modelsDirOf(config));
  if (entries.some((entry) => entry.id === id)) {
    throw new HeshengError('PACK_IN_USE', `${id} is embedded: it judges, and belongs to the installation`);
  }
  if ((await readModes(config)).has(id)) {
    throw new HeshengError('PACK_IN_USE', `${id} is active: \`hesheng models deactivate ${id}\` comes first`);
  }
  await removePack(packsDirOf(config), id);
  await removeCanaries(packsDirOf(config), id);
  printLines([`${id}  removed`]);
};

/** `hesheng models list|verify|remove`. */
export const addModelsStoreCommands = (models: Command): void => {
  models
    .command('list')
    .description('list what is installed')
    .option('--json', 'with everything that the manifests say')
    .action(list);
  models
    .command('verify')
    .description('compare every file with the hash in its manifest')
    .argument('[ids...]', 'only these')
    .action(verify);
  models.command('remove').description('delete a pack from the store').argument('<id>').action(remove);
};
