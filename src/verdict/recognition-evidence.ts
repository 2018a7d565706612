import type { FamilyAbility } from '../asr/family-abilities.js';
import type { ErrorCode } from '../errors.js';
import type { RouteSource } from '../recognisers/route.js';
import type { SecondFinding } from './combine-recognisers.js';

/** What a recogniser beside the embedded one was asked, and what it said. */
export interface ConsultedRecogniser {
  readonly id: string;
  readonly sha256: string;
  readonly ability: FamilyAbility;
  /** `primary`: the account of the reading is its. `second`: it must not contradict. `opinion`: for reviewers only. */
  readonly part: 'primary' | 'second' | 'opinion';
  /** Of seconds; null where it could not be asked, or has no say. */
  readonly finding: SecondFinding | null;
  /** What it wrote; null when it did not hear the recording. */
  readonly transcript: string | null;
  /** Why it did not hear the recording. */
  readonly failure: ErrorCode | null;
}

/** Who listened to a reading and why; there is none where no pack was active. */
export interface RecognitionEvidence {
  /** Version of the rules that chose. */
  readonly routes: string;
  /** Accent that the route was chosen for. */
  readonly dialect: string;
  readonly source: RouteSource;
  /** Whose account this is: `embedded`, or the id of a pack. */
  readonly primary: string;
  /** What the embedded recogniser finds where another one is primary and it has a say. */
  readonly embedded: SecondFinding | null;
  readonly recognisers: readonly ConsultedRecogniser[];
}
