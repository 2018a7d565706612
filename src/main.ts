import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openFolderBlobStore, readFolderBlobs } from './blob/folder-blob-store.js';
import { announceKey } from './config/announce-key.js';
import { databaseOf, VERSION, vaultOf } from './config/installation.js';
import { type MasterKey, openMasterKey } from './config/master-key.js';
import { openKeyRing } from './config/open-key-ring.js';
import type { Config } from './config.js';
import type { Engine } from './engine/engine.js';
import { type ApiServer, createApi } from './http/app.js';
import type { App } from './http/app-options.js';
import { checkReadiness } from './http/readiness.js';
import { startWorker, type Worker } from './jobs/worker.js';
import { createLogger, type Logger } from './logger.js';
import type { Metrics } from './metrics/metrics.js';
import { prometheusMetrics } from './metrics/prometheus-metrics.js';
import { createPackRoster, followPacks, openActivePacks, runPackShadows } from './packs.js';
import { createJudge, type Judge, type Overrides } from './reader.js';
import type { Follower } from './recognisers/follow-activations.js';
import type { PackRoster } from './recognisers/pack-roster.js';
import type { Shadows } from './recognisers/run-shadows.js';
import { openSqliteStore } from './store/sqlite-store.js';
import type { Store } from './store/store.js';
import { stampMismatch } from './verdict/stamp-mismatch.js';
import { createKey, revokeKey } from './verification/api-keys.js';
import { createUseCases } from './verification/create-use-cases.js';
import type { Dependencies, FailedAttempt } from './verification/dependencies.js';
import type { EvaluateReading } from './verification/evaluation.js';
import { judgeInShadow } from './verification/judge-in-shadow.js';
import { createNewId } from './verification/new-id.js';
import { partTemplates } from './verification/part-templates.js';
import { policiesInForce } from './verification/policies.js';
import { replayVerification } from './verification/replay-verification.js';
import { type Rotation, rotateMasterKey } from './verification/rotate-master-key.js';
import { runningVersions } from './verification/running-versions.js';
import type { UseCases } from './verification/use-cases.js';
import { openFolderKeyVault } from './voiceprint/folder-key-vault.js';

const SECOND = 1_000;
/** A worker that died keeps its reading this long. */
const LEASE_MS = 30 * SECOND;
const JOB_POLL_MS = SECOND;
const WAIT_POLL_MS = SECOND;
/** Recordings that must still fit on the disk. */
const MIN_FREE_RECORDINGS = 4;

const newId = createNewId(Date.now, randomBytes);

export interface Keyring extends Pick<UseCases, 'createKey' | 'keys' | 'revokeKey'> {
  close(): Promise<void>;
}

/** The API keys of a data folder, with the service running or not. */
export const openKeyring = async (
  config: Config,
  logger = createLogger(config.logLevel, process.stderr),
): Promise<Keyring> => {
  announceKey(openMasterKey(config), logger);
  const store = await openSqliteStore(databaseOf(config));
  const deps = { store, clock: Date.now, randomBytes, newId };
  return {
    createKey: createKey(deps),
    revokeKey: revokeKey(deps),
    keys: () => store.keys.list(),
    close: () => store.close(),
  };
};

type Vault = Pick<Dependencies, 'vault' | 'keys'>;

/** The keys of the templates of a store; those of an earlier version are moved there. */
const openVault = async (config: Config, store: Store, { keys: masterKeys }: MasterKey): Promise<Vault> => {
  const vault = await openFolderKeyVault(vaultOf(config));
  const keys = openKeyRing(config, masterKeys);
  await partTemplates({ store, vault, keys, masterKeys });
  return { vault, keys };
};

export interface KeyRotation {
  /** Wraps all data keys under the newest master key. */
  rotate(): Promise<Rotation>;
  close(): Promise<void>;
}

/** The data keys of a data folder, with the service running or not. */
export const openKeyRotation = async (config: Config): Promise<KeyRotation> => {
  const masterKey = openMasterKey(config);
  const store = await openSqliteStore(databaseOf(config));
  const vault = await openVault(config, store, masterKey);
  return { rotate: () => rotateMasterKey({ ...vault, store, clock: Date.now }), close: () => store.close() };
};

export interface Replayer extends Pick<UseCases, 'replay'> {
  close(): Promise<void>;
}

/** Replays the verifications of a data folder, with the service running or not. */
export const openReplayer = async (
  config: Config,
  logger = createLogger(config.logLevel, process.stderr),
): Promise<Replayer> => {
  const masterKey = openMasterKey(config);
  const roster = await openActivePacks(config, logger);
  const judge = createJudge(config, join(config.dataDir, 'ffmpeg'), logger, { roster });
  const store = await openSqliteStore(databaseOf(config));
  const vault = await openVault(config, store, masterKey);
  const blobs = readFolderBlobs(join(config.dataDir, 'blobs'));
  return {
    replay: replayVerification({
      ...judge,
      store,
      blobs,
      ...vault,
      replayReading: judge.evaluateReading,
      clock: Date.now,
    }),
    close: async () => {
      await judge.engine.close();
      await roster.close();
      await store.close();
    },
  };
};

/** Everything that runs. */
export interface Service {
  readonly app: App;
  readonly useCases: UseCases;
  readonly engine: Engine;
  /** Recognisers beside the embedded one, as they run now. */
  readonly packs: Pick<PackRoster, 'packs' | 'stats'>;
  readonly store: Store;
  readonly logger: Logger;
  /** Listens as configured; resolves with the origin. */
  listen(): Promise<string>;
  /** Refuses new requests, finishes those in hand and the readings being judged, then ends every process. */
  close(): Promise<void>;
}

const reportFailure =
  (logger: Logger, metrics: Metrics) =>
  ({ verificationId, code, cause, willRetry }: FailedAttempt): void => {
    if (!willRetry) metrics.failed(code);
    logger.warn({ verification: verificationId, code, willRetry, err: cause }, 'reading was not judged');
  };

const countJudgements =
  (evaluateReading: EvaluateReading, metrics: Metrics): EvaluateReading =>
  async (input) => {
    const judgement = await evaluateReading(input);
    metrics.judged(judgement);
    return judgement;
  };

const readGauges = (metrics: Metrics, { jobs }: Pick<Store, 'jobs'>, engine: Engine): void => {
  metrics.readGauges(async () => {
    const { waiting, running, parked } = await jobs.counts();
    return { jobs_waiting: waiting, jobs_running: running, jobs_parked: parked };
  });
  metrics.readGauges(async () => {
    const stats = engine.stats();
    return {
      engine_processes_warm: stats.warm,
      engine_processes_busy: stats.busy,
      engine_jobs_queued: stats.queued,
      engine_restarts: stats.restarts,
      engine_recycled: stats.recycled,
      engine_timeouts: stats.timeouts,
      engine_resident_bytes: stats.rssBytes,
    };
  });
};

/** Where time and chance come from. */
type Sources = Required<Pick<Overrides, 'clock' | 'randomBytes'>>;

interface Core extends Judge {
  readonly store: Store;
  readonly useCases: UseCases;
  readonly worker: Worker;
  readonly shadows: Shadows;
}

const createCore = async (
  config: Config,
  store: Store,
  secrets: Vault & Pick<Dependencies, 'masterKeys'>,
  judge: Judge,
  { generation }: Follower,
  logger: Logger,
  metrics: Metrics,
  { clock, randomBytes }: Sources,
): Promise<Core> => {
  let worker: Worker | null = null;
  const blobs = await openFolderBlobStore(join(config.dataDir, 'blobs'));
  const inShadow = judgeInShadow({ ...judge, store, blobs, ...secrets });
  const shadows = runPackShadows({ roster: judge.roster, generation, judge: inShadow }, store, logger);
  const { useCases, evaluate } = createUseCases({
    ...judge,
    store,
    blobs,
    evaluateReading: countJudgements(judge.evaluateReading, metrics),
    replayReading: judge.evaluateReading,
    ...secrets,
    settings: {
      queueLimit: config.jobQueueLimit,
      decodeLimits: judge.decodeLimits,
      voiceprintValidDays: config.voiceprintValidDays,
      longestAnswerMs: config.requestTimeoutMs + config.maxWaitMs,
      waitPollMs: WAIT_POLL_MS,
    },
    clock,
    randomBytes,
    newId,
    wake: () => worker?.wake(),
    onFailedAttempt: reportFailure(logger, metrics),
  });
  worker = startWorker({
    queue: store.jobs,
    handle: async (job) => {
      await evaluate(job);
      shadows.offer(job.subjectId);
    },
    concurrency: config.engineProcesses,
    leaseMs: LEASE_MS,
    pollMs: JOB_POLL_MS,
    clock,
    newLease: randomUUID,
    onFault: (error) => logger.error({ err: error }, 'worker fault'),
  });
  return { ...judge, store, useCases, worker, shadows };
};

const createServer = (
  config: Config,
  { engine, roster, store, useCases }: Core,
  logger: Logger,
  metrics: Metrics,
): Promise<ApiServer> => {
  readGauges(metrics, store, engine);
  const minFreeBytes = MIN_FREE_RECORDINGS * config.maxAudioBytes;
  return createApi({
    ...config,
    useCases,
    metrics,
    logger,
    version: VERSION,
    models: () => [...engine.models(), ...roster.models()],
    readiness: () => checkReadiness({ engine, jobs: store.jobs, dataDir: config.dataDir, minFreeBytes }),
    uploadDir: join(config.dataDir, 'uploads'),
  });
};

/** Says at the start which policies were calibrated with something else than what judges now. */
const warnOfStamps = async ({ engine, policies }: Judge, logger: Logger): Promise<void> => {
  await engine.ready();
  const running = runningVersions(engine.models());
  for (const policy of policiesInForce(policies)) {
    const differs = stampMismatch(policy, running);
    if (differs.length > 0) {
      logger.warn({ policy: `${policy.id}/${policy.version}`, differs }, 'the bound of this policy does not hold here');
    }
  }
};

/** Builds the whole service of a configuration; it judges readings from now on, and listens when told to. */
export const createService = async (config: Config, overrides: Overrides = {}): Promise<Service> => {
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const masterKey = openMasterKey(config);
  announceKey(masterKey, logger);
  const store = await openSqliteStore(databaseOf(config));
  const secrets = { ...(await openVault(config, store, masterKey)), masterKeys: masterKey.keys };
  const metrics = prometheusMetrics();
  const packs = createPackRoster({ config, logger, entry: overrides.packEntry });
  const judge = createJudge(config, join(config.dataDir, 'ffmpeg'), logger, { roster: packs, ...overrides });
  const follower = followPacks(config, store, packs, logger);
  const sources = { clock: Date.now, randomBytes, ...overrides };
  const core = await createCore(config, store, secrets, judge, follower, logger, metrics, sources);
  // An engine that does not start says so itself.
  warnOfStamps(judge, logger).catch(() => undefined);
  const { app, stopTaking } = await createServer(config, core, logger, metrics);
  const close = async (): Promise<void> => {
    stopTaking();
    const followed = follower.stop();
    await app.close();
    await core.worker.drain(config.drainMs);
    await core.shadows.stop();
    await packs.close();
    await followed;
    await core.engine.close();
    await store.close();
  };
  return {
    app,
    useCases: core.useCases,
    engine: core.engine,
    packs,
    store,
    logger,
    listen: () => app.listen({ host: config.host, port: config.port }),
    close,
  };
};
