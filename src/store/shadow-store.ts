import type { VerdictName } from '../verdict/verdict.js';

/** What a pack in the shadow would have said of a reading that was judged without it. No text. */
export interface ShadowResult {
  readonly verificationId: string;
  readonly packId: string;
  readonly packSha256: string;
  /** In which the pack ran. */
  readonly generation: number;
  readonly verdict: VerdictName;
  readonly shadowVerdict: VerdictName;
  /** From the recording to the shadow's verdict. */
  readonly ms: number;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
}

/** Readings that have no shadow verdict: there were too many, or the pack or the engine failed on them. */
export type ShadowMiss = 'dropped' | 'failed';

/** All that one pack did in the shadow, over every generation that it ran in. */
export interface ShadowTally {
  readonly packId: string;
  readonly packSha256: string;
  readonly verdicts: readonly {
    readonly verdict: VerdictName;
    readonly shadowVerdict: VerdictName;
    readonly count: number;
  }[];
  readonly dropped: number;
  readonly failed: number;
}

/** Port: shadow verdicts and what is missing of them. */
export interface ShadowStore {
  /** A reading has one result of each pack: a second one changes nothing. */
  insert(result: ShadowResult): Promise<void>;
  /** Adds one. */
  miss(pack: Pick<ShadowResult, 'packId' | 'packSha256'>, kind: ShadowMiss): Promise<void>;
  /** By id and hash; of one id only when it is given. */
  tallies(packId: string | null): Promise<readonly ShadowTally[]>;
}
