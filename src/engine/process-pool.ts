import { HeshengError } from '../errors.js';
import type { JobOutcome } from './engine-process.js';
import type { EngineStats } from './engine-stats.js';
import { JobQueue } from './job-queue.js';
import type { ModelIdentity } from './model-identity.js';
import { type EngineIncident, Seat, type SeatSettings } from './seat.js';

const SECOND = 1000;

export interface PoolOptions
  extends Partial<Omit<SeatSettings, 'modelsDir' | 'entry'>>,
    Pick<SeatSettings, 'modelsDir' | 'entry'> {
  readonly processes?: number;
  /** Jobs that may wait for a process. */
  readonly queueLimit?: number;
  readonly onIncident?: (incident: EngineIncident) => void;
}

const DEFAULTS = {
  processes: 1,
  threads: 1,
  queueLimit: 32,
  startTimeoutMs: 60 * SECOND,
  jobTimeoutMs: 60 * SECOND,
  heartbeatMs: 5 * SECOND,
  stopTimeoutMs: 2 * SECOND,
  recycleAfterJobs: 1_000,
  backOff: { firstMs: 100, capMs: 30 * SECOND },
  onIncident: () => {},
} satisfies Omit<Settings, 'modelsDir' | 'entry'>;

interface Job<Task, Result> {
  readonly task: Task;
  readonly resolve: (result: Result) => void;
  readonly reject: (fault: HeshengError) => void;
  readonly retried: boolean;
}

type Settings = Required<PoolOptions>;

/**
 * Port of the processes that run models. `run` rejects with ENGINE_BUSY (queue full; nothing was started), ENGINE_TIMEOUT,
 * ENGINE_FAILURE (crashed twice on this job), ENGINE_UNAVAILABLE (no process can start) or SHUTTING_DOWN.
 */
export interface ProcessPool<Task, Result> {
  run(task: Task): Promise<Result>;
  /** What the processes have loaded; empty before the first is warm. */
  models(): readonly ModelIdentity[];
  stats(): EngineStats;
  /**
   * Resolves once at least one process is warm; rejects with ENGINE_UNAVAILABLE when none can start. Starting is tried
   * again in the background, so a later call may resolve.
   */
  ready(): Promise<void>;
  /** Takes no more work, finishes what was accepted, ends every process. */
  close(): Promise<void>;
}

class ForkedPool<Task, Result> implements ProcessPool<Task, Result> {
  readonly #seats: readonly Seat<Task, Result>[];
  readonly #queue: JobQueue<Job<Task, Result>>;
  readonly #running = new Set<Promise<void>>();
  #waitingForStart: { readonly resolve: () => void; readonly reject: (fault: HeshengError) => void }[] = [];
  #closed: Promise<void> | null = null;
  #timeouts = 0;
  #retries = 0;

  constructor(settings: Settings) {
    this.#queue = new JobQueue(settings.queueLimit);
    const signals = { changed: () => this.#changed(), incident: settings.onIncident };
    this.#seats = Array.from({ length: settings.processes }, () => new Seat<Task, Result>(settings, signals));
  }

  run(task: Task): Promise<Result> {
    return new Promise((resolve, reject) => {
      const refusal = this.#refusal();
      const job: Job<Task, Result> = { task, resolve, reject, retried: false };
      if (refusal) reject(refusal);
      else if (!this.#begin(job) && !this.#queue.offer(job)) {
        reject(new HeshengError('ENGINE_BUSY', `${this.#queue.size} readings are waiting already`));
      }
    });
  }

  models(): readonly ModelIdentity[] {
    return this.#seats.find((seat) => seat.models.length > 0)?.models ?? [];
  }

  stats(): EngineStats {
    const processes = this.#seats.flatMap((seat) => seat.process ?? []);
    const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
    return {
      pids: processes.flatMap(({ pid }) => pid ?? []),
      processes: this.#seats.length,
      warm: processes.length,
      busy: processes.filter(({ state }) => state === 'busy').length,
      queued: this.#queue.size,
      restarts: sum(this.#seats.map(({ counts }) => counts.restarts)),
      recycled: sum(this.#seats.map(({ counts }) => counts.recycled)),
      timeouts: this.#timeouts,
      retries: this.#retries,
      rssBytes: sum(processes.map(({ rssBytes }) => rssBytes)),
    };
  }

  ready(): Promise<void> {
    if (this.#closed !== null) return Promise.reject(new HeshengError('SHUTTING_DOWN', 'the engine is closed'));
    if (this.#seats.some(({ health }) => health.kind === 'warm')) return Promise.resolve();
    const fault = this.#unavailable();
    if (fault) return Promise.reject(fault);
    return new Promise((resolve, reject) => {
      this.#waitingForStart.push({ resolve, reject });
    });
  }

  close(): Promise<void> {
    this.#closed ??= this.#drainAndEnd();
    return this.#closed;
  }

  async #drainAndEnd(): Promise<void> {
    // A job that waits for a process which cannot start is refused by #changed, so this loop ends.
    while (this.#running.size > 0 || this.#queue.size > 0) {
      await Promise.race([...this.#running, new Promise((resolve) => setTimeout(resolve, 50))]);
    }
    this.#settleStart((waiter) => waiter.reject(new HeshengError('SHUTTING_DOWN', 'the engine is closed')));
    await Promise.all(this.#seats.map((seat) => seat.close()));
  }

  #refusal(): HeshengError | null {
    return this.#closed !== null
      ? new HeshengError('SHUTTING_DOWN', 'the engine takes no more readings')
      : this.#unavailable();
  }

  /** Null while any seat works or may come to. */
  #unavailable(): HeshengError | null {
    const causes = this.#seats.flatMap(({ health }) => (health.kind === 'failed' ? [health.cause] : []));
    const [cause] = causes;
    if (!cause || causes.length < this.#seats.length) return null;
    return new HeshengError('ENGINE_UNAVAILABLE', `no engine process could start: ${cause.detail}`, { cause });
  }

  #changed(): void {
    const fault = this.#unavailable();
    if (fault) {
      for (const job of this.#queue.takeAll()) job.reject(fault);
      this.#settleStart((waiter) => waiter.reject(fault));
    } else if (this.#seats.some(({ health }) => health.kind === 'warm')) {
      this.#settleStart((waiter) => waiter.resolve());
      this.#dispatch();
    }
  }

  #settleStart(settle: (waiter: { resolve: () => void; reject: (fault: HeshengError) => void }) => void): void {
    const waiting = this.#waitingForStart;
    this.#waitingForStart = [];
    waiting.forEach(settle);
  }

  #dispatch(): void {
    for (let job = this.#queue.take(); job; job = this.#queue.take()) {
      if (this.#begin(job)) continue;
      this.#queue.putBack(job);
      return;
    }
  }

  /** False when no process is idle. */
  #begin(job: Job<Task, Result>): boolean {
    const seat = this.#seats.find(({ process }) => process?.state === 'idle');
    if (!seat?.process) return false;
    const running = seat.process.run(job.task).then((outcome) => this.#end(job, seat, outcome));
    this.#running.add(running);
    void running.finally(() => this.#running.delete(running)).then(() => this.#dispatch());
    return true;
  }

  #end(job: Job<Task, Result>, seat: Seat<Task, Result>, outcome: JobOutcome<Result>): void {
    switch (outcome.kind) {
      case 'done':
        seat.jobDone();
        job.resolve(outcome.result);
        return;
      case 'timeout':
        this.#timeouts += 1;
        job.reject(new HeshengError('ENGINE_TIMEOUT', 'the recording took longer than allowed'));
        return;
      case 'failed':
      case 'crashed':
        this.#tryAgain(job);
    }
  }

  #tryAgain(job: Job<Task, Result>): void {
    if (job.retried) {
      job.reject(new HeshengError('ENGINE_FAILURE', 'two engine processes failed on this recording'));
      return;
    }
    this.#retries += 1;
    this.#queue.putBack({ ...job, retried: true });
  }
}

/** Starts the processes at once; `ready()` tells when the first is warm. */
export const createProcessPool = <Task, Result>(options: PoolOptions): ProcessPool<Task, Result> =>
  new ForkedPool<Task, Result>({ ...DEFAULTS, ...options });
