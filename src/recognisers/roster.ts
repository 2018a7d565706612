import type { FamilyAbility } from '../asr/family-abilities.js';
import type { PackHearing } from '../asr/pack-recognizer.js';
import type { PackTask } from '../engine/pack-pool.js';

/** `active` packs take part in verdicts; `shadow` packs hear the same readings afterwards and decide nothing. */
export type PackMode = 'active' | 'shadow';

/** A recogniser beside the embedded one. */
export interface RosterPack {
  readonly id: string;
  /** Of everything that it hears by (`packDigest`). */
  readonly sha256: string;
  readonly ability: FamilyAbility;
  /** Accent profiles that its maker claims it for. */
  readonly dialects: readonly string[];
  /** BCP 47 primary language tags. */
  readonly languages: readonly string[];
  readonly mode: PackMode;
}

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
}

/** No recogniser but the embedded one. */
export const EMPTY_ROSTER: Roster = {
  lease: () => ({
    packs: [],
    hear: () => Promise.reject(new Error('there are no packs')),
    release: () => {},
  }),
};
