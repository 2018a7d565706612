import type { PackHearing } from '../asr/pack-recognizer.js';
import type { ModelIdentity } from '../engine/model-identity.js';
import type { PackTask } from '../engine/pack-pool.js';
import type { RosterPack } from './roster-pack.js';

/** The packs as they were when a reading was taken up: they stay loaded until it is released. */
export interface RosterLease {
  readonly packs: readonly RosterPack[];
  /** Rejects with ENGINE_* errors. `sha256` is that of one of the packs. */
  hear(sha256: string, task: PackTask): Promise<PackHearing>;
  release(): void;
}

/** Port: the recognisers that run beside the embedded one. */
export interface Roster {
  lease(): RosterLease;
  /** The packs that run, as models. */
  models(): readonly ModelIdentity[];
}

/** No recogniser but the embedded one. */
export const EMPTY_ROSTER: Roster = {
  models: () => [],
  lease: () => ({
    packs: [],
    hear: () => Promise.reject(new Error('there are no packs')),
    release: () => {},
  }),
};
