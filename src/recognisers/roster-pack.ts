import type { FamilyAbility } from '../asr/family-abilities.js';

/** `active` packs take part in verdicts; `shadow` packs hear the same readings afterwards and decide nothing. */
export type PackMode = 'active' | 'shadow';

/** A recogniser beside the embedded one. */
export interface RosterPack {
  readonly role: 'asr';
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

/** A voice model in place of the embedded one. */
export interface RosterVoice extends Pick<RosterPack, 'id' | 'sha256'> {
  readonly role: 'voice';
  readonly mode: 'active';
}

/** A model that may suspect a machine behind the voice. */
export interface RosterSpoof extends Pick<RosterPack, 'id' | 'sha256'> {
  readonly role: 'spoof';
  readonly mode: 'active';
}

export type RosterMember = RosterPack | RosterVoice | RosterSpoof;
