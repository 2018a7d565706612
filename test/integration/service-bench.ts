import { createHash, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobStore } from '../../src/blob/blob-store.js';
import { openFolderBlobStore } from '../../src/blob/folder-blob-store.js';
import { startWorker, type Worker } from '../../src/jobs/worker.js';
import { EMPTY_ROSTER } from '../../src/recognisers/roster.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import type { Store } from '../../src/store/store.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { createUseCases, type Service } from '../../src/verification/create-use-cases.js';
import type { Dependencies, FailedAttempt } from '../../src/verification/dependencies.js';
import { createNewId } from '../../src/verification/new-id.js';
import type { ReceivedAudio, Submission, SubmitOutcome } from '../../src/verification/use-cases.js';
import type { Verification } from '../../src/verification/verification.js';
import { openFolderKeyVault } from '../../src/voiceprint/folder-key-vault.js';
import type { KeyVault } from '../../src/voiceprint/key-vault.js';
import { localKeyWrapper } from '../../src/voiceprint/local-key-wrapper.js';
import { JUDGEMENT } from '../contract/samples.js';

const SECOND = 1000;
export const VOICE_MODEL = 'cd'.repeat(32);
export const MASTER_KEY = createSecretKey(Buffer.alloc(32, 7));

/** Where models are not what is tested: an engine that knows its voice model and is never asked to analyse. */
export const engineWith = (voiceModel: string): Dependencies['engine'] => ({
  analyse: () => Promise.reject(new Error('nothing here asks the engine')),
  models: () => [{ role: 'voice', id: 'voice', sha256: voiceModel }],
  ready: () => Promise.resolve(),
});

export const SUBMISSION: Submission = {
  clause: { kind: 'inline', text: '本产品不保证本金，请仔细阅读。', criticalTerms: ['不保证本金'] },
  slots: {},
  outerBusinessId: 'biz-1',
  speakerId: null,
  consentId: null,
  dialectHint: null,
  attemptNo: 1,
  supersedes: null,
  policyId: 'default',
};

/** Store, blobs and use cases over one temporary folder. */
export interface ServiceBench extends Service {
  readonly folder: string;
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly vault: KeyVault;
  readonly failedAttempts: FailedAttempt[];
  upload(bytes?: Uint8Array): Promise<ReceivedAudio>;
  /** Starts taking jobs. */
  work(): Worker;
  /** The same folder as a restarted process finds it. */
  reopen(overrides?: Partial<Dependencies>): Promise<ServiceBench>;
  close(): Promise<void>;
}

export const openServiceBenchIn = async (
  folder: string,
  overrides: Partial<Dependencies> = {},
): Promise<ServiceBench> => {
  const store = overrides.store ?? (await openSqliteStore(join(folder, 'hesheng.db')));
  const blobs = overrides.blobs ?? (await openFolderBlobStore(join(folder, 'blobs')));
  const vault = overrides.vault ?? (await openFolderKeyVault(join(folder, 'keys')));
  const failedAttempts: FailedAttempt[] = [];
  let worker: Worker | null = null;
  const deps: Dependencies = {
    store,
    blobs,
    decoder: { decode: () => Promise.reject(new Error('nothing here asks the decoder')) },
    engine: engineWith(VOICE_MODEL),
    roster: EMPTY_ROSTER,
    evaluateReading: async () => JUDGEMENT,
    replayReading: async () => JUDGEMENT,
    policies: shippedPolicies(),
    masterKeys: [MASTER_KEY],
    keys: localKeyWrapper(MASTER_KEY),
    vault,
    settings: {
      queueLimit: 100,
      decodeLimits: { maxDurationMs: 60 * SECOND, timeoutMs: 30 * SECOND },
      voiceprintValidDays: 365,
      longestAnswerMs: 3600 * SECOND,
      waitPollMs: 3600 * SECOND,
    },
    clock: Date.now,
    randomBytes,
    newId: createNewId(Date.now, randomBytes),
    wake: () => worker?.wake(),
    onFailedAttempt: (attempt) => failedAttempts.push(attempt),
    ...overrides,
  };
  const service = createUseCases(deps);
  return {
    ...service,
    folder,
    store,
    blobs,
    vault,
    failedAttempts,
    upload: async (bytes: Uint8Array = randomBytes(500)) => {
      const path = join(folder, `upload-${randomUUID()}`);
      await writeFile(path, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { path, sha256, bytes: bytes.length, contentType: 'audio/wav' };
    },
    work: () => {
      worker = startWorker({
        queue: store.jobs,
        handle: service.evaluate,
        concurrency: 1,
        leaseMs: 30 * SECOND,
        pollMs: 3600 * SECOND,
        clock: deps.clock,
        newLease: randomUUID,
        onFault: (error) => {
          throw error;
        },
      });
      return worker;
    },
    reopen: async (again = {}) => {
      await worker?.drain(0);
      await store.close();
      return openServiceBenchIn(folder, again);
    },
    close: async () => {
      await worker?.drain(0);
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export const openServiceBench = async (overrides: Partial<Dependencies> = {}): Promise<ServiceBench> =>
  openServiceBenchIn(await mkdtemp(join(tmpdir(), 'hesheng-service-')), overrides);

/** The verification that a submission made. */
export const created = (outcome: SubmitOutcome): Verification => {
  if (outcome.kind === 'created') return outcome.verification;
  throw new Error('An earlier answer was replayed');
};

export const CALLER = { keyId: 'key_a', idempotencyKey: null };
