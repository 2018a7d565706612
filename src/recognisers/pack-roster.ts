import type { EngineStats } from '../engine/engine-stats.js';
import type { ModelIdentity } from '../engine/model-identity.js';
import { embedWithPack, hearWithPack, type PackPool, screenWithPack } from '../engine/pack-pool.js';
import { HeshengError } from '../errors.js';
import type { Roster, RosterLease } from './roster.js';
import type { RosterMember, RosterPack, RosterSpoof, RosterVoice } from './roster-pack.js';

/** Starts the processes of a pack. */
export type StartPack = (pack: RosterMember) => PackPool;

/** Rejects when a pack that is warm does not hear what it must. */
export type ProvePack = (pack: RosterMember, pool: PackPool) => Promise<void>;

export interface PackRosterOptions {
  readonly start: StartPack;
  readonly prove: ProvePack;
}

/** A pack with its processes; `users` leases hold it. */
interface Running {
  readonly pool: PackPool;
  users: number;
  /** Called when the last user is gone; null while the pack is wanted. */
  end: (() => void) | null;
}

interface Place {
  readonly pack: RosterMember;
  readonly running: Running;
}

const isRecogniser = (pack: RosterMember): pack is RosterPack => pack.role === 'asr';
const isSpoof = (pack: RosterMember): pack is RosterSpoof => pack.role === 'spoof';
const isVoice = (pack: RosterMember): pack is RosterVoice => pack.role === 'voice';

/**
 * Packs in processes of their own, exchanged without a pause: new ones are loaded beside the old, warmed up and proved, and
 * only when all of them do, readings that begin from then on get the new set. Old ones end with the last reading that they
 * were taken up for. When a new one fails, it is ended, `change` rejects with its fault, and everything stays as it was.
 */
export class PackRoster implements Roster {
  readonly #options: PackRosterOptions;
  #places: readonly Place[] = [];
  #changing: Promise<unknown> = Promise.resolve();
  readonly #ending = new Set<Promise<void>>();
  #closed = false;
  /** What is being loaded and proved. */
  #starting: PackPool | null = null;

  constructor(options: PackRosterOptions) {
    this.#options = options;
  }

  get packs(): readonly RosterMember[] {
    return this.#places.map(({ pack }) => pack);
  }

  models(): readonly ModelIdentity[] {
    return this.#places.map(({ pack: { role, id, sha256 } }) => ({ role, id, sha256 }));
  }

  /** What the processes of each pack are doing, in the order of `packs`. */
  stats(): readonly EngineStats[] {
    return this.#places.map(({ running }) => running.pool.stats());
  }

  lease(): RosterLease {
    const places = this.#places;
    for (const { running } of places) running.users += 1;
    let held = true;
    const packs = places.map(({ pack }) => pack);
    const voice = packs.find(isVoice) ?? null;
    const poolOf = (sha256: string | undefined): PackPool => {
      const place = places.find(({ pack }) => pack.sha256 === sha256);
      if (!held || !place) throw new Error('a pack that this reading did not lease');
      return place.running.pool;
    };
    return {
      packs: packs.filter(isRecogniser),
      hear: async (sha256, task) => hearWithPack(poolOf(sha256), task),
      voice,
      embed: async (task) => embedWithPack(poolOf(voice?.sha256), task),
      spoofs: packs.filter(isSpoof),
      screen: async (sha256, task) => screenWithPack(poolOf(sha256), task),
      release: () => {
        if (!held) return;
        held = false;
        for (const { running } of places) {
          running.users -= 1;
          this.#endUnused(running);
        }
      },
    };
  }

  /** Makes `wanted` the packs that run; one change at a time. Rejects with the fault of the first pack that cannot serve. */
  change(wanted: readonly RosterMember[]): Promise<void> {
    const change = this.#changing.then(() => this.#exchange(wanted));
    this.#changing = change.catch(() => undefined);
    return change;
  }

  /** Ends every process once its readings are done, one that is loading at once: its change rejects with SHUTTING_DOWN. */
  async close(): Promise<void> {
    this.#closed = true;
    void this.#starting?.close();
    await this.change([]);
    await Promise.all(this.#ending);
  }

  async #exchange(wanted: readonly RosterMember[]): Promise<void> {
    const old = this.#places;
    const kept = (sha256: string): Running | undefined => old.find(({ pack }) => pack.sha256 === sha256)?.running;
    const next: Place[] = [];
    try {
      for (const pack of wanted) next.push({ pack, running: kept(pack.sha256) ?? (await this.#startProved(pack)) });
    } catch (fault) {
      for (const { pack, running } of next) if (kept(pack.sha256) === undefined) this.#retire(running);
      throw fault;
    }
    this.#places = next;
    for (const { running } of old) if (!next.some((place) => place.running === running)) this.#retire(running);
  }

  async #startProved(pack: RosterMember): Promise<Running> {
    if (this.#closed) throw new HeshengError('SHUTTING_DOWN', 'no pack is started any more');
    const running: Running = { pool: this.#options.start(pack), users: 0, end: null };
    this.#starting = running.pool;
    try {
      await running.pool.ready();
      await this.#options.prove(pack, running.pool);
      return running;
    } catch (fault) {
      this.#retire(running);
      throw fault;
    } finally {
      this.#starting = null;
    }
  }

  #retire(running: Running): void {
    const unused = new Promise<void>((resolve) => {
      running.end = resolve;
    });
    const ended = unused.then(() => running.pool.close());
    this.#ending.add(ended);
    void ended.finally(() => this.#ending.delete(ended));
    this.#endUnused(running);
  }

  #endUnused({ users, end }: Running): void {
    if (users === 0) end?.();
  }
}
