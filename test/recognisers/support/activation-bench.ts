import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../../src/config.js';
import { createLogger } from '../../../src/logger.js';
import { type Activator, openActivator } from '../../../src/packs.js';
import type { ActivationRequest } from '../../../src/recognisers/activate-pack.js';
import { openSqliteStore } from '../../../src/store/sqlite-store.js';
import type { Store } from '../../../src/store/store.js';
import { run } from '../../http/support/cli.js';
import { SCRIPTED_ENTRY } from './scripted-pack.js';

/** A data folder with a store of packs, and what changes the packs that run. */
export interface ActivationBench {
  readonly dataDir: string;
  readonly packs: string;
  readonly config: Config;
  readonly activator: Activator;
  readonly store: Store;
  activate(id: string, wishes?: Partial<ActivationRequest>): ReturnType<Activator['activate']>;
  /** `hesheng models` with these arguments, as a process. */
  models(...args: readonly string[]): ReturnType<typeof run>;
  /** Actions and outcomes of the audit log, the oldest first. */
  audit(): Promise<readonly string[]>;
}

interface Cleanable {
  teardown(clean: () => Promise<void>): void;
}

export const openActivationBench = async (test: Cleanable): Promise<ActivationBench> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hesheng-activation-'));
  const packs = join(dataDir, 'packs');
  await mkdir(packs);
  const env = { HESHENG_DATA_DIR: dataDir, HESHENG_LOG_LEVEL: 'silent', HESHENG_PORT: '0' };
  const { config } = loadConfig(env);
  const activator = await openActivator({ config, logger: createLogger('silent'), entry: SCRIPTED_ENTRY });
  const store = await openSqliteStore(join(dataDir, 'hesheng.db'));
  test.teardown(async () => {
    await activator.close();
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    dataDir,
    packs,
    config,
    activator,
    store,
    activate: (id, wishes = {}) =>
      activator.activate({
        id,
        mode: 'active',
        canaryFolder: null,
        withoutCanary: false,
        acceptLicence: false,
        ...wishes,
      }),
    models: (...args) => run(dataDir, ['models', ...args]),
    audit: async () => (await store.audit.after(0, 1_000)).map(({ entry }) => `${entry.action} ${entry.outcome}`),
  };
};
