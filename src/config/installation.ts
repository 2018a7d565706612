import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const findRoot = (folder: string): string => {
  if (existsSync(join(folder, 'package.json')) || folder === dirname(folder)) return folder;
  return findRoot(dirname(folder));
};

/** Folder of the installed package: models and policies lie in it. */
export const INSTALLATION_DIR = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Version of the installed package. */
export const VERSION = (
  JSON.parse(readFileSync(join(INSTALLATION_DIR, 'package.json'), 'utf8')) as { readonly version: string }
).version;

/** Folder of the models in use: the configured one, or those of the installation. */
export const modelsDirOf = ({ modelsDir }: { readonly modelsDir: string | null }): string =>
  modelsDir ?? join(INSTALLATION_DIR, 'models', 'embedded');

/** The database of a data folder. */
export const databaseOf = ({ dataDir }: { readonly dataDir: string }): string => join(dataDir, 'hesheng.db');

/** Keys of voice templates: apart from the database, and in no backup of it. */
export const vaultOf = ({ dataDir }: { readonly dataDir: string }): string => join(dataDir, 'keys');

/** Store of model packs: the configured folder, or one in the data folder. */
export const packsDirOf = ({
  packsDir,
  dataDir,
}: {
  readonly packsDir: string | null;
  readonly dataDir: string;
}): string => packsDir ?? join(dataDir, 'packs');

/** Catalogue of packs: the configured file, or that of the installation. */
export const cataloguePathOf = ({ modelCatalogue }: { readonly modelCatalogue: string | null }): string =>
  modelCatalogue ?? join(INSTALLATION_DIR, 'models', 'catalogue.json');
