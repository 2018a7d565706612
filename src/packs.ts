/** Composition of everything about packs: main.ts for the service, and the commands that change what it runs. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { announceKey } from './config/announce-key.js';
import { databaseOf, packsDirOf } from './config/installation.js';
import { openMasterKey } from './config/master-key.js';
import type { Config } from './config.js';
import { createPackPool, type PackPool } from './engine/pack-pool.js';
import type { Logger } from './logger.js';
import { readCanaries } from './model/pack/canary-files.js';
import type { PackRole } from './model/pack/families.js';
import { packDir, readPack } from './model/pack/pack-store.js';
import { activatePack } from './recognisers/activate-pack.js';
import { readRosterPacks } from './recognisers/activated-packs.js';
import type { Activation } from './recognisers/activation.js';
import { deactivatePack } from './recognisers/deactivate-pack.js';
import { type Follower, followActivations } from './recognisers/follow-activations.js';
import { PackRoster } from './recognisers/pack-roster.js';
import { provePack, proveSpoof, proveVoice } from './recognisers/prove-pack.js';
import { recordOutcome } from './recognisers/record-outcome.js';
import { rollBack } from './recognisers/roll-back.js';
import { runShadows, type ShadowNeeds, type Shadows } from './recognisers/run-shadows.js';
import { openSqliteStore } from './store/sqlite-store.js';
import type { Store } from './store/store.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const POLL_MS = 2 * SECOND;
/** The largest packs are hashed and loaded in tens of seconds; a disk may be slow. */
const START_TIMEOUT_MS = 10 * MINUTE;
const BACK_OFF = { firstMs: 10 * SECOND, capMs: 10 * MINUTE };

const SHADOW_POLL_MS = SECOND / 4;
/** Verification ids, nothing else: as many as come while the shadow is busy for a while. */
const SHADOW_QUEUE = 100;

const pause = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal }).catch(() => {});

/** `entry`: another main program of a pack's process, for tests. */
interface PackProcesses {
  readonly config: Config;
  readonly logger: Logger;
  readonly entry?: URL | undefined;
}

const startPack = ({ config, logger, entry }: PackProcesses, id: string, processes: number): PackPool =>
  createPackPool({
    modelsDir: packDir(packsDirOf(config), id),
    processes,
    threads: config.packThreads,
    jobTimeoutMs: config.packTimeoutMs,
    startTimeoutMs: START_TIMEOUT_MS,
    onIncident: (incident) => logger.warn({ incident, pack: id }, 'process of a model pack'),
    ...(entry ? { entry } : {}),
  });

const PROVE = { asr: provePack, voice: proveVoice, spoof: proveSpoof } as const;

const proveOf = (role: PackRole) => (role === 'voice' || role === 'spoof' ? PROVE[role] : PROVE.asr);

/** A roster without packs yet, whose packs are proved by their canaries. */
export const createPackRoster = (processes: PackProcesses): PackRoster => {
  const packsDir = packsDirOf(processes.config);
  return new PackRoster({
    start: ({ id }) => startPack(processes, id, processes.config.packProcesses),
    prove: async ({ id, role }, pool) =>
      PROVE[role](id, await readCanaries(packsDir, await readPack(packsDir, id)), pool),
  });
};

/** Lets the roster of a service follow what is activated in its store, in the background. */
export const followPacks = (config: Config, store: Store, roster: PackRoster, logger: Logger): Follower => {
  const record = recordOutcome({ store, clock: Date.now });
  return followActivations({
    activations: store.activations,
    change: async ({ packs }) => roster.change(await readRosterPacks(packsDirOf(config), packs)),
    onOutcome: async (outcome) => {
      const { generation, packs } = outcome.activation;
      const ids = packs.map(({ id }) => id);
      if (outcome.kind === 'swapped') logger.info({ generation, packs: ids }, 'model packs exchanged');
      else {
        const { code, cause, failures } = outcome;
        logger.error({ generation, packs: ids, code, failures, err: cause }, 'model packs stay as they were');
      }
      await record(outcome);
    },
    onFault: (error) => logger.error({ err: error }, 'activated model packs cannot be looked up'),
    clock: () => performance.now(),
    sleep: pause,
    pollMs: POLL_MS,
    backOff: BACK_OFF,
  });
};

/** Packs in the shadow of a service, whose judge is given. */
export const runPackShadows = (
  needs: Pick<ShadowNeeds, 'roster' | 'generation' | 'judge'>,
  store: Store,
  logger: Logger,
): Shadows =>
  runShadows({
    ...needs,
    verifications: store.verifications,
    shadows: store.shadows,
    isIdle: async () => {
      const { waiting, running } = await store.jobs.counts();
      return waiting + running === 0;
    },
    onFault: (error) => logger.warn({ err: error }, 'a model pack in the shadow failed on a reading'),
    clock: Date.now,
    sleep: pause,
    idlePollMs: SHADOW_POLL_MS,
    queueLimit: SHADOW_QUEUE,
  });

/** What is to run; null as well in a data folder that no service has used. */
export const readActivation = async (config: Config): Promise<Activation | null> => {
  if (!existsSync(databaseOf(config))) return null;
  const store = await openSqliteStore(databaseOf(config));
  try {
    return await store.activations.current();
  } finally {
    await store.close();
  }
};

/**
 * The active packs of an installation, loaded, for one command beside the service; those in the shadow are left out. When
 * one cannot serve there are none, and the log says why.
 */
export const openActivePacks = async (config: Config, logger: Logger): Promise<PackRoster> => {
  const roster = createPackRoster({ config, logger });
  const packs = (await readActivation(config))?.packs ?? [];
  const active = packs.filter(({ mode }) => mode === 'active');
  try {
    await roster.change(await readRosterPacks(packsDirOf(config), active));
  } catch (error) {
    logger.error({ err: error }, 'the active model packs do not run: what follows is judged without them');
  }
  return roster;
};

export interface Activator {
  readonly activate: ReturnType<typeof activatePack>;
  readonly deactivate: ReturnType<typeof deactivatePack>;
  readonly rollBack: ReturnType<typeof rollBack>;
  readonly shadows: Store['shadows'];
  close(): Promise<void>;
}

/** Changes which packs run in a data folder, with the service running or not. */
export const openActivator = async (processes: PackProcesses): Promise<Activator> => {
  const { config, logger } = processes;
  // A store without a key would be a data folder that lost it, which a service refuses.
  announceKey(openMasterKey(config), logger);
  const store = await openSqliteStore(databaseOf(config));
  const needs = { store, packsDir: packsDirOf(config), clock: Date.now };
  return {
    activate: activatePack({
      ...needs,
      prove: async ({ id, role }, canaries) => {
        const pool = startPack(processes, id, 1);
        try {
          await pool.ready();
          await proveOf(role)(id, canaries, pool);
        } finally {
          await pool.close();
        }
      },
    }),
    deactivate: deactivatePack(needs),
    rollBack: rollBack(needs),
    shadows: store.shadows,
    close: () => store.close(),
  };
};
