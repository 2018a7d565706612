import type { Clause } from '../clause/clause.js';

/** Port: clause versions, immutable once stored. */
export interface ClauseStore {
  /** False, and nothing changed, when this version exists. */
  insert(clause: Clause, at: string): Promise<boolean>;
  /** The newest version when `version` is null. */
  find(id: string, version: number | null): Promise<Clause | null>;
  /** All versions, by id, newest first. */
  list(): Promise<readonly Clause[]>;
}
