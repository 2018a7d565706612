import type { TextSpan } from '../text/spoken-form.js';
import type { Syllable } from '../text/syllable.js';

/** One way to say a token: its phones with what it costs to accept it. */
export interface Pronunciation {
  /** One or two label indices. */
  readonly phones: readonly number[];
  /** Edit cost of accepting this pronunciation, 0 (a standard reading) to 1 (as bad as another syllable). */
  readonly cost: number;
  /** The accent rule that makes it; null for a standard reading. */
  readonly rule: string | null;
  readonly syllable: Syllable;
  readonly character: string;
}

/** One character of the clause in spoken form with every pronunciation that counts as saying it. */
export interface ClauseToken {
  readonly character: string;
  /** Not empty; the preferred standard reading first. */
  readonly pronunciations: readonly Pronunciation[];
  /**
   * What the reader's accent makes of the token, too, and what may not be taken for it, because its contrary or another
   * number sounds so (十 said as 四).
   */
  readonly withheld?: readonly Pronunciation[];
  readonly critical: boolean;
  readonly optional: boolean;
  readonly source: TextSpan;
  readonly sentence: number;
}

/** Units in reading order; each with its alternatives; each a row of tokens (may be empty). */
export type ClauseLattice = readonly (readonly (readonly ClauseToken[])[])[];
