import type { FamilyAbility } from '../asr/family-abilities.js';

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
