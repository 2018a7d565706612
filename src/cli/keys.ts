import { type Command, InvalidArgumentError } from 'commander';
import { loadConfig } from '../config.js';
import type { Keyring } from '../main.js';
import type { Scope } from '../verification/use-cases.js';
import { displayWidth } from './display-width.js';
import { EXIT } from './exit-codes.js';
import { printLines, table } from './terminal.js';

const SCOPES = ['submit', 'read', 'review', 'admin'] as const satisfies readonly Scope[];

const isScope = (name: string): name is Scope => (SCOPES as readonly string[]).includes(name);

const parseScopes = (text: string): readonly Scope[] => {
  const names = text.split(',').map((name) => name.trim());
  if (names.every(isScope)) return [...new Set(names)];
  throw new InvalidArgumentError(`Scopes are ${SCOPES.join(', ')}, separated by commas.`);
};

const parseName = (text: string): string => {
  if (text.trim() !== '' && text.length <= 100) return text.trim();
  throw new InvalidArgumentError('A name has 1 to 100 characters.');
};

const withKeyring = async (use: (keyring: Keyring) => Promise<void>): Promise<void> => {
  const { config } = loadConfig();
  // Loaded late: the whole service hangs on it, and help or a wrong option should not wait for that.
  const { openKeyring } = await import('../main.js');
  const keyring = await openKeyring(config);
  try {
    await use(keyring);
  } finally {
    await keyring.close();
  }
};

interface CreateOptions {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly quiet?: true;
}

const create = ({ name, scopes, quiet }: CreateOptions): Promise<void> =>
  withKeyring(async ({ createKey }) => {
    const { key, token } = await createKey(name, scopes);
    if (quiet) return printLines([token]);
    printLines([
      `id      ${key.id}`,
      `scopes  ${key.scopes.join(', ')}`,
      `token   ${token}`,
      '',
      'The token is not shown again.',
    ]);
  });

const list = (): Promise<void> =>
  withKeyring(async ({ keys }) => {
    const rows = (await keys()).map((key) => [
      key.id,
      key.name,
      key.scopes.join(','),
      key.createdAt,
      key.revokedAt ?? '-',
    ]);
    printLines(table([['ID', 'NAME', 'SCOPES', 'CREATED', 'REVOKED'], ...rows], displayWidth));
  });

const revoke = (id: string): Promise<void> =>
  withKeyring(async ({ revokeKey }) => {
    await revokeKey(id);
    printLines([`${id}  revoked`]);
  });

/** Exits with `technical` while a master key but the newest is still needed. */
const rotateMaster = async (): Promise<void> => {
  const { config } = loadConfig();
  const { openKeyRotation } = await import('../main.js');
  const rotation = await openKeyRotation(config);
  try {
    const { key, counts, left } = await rotation.rotate();
    printLines([
      `master key   ${key}`,
      `rewrapped    ${counts.rewrapped}`,
      `before       ${counts.current}`,
      `without key  ${counts.gone}`,
      `unreadable   ${counts.unreadable}`,
      '',
      left === 0 ? 'No other master key is needed any more.' : `${left} are under another master key: keep it.`,
    ]);
    if (left > 0) process.exitCode = EXIT.technical;
  } finally {
    await rotation.close();
  }
};

/** `hesheng keys create|list|revoke|rotate-master`: works on the data folder, with the service running or not. */
export const addKeysCommand = (program: Command): void => {
  const keys = program.command('keys').description('API keys, and the master key');
  keys
    .command('create')
    .description('make a key; its token is printed once')
    .requiredOption('--name <name>', 'what it is for', parseName)
    .requiredOption('--scopes <scopes>', `of ${SCOPES.join(', ')}, separated by commas`, parseScopes)
    .option('--quiet', 'print the token alone')
    .action(create);
  keys.command('list').description('list the keys, revoked ones too').action(list);
  keys
    .command('rotate-master')
    .description('wrap the keys of all voiceprints under the newest master key; may be stopped and run again')
    .action(rotateMaster);
  keys.command('revoke').description('refuse a key from now on').argument('<id>').action(revoke);
};
