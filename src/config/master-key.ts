import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { HeshengError } from '../errors.js';
import { type MasterKeys, parseMasterKeys } from '../voiceprint/master-key.js';

const KEY_FILE = 'master.key';

export interface MasterKey {
  readonly keys: MasterKeys;
  readonly source: 'configuration' | 'key_file' | 'new_key_file';
}

const readKeyFile = (path: string): MasterKeys => parseMasterKeys(readFileSync(path, 'utf8'));

/** Two first starts at once agree on one key: linking fails for the second, which then reads the key of the first. */
const makeKeyFile = (path: string): MasterKey => {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
    return { keys: readKeyFile(path), source: 'new_key_file' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return { keys: readKeyFile(path), source: 'key_file' };
  } finally {
    rmSync(draft);
  }
};

/** Policies and model packs are put there before the first start. */
const NOT_OURS: readonly string[] = ['lost+found', 'policies', 'packs'];

/** Hidden files and what a fresh file system or an operator brings along do not count. */
const isUsed = (dataDir: string): boolean =>
  readdirSync(dataDir).some((name) => !name.startsWith('.') && !name.startsWith(KEY_FILE) && !NOT_OURS.includes(name));

/**
 * The keys that wrap those of templates: the configured ones, or the key file of the data folder, which is made for an empty
 * folder. A used folder without a key is refused: a new key could not read its templates.
 */
export const openMasterKey = ({ masterKey, dataDir }: Pick<Config, 'masterKey' | 'dataDir'>): MasterKey => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (masterKey !== null) return { keys: masterKey, source: 'configuration' };
  const path = join(dataDir, KEY_FILE);
  if (existsSync(path)) return { keys: readKeyFile(path), source: 'key_file' };
  if (isUsed(dataDir)) {
    throw new HeshengError(
      'CONFIG_INVALID',
      `The data folder is in use but has no ${KEY_FILE}, and HESHENG_MASTER_KEY is not set. Set it to the key that this folder was used with.`,
    );
  }
  return makeKeyFile(path);
};
