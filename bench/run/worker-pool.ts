import { Worker } from 'node:worker_threads';

/** Threads that run one pure function on tasks. Models never run in them: they have processes of their own. */
export interface WorkerPool<T, R> {
  run(task: T): Promise<R>;
  close(): Promise<void>;
}

interface Waiting<R> {
  readonly task: unknown;
  readonly resolve: (result: R) => void;
  readonly reject: (fault: unknown) => void;
}

/** `entry` is a module that answers each message with one message, in turn (see judge-worker.ts). */
export const openWorkerPool = <T, R>(entry: URL, size: number): WorkerPool<T, R> => {
  const idle: Worker[] = [];
  const workers: Worker[] = [];
  const inHand = new Map<Worker, Waiting<R>>();
  const queue: Waiting<R>[] = [];

  const give = (worker: Worker): void => {
    const next = queue.shift();
    if (!next) return void idle.push(worker);
    inHand.set(worker, next);
    worker.postMessage(next.task);
  };
  const settle = (worker: Worker, settleWith: (waiting: Waiting<R>) => void): void => {
    const waiting = inHand.get(worker);
    inHand.delete(worker);
    if (waiting) settleWith(waiting);
  };
  for (let at = 0; at < size; at++) {
    const worker = new Worker(entry);
    worker.on('message', (result: R) => {
      settle(worker, ({ resolve }) => resolve(result));
      give(worker);
    });
    worker.on('error', (fault) => settle(worker, ({ reject }) => reject(fault)));
    workers.push(worker);
    idle.push(worker);
  }
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        queue.push({ task, resolve, reject });
        const worker = idle.pop();
        if (worker) give(worker);
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
};
