import type { Counts } from '../../src/align/symbol-alignment.js';
import type { RosterPack } from '../../src/recognisers/roster-pack.js';
import type { VerdictName } from '../../src/verdict/verdict.js';
import type { Utterance } from '../dataset/utterance.js';
import type { Case } from '../verdicts/cases.js';

/** What is measured: the embedded recogniser, or an installed pack. */
export interface Recogniser {
  readonly pack: RosterPack;
  readonly family: string;
}

/** A clause that a recording was judged against; `failed` is no verdict and no pass. */
export interface PackVerdict {
  readonly case: Case;
  readonly outcome: VerdictName | 'failed';
}

/** One recording as one recogniser heard it. */
export interface PackTrial {
  readonly utterance: Utterance;
  readonly outcome: 'heard' | 'empty' | 'failed';
  /** Null when it is not known what was said. All deletions when the recogniser failed or heard nothing. */
  readonly phones: Counts | null;
  /** Time of the recogniser over the length of the sound; null when it failed. */
  readonly rtf: number | null;
  readonly verdicts: readonly PackVerdict[];
}

/** What came of one recogniser: its trials, or the code of why there are none. */
export type Measured =
  | {
      readonly recogniser: Recogniser;
      readonly trials: readonly PackTrial[];
      /** Resident memory of its process after its last recording, bytes. */
      readonly rssBytes: number;
    }
  | { readonly id: string; readonly family: string | null; readonly error: string };
