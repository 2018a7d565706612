import { access, constants, statfs } from 'node:fs/promises';
import type { Engine } from '../engine/engine.js';
import type { JobQueue } from '../jobs/job-queue.js';
import type { Readiness } from './app-options.js';

export interface ReadinessNeeds {
  readonly engine: Pick<Engine, 'stats'>;
  readonly jobs: Pick<JobQueue, 'counts'>;
  readonly dataDir: string;
  /** Free bytes below which no reading is taken any more. */
  readonly minFreeBytes: number;
}

const hasRoom = async (dataDir: string, minFreeBytes: number): Promise<boolean> => {
  await access(dataDir, constants.W_OK);
  const { bavail, bsize } = await statfs(dataDir);
  return bavail * bsize >= minFreeBytes;
};

const outcome = async (works: Promise<boolean>): Promise<'ok' | 'failed'> =>
  (await works.catch(() => false)) ? 'ok' : 'failed';

/** Whether readings can be taken: a warm engine process, a store that answers, and a disk with room. */
export const checkReadiness = async ({ engine, jobs, dataDir, minFreeBytes }: ReadinessNeeds): Promise<Readiness> => ({
  engine: engine.stats().warm > 0 ? 'ok' : 'failed',
  store: await outcome(jobs.counts().then(() => true)),
  disk: await outcome(hasRoom(dataDir, minFreeBytes)),
});
