import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { cataloguePathOf, packsDirOf } from '../config/installation.js';
import { loadConfig } from '../config.js';
import { HeshengError } from '../errors.js';
import type { ByteSource } from '../model/pack/byte-source.js';
import { DOWNLOAD_LIMITS } from '../model/pack/download.js';
import { fetchPack } from '../model/pack/fetch-pack.js';
import { createFileSource } from '../model/pack/file-source.js';
import { type CatalogueEntry, totalBytes } from '../model/pack/pack.js';
import { listPacks } from '../model/pack/pack-store.js';
import { parseCatalogue } from '../model/pack/parse-pack.js';
import { createS3 } from '../model/pack/s3-source.js';
import { createUndiciWeb } from '../model/pack/undici-source.js';
import { displayWidth } from './display-width.js';
import { megabytes } from './models-store.js';
import { withByteProgress } from './progress.js';
import { printJson, printLines, table } from './terminal.js';

const readCatalogue = async (): Promise<readonly CatalogueEntry[]> => {
  let text: string;
  try {
    text = await readFile(cataloguePathOf(loadConfig().config), 'utf8');
  } catch (cause) {
    throw new HeshengError('PACK_INVALID', 'the catalogue cannot be read', { cause });
  }
  return parseCatalogue(text);
};

const available = async ({ json }: { readonly json?: true }): Promise<void> => {
  const entries = await readCatalogue();
  const installed = new Set((await listPacks(packsDirOf(loadConfig().config))).map(({ id }) => id));
  if (json) return printJson(entries.map((entry) => ({ ...entry, installed: installed.has(entry.id) })));
  const rows = entries.map(({ role, id, family, files, languages, dialects, licence }) => [
    role,
    id,
    family,
    megabytes(totalBytes(files)),
    languages.join(','),
    dialects.join(',') || '-',
    licence.spdx ?? licence.name ?? '',
    licence.production,
    installed.has(id) ? 'installed' : '-',
  ]);
  const head = ['ROLE', 'ID', 'FAMILY', 'SIZE', 'LANGUAGES', 'DIALECTS', 'LICENCE', 'PRODUCTION', 'HERE'];
  printLines(table([head, ...rows], displayWidth));
};

/** What an operator must not overlook goes to stderr, where no pipe swallows it. */
const warn = ({ id, licence, warnings }: CatalogueEntry): void => {
  const { production, note } = licence;
  const lines = [...(production === 'yes' ? [] : [`licence, production: ${production}. ${note ?? ''}`]), ...warnings];
  for (const line of lines) process.stderr.write(`${id}: ${line}\n`);
};

const find = (entries: readonly CatalogueEntry[], id: string): CatalogueEntry => {
  const entry = entries.find((candidate) => candidate.id === id);
  if (entry) return entry;
  throw new HeshengError('PACK_UNKNOWN', `the catalogue has no ${id}: \`hesheng models available\` lists what it has`);
};

interface FetchFlags {
  readonly trustOnFirstUse?: boolean;
}

const fetchAll = async (ids: readonly string[], { trustOnFirstUse = false }: FetchFlags): Promise<void> => {
  const { config } = loadConfig();
  const catalogue = await readCatalogue();
  const entries = ids.map((id) => find(catalogue, id));
  const web = createUndiciWeb();
  const { s3Endpoint: endpoint, s3Region: region, s3PathStyle } = config;
  const s3 = createS3({ endpoint, region, pathStyle: s3PathStyle === 'yes' });
  const open = (url: URL): ByteSource => {
    if (url.protocol === 'file:') return createFileSource(url);
    return url.protocol === 's3:' ? s3.source(url) : web.source(url);
  };
  try {
    for (const entry of entries) {
      warn(entry);
      const { pack, installed } = await withByteProgress((show) =>
        fetchPack(entry, {
          store: packsDirOf(config),
          mirror: config.modelMirror,
          trustOnFirstUse,
          open,
          limits: DOWNLOAD_LIMITS,
          show: (step, of, done, total) => show(`${step} ${of}`, done, total),
        }),
      );
      const firstUse = installed ? (pack.origin?.trustedOnFirstUse ?? []) : [];
      printLines([
        `${pack.id}  ${installed ? `installed from ${pack.origin?.from ?? ''}` : 'is installed and whole'}`,
        ...pack.files
          .filter(({ path }) => firstUse.includes(path))
          .map(({ path, sha256 }) => `  trusted: ${path} ${sha256}`),
      ]);
    }
  } finally {
    await Promise.all([web.close(), s3.close()]);
  }
};

/** `hesheng models available|fetch`. */
export const addModelsFetchCommands = (models: Command): void => {
  models
    .command('available')
    .description('list the packs of the catalogue')
    .option('--json', 'with everything that the catalogue says')
    .action(available);
  models
    .command('fetch')
    .description('install packs of the catalogue; goes on where it was interrupted')
    .argument('<ids...>', 'as `available` lists them')
    .option('--trust-on-first-use', 'take files whose hash nobody published, and record the hash of what came')
    .action(fetchAll);
};
