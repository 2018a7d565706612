import type { AuditActor } from '../audit/entry.js';
import type { PackMode } from './roster-pack.js';

/** A pack as somebody activated it. */
export interface ActivatedPack {
  readonly id: string;
  /** `packDigest` of what was activated: another pack of that name is another one. */
  readonly sha256: string;
  readonly mode: PackMode;
  /** Whether it heard canary recordings when it was activated. */
  readonly proved: boolean;
}

/** The packs that are to run from some moment on, in the order of their activation. Never changed: a change is another one. */
export interface Activation {
  /** 1 for the first. */
  readonly generation: number;
  readonly packs: readonly ActivatedPack[];
  readonly actor: AuditActor;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
}
