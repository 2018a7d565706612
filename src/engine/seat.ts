import { setTimeout as sleep } from 'node:timers/promises';
import type { HeshengError } from '../errors.js';
import { type BackOffSettings, backOffMs } from './back-off.js';
import { EngineProcess, type LaunchSettings } from './engine-process.js';
import type { ModelIdentity } from './model-identity.js';

/** Why a process ended or did not start, for the operator's log: its last output is not for callers. */
export interface EngineIncident {
  readonly kind: 'start_failed' | 'ended';
  readonly detail: string;
  readonly output: string;
}

export interface SeatSettings extends LaunchSettings {
  readonly backOff: BackOffSettings;
  readonly recycleAfterJobs: number;
}

export interface SeatSignals {
  /** The seat can take work now, or can do so no more. */
  readonly changed: () => void;
  readonly incident: (incident: EngineIncident) => void;
}

export type SeatHealth =
  | { readonly kind: 'starting' }
  | { readonly kind: 'warm' }
  | { readonly kind: 'failed'; readonly cause: HeshengError };

/**
 * A place for one engine process that it keeps filled: a process that ended is replaced after a back-off, one that has
 * done its share of jobs once its successor is warm.
 */
export class Seat<Task, Result> {
  readonly #settings: SeatSettings;
  readonly #signals: SeatSignals;
  readonly #closing = new AbortController();
  readonly #alive = new Set<EngineProcess<Task, Result>>();
  readonly #supervised: Promise<void>;
  #current: EngineProcess<Task, Result> | null = null;
  #worn: () => void = () => {};
  #health: SeatHealth = { kind: 'starting' };
  #models: readonly ModelIdentity[] = [];
  /** Ends and failed starts since the last finished job. */
  #failures = 0;
  #restarts = 0;
  #recycled = 0;

  constructor(settings: SeatSettings, signals: SeatSignals) {
    this.#settings = settings;
    this.#signals = signals;
    this.#supervised = this.#supervise();
  }

  get process(): EngineProcess<Task, Result> | null {
    return this.#current;
  }

  get health(): SeatHealth {
    return this.#health;
  }

  get models(): readonly ModelIdentity[] {
    return this.#models;
  }

  get counts(): { readonly restarts: number; readonly recycled: number } {
    return { restarts: this.#restarts, recycled: this.#recycled };
  }

  /** To be called after each job that the process finished. */
  jobDone(): void {
    this.#failures = 0;
    if (this.#current && this.#current.jobs >= this.#settings.recycleAfterJobs) this.#worn();
  }

  /** Ends every process of the seat, a busy one when its job is over. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const process of this.#alive) process.retire();
    await this.#supervised;
    await Promise.all([...this.#alive].map((process) => process.ended));
  }

  async #supervise(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const process = await this.#start();
      if (process) await this.#serve(process);
      await this.#pause();
    }
  }

  async #start(): Promise<EngineProcess<Task, Result> | null> {
    const process = new EngineProcess<Task, Result>(this.#settings);
    this.#alive.add(process);
    void process.ended.then(() => this.#gone(process));
    const outcome = await process.started;
    if (outcome.kind === 'ready') {
      this.#models = outcome.models;
      return process;
    }
    await process.ended;
    this.#startFailed(process, outcome.cause);
    return null;
  }

  /** Until the process has ended or is due for a successor. */
  async #serve(process: EngineProcess<Task, Result>): Promise<void> {
    if (this.#current) this.#recycled += 1;
    this.#current?.retire();
    this.#current = process;
    this.#health = { kind: 'warm' };
    const worn = new Promise<void>((resolve) => {
      this.#worn = resolve;
    });
    this.#signals.changed();
    await Promise.race([worn, process.ended]);
  }

  #startFailed(process: EngineProcess<Task, Result>, cause: HeshengError): void {
    if (this.#closing.signal.aborted) return;
    this.#failures += 1;
    this.#restarts += 1;
    if (!this.#current) this.#health = { kind: 'failed', cause };
    this.#signals.incident({ kind: 'start_failed', detail: cause.message, output: process.output() });
    this.#signals.changed();
  }

  #gone(process: EngineProcess<Task, Result>): void {
    this.#alive.delete(process);
    if (this.#current !== process) return;
    this.#current = null;
    this.#health = { kind: 'starting' };
    if (!this.#closing.signal.aborted) {
      this.#failures += 1;
      this.#restarts += 1;
      this.#signals.incident({ kind: 'ended', detail: 'an engine process ended', output: process.output() });
    }
    this.#signals.changed();
  }

  async #pause(): Promise<void> {
    const { signal } = this.#closing;
    const ms = backOffMs(this.#failures, this.#settings.backOff);
    if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => {});
  }
}
