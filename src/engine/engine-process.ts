import type { ChildProcess } from 'node:child_process';
import { HeshengError } from '../errors.js';
import { forkEntry } from './fork-entry.js';
import { Heartbeat } from './heartbeat.js';
import type { ModelIdentity } from './model-identity.js';
import { tailOf } from './output-tail.js';
import type { FromProcess, ProcessSettings, ToProcess } from './protocol.js';

export interface ProcessLimits {
  /** From fork to warm. */
  readonly startTimeoutMs: number;
  readonly jobTimeoutMs: number;
  /** An idle process that has not answered a ping by the next one is killed. */
  readonly heartbeatMs: number;
  /** From the word to stop until it is killed. */
  readonly stopTimeoutMs: number;
}

export interface LaunchSettings extends ProcessSettings, ProcessLimits {
  readonly entry: URL;
}

export type StartOutcome =
  | { readonly kind: 'ready'; readonly models: readonly ModelIdentity[] }
  | { readonly kind: 'failed'; readonly cause: HeshengError };

export type JobOutcome<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed' }
  | { readonly kind: 'crashed' }
  | { readonly kind: 'timeout' };

type State<Result> =
  | { readonly kind: 'starting' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly jobId: number; readonly finish: (outcome: JobOutcome<Result>) => void }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'ended' };

const unavailable = (detail: string): HeshengError => new HeshengError('ENGINE_UNAVAILABLE', detail);

/** One child process from fork to exit. It takes one job at a time; whoever owns it decides what follows its end. */
export class EngineProcess<Task, Result> {
  /** Resolves once, warm or not; never rejects. */
  readonly started: Promise<StartOutcome>;
  /** Resolves when the process is gone and all it said was read. */
  readonly ended: Promise<void>;
  /** The last of its stdout and stderr. */
  readonly output: () => string;

  readonly #limits: ProcessLimits;
  readonly #child: ChildProcess;
  readonly #heartbeat: Heartbeat;
  #state: State<Result> = { kind: 'starting' };
  #retired = false;
  #jobs = 0;
  #rssBytes = 0;
  #started: (outcome: StartOutcome) => void = () => {};

  constructor(settings: LaunchSettings) {
    const { entry, modelsDir, threads } = settings;
    this.#limits = settings;
    this.#child = forkEntry(entry, { modelsDir, threads });
    this.output = tailOf(this.#child.stdout, this.#child.stderr);
    this.#heartbeat = new Heartbeat(settings.heartbeatMs, {
      ping: () => this.#tell({ type: 'ping' }),
      missed: () => this.kill(),
    });
    this.started = new Promise((resolve) => {
      this.#started = resolve;
    });
    this.ended = this.#untilGone();
    this.#child.on('message', (message: FromProcess<Result>) => this.#hear(message));
    this.#limitStart();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get state(): State<Result>['kind'] {
    return this.#state.kind;
  }

  /** Jobs begun so far. */
  get jobs(): number {
    return this.#jobs;
  }

  get rssBytes(): number {
    return this.#rssBytes;
  }

  /** Runs one job; the process must be idle. Never rejects. */
  run(task: Task): Promise<JobOutcome<Result>> {
    if (this.#state.kind !== 'idle') throw new Error(`a job for a process that is ${this.#state.kind}`);
    this.#heartbeat.rest();
    this.#jobs += 1;
    const jobId = this.#jobs;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#finish({ kind: 'timeout' }), this.#limits.jobTimeoutMs);
      const finish = (outcome: JobOutcome<Result>): void => {
        clearTimeout(timer);
        resolve(outcome);
      };
      this.#state = { kind: 'busy', jobId, finish };
      this.#tell({ type: 'run', jobId, task });
    });
  }

  /** Ends the process once it has finished what it does; one that is not warm yet ends at once. */
  retire(): void {
    this.#retired = true;
    if (this.#state.kind === 'starting') this.kill();
    if (this.#state.kind === 'idle') this.#stop();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #hear(message: FromProcess<Result>): void {
    switch (message.type) {
      case 'ready':
        this.#rssBytes = message.rssBytes;
        this.#becomeIdle();
        this.#started({ kind: 'ready', models: message.models });
        return;
      case 'unusable':
        this.#started({ kind: 'failed', cause: new HeshengError(message.code, message.detail) });
        return;
      case 'pong':
        this.#rssBytes = message.rssBytes;
        this.#heartbeat.heard();
        return;
      case 'done':
        this.#rssBytes = message.rssBytes;
        this.#answered(message.jobId, { kind: 'done', result: message.result });
        return;
      case 'failed':
        this.#answered(message.jobId, { kind: 'failed' });
    }
  }

  #answered(jobId: number, outcome: JobOutcome<Result>): void {
    if (this.#state.kind === 'busy' && this.#state.jobId === jobId) this.#finish(outcome);
  }

  #finish(outcome: JobOutcome<Result>): void {
    if (this.#state.kind !== 'busy') return;
    const { finish } = this.#state;
    if (outcome.kind === 'done' || outcome.kind === 'failed') this.#becomeIdle();
    else this.#state = { kind: 'stopping' };
    if (outcome.kind === 'timeout') this.kill();
    finish(outcome);
  }

  #becomeIdle(): void {
    this.#state = { kind: 'idle' };
    if (this.#retired) this.#stop();
    else this.#heartbeat.watch();
  }

  #stop(): void {
    this.#state = { kind: 'stopping' };
    this.#heartbeat.rest();
    this.#tell({ type: 'stop' });
    const timer = setTimeout(() => this.kill(), this.#limits.stopTimeoutMs);
    void this.ended.then(() => clearTimeout(timer));
  }

  #limitStart(): void {
    const timer = setTimeout(() => {
      this.#started({ kind: 'failed', cause: unavailable('the engine process was not warm in time') });
      this.kill();
    }, this.#limits.startTimeoutMs);
    void Promise.race([this.started, this.ended]).then(() => clearTimeout(timer));
  }

  /** The exit may be seen before the last messages: the end is when the channel is closed as well. */
  async #untilGone(): Promise<void> {
    const child = this.#child;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const silent = new Promise<void>((resolve) => child.once('disconnect', () => resolve()));
    const unborn = new Promise<void>((resolve) => {
      child.on('error', () => {
        if (child.pid === undefined) resolve();
      });
    });
    await Promise.race([Promise.all([exited, silent]), unborn]);
    this.#heartbeat.rest();
    this.#started({ kind: 'failed', cause: unavailable('the engine process ended before it was warm') });
    this.#finish({ kind: 'crashed' });
    this.#state = { kind: 'ended' };
  }

  #tell(message: ToProcess<Task>): void {
    // A message that cannot be sent means that the process is gone, which its exit will tell.
    if (this.#child.connected) this.#child.send(message, () => {});
  }
}
