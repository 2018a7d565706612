import type { JobQueue, LeasedJob } from './job-queue.js';

export interface WorkerOptions {
  readonly queue: JobQueue;
  /** Does the job and settles it in the queue; a rejection leaves it to be tried again. */
  readonly handle: (job: LeasedJob) => Promise<void>;
  /** Jobs at a time: as many as there are engine processes. */
  readonly concurrency: number;
  /** A worker that died keeps its job this long; a live one renews thrice in that time. */
  readonly leaseMs: number;
  /** How often the queue is looked at without being woken: for retries that fall due and for other processes' jobs. */
  readonly pollMs: number;
  readonly clock: () => number;
  readonly newLease: () => string;
  /** Faults of the queue or the handler themselves, for the log. */
  readonly onFault: (error: unknown) => void;
}

export interface Worker {
  /** A job was enqueued: looks at once. */
  wake(): void;
  /** Takes no more jobs, waits for those running, and gives back what is not done after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
}

/** Starts taking jobs. */
export const startWorker = (options: WorkerOptions): Worker => {
  const { queue, handle, concurrency, leaseMs, pollMs, clock, newLease, onFault } = options;
  const running = new Map<LeasedJob, { readonly done: Promise<void>; readonly renewal: NodeJS.Timeout }>();
  let stopping = false;
  let looking: Promise<void> | null = null;
  let lookAgain = false;

  const run = async (job: LeasedJob): Promise<void> => {
    try {
      await handle(job);
    } catch (error) {
      onFault(error);
      // The cause is unknown to the handler, a full disk for one: not at once, or the log would fill too.
      await queue.retry(job, clock() + leaseMs, 'INTERNAL').catch(onFault);
    } finally {
      clearInterval(running.get(job)?.renewal);
      running.delete(job);
      wake();
    }
  };

  const take = async (): Promise<boolean> => {
    if (stopping || running.size >= concurrency) return false;
    const nowMs = clock();
    const job = await queue.take({ id: newLease(), nowMs, untilMs: nowMs + leaseMs });
    if (job === null) return false;
    const renewal = setInterval(() => void queue.renew(job, clock() + leaseMs).catch(onFault), leaseMs / 3);
    running.set(job, { renewal, done: Promise.resolve(job).then(run) });
    return true;
  };

  const look = async (): Promise<void> => {
    try {
      do {
        lookAgain = false;
        while (await take());
      } while (lookAgain);
    } catch (error) {
      onFault(error);
    } finally {
      looking = null;
    }
  };

  const wake = (): void => {
    if (stopping) return;
    lookAgain = true;
    looking ??= look();
  };

  const poll = setInterval(wake, pollMs);
  wake();

  return {
    wake,
    drain: async (timeoutMs) => {
      stopping = true;
      clearInterval(poll);
      await looking;
      await settledWithin(
        [...running.values()].map(({ done }) => done),
        timeoutMs,
      );
      for (const [job, { renewal }] of running) {
        clearInterval(renewal);
        await queue.release(job, clock()).catch(onFault);
      }
    },
  };
};

const settledWithin = async (work: readonly Promise<void>[], timeoutMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([Promise.all(work), timeout]);
  clearTimeout(timer);
};
