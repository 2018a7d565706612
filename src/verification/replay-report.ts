import type { Difference } from './compare-judgements.js';
import type { VerdictName } from './verification.js';

export const PIN_NAMES = [
  'audio',
  'request',
  'judgement',
  'policy',
  'asr',
  'vad',
  'voice',
  'normaliser',
  'aligner',
  'judge',
  'accent_profile',
  'speaker_template',
  'decoder',
] as const;
export type PinName = (typeof PIN_NAMES)[number];

/** One thing that a verdict rests on: as it was when the reading was judged, and as it is now. */
export interface Pin {
  readonly name: PinName;
  /** Hash, version or id; null when nothing was recorded. */
  readonly recorded: string | null;
  /** Null when it is gone. */
  readonly present: string | null;
}

/**
 * `identical`: everything came out as recorded. `different`: something did not, or a record was changed since.
 * `incomplete`: all that could be judged again came out as recorded, but the voice could not be compared again.
 */
export type ReplayOutcome = 'identical' | 'different' | 'incomplete';

export interface ReplayReport {
  readonly verificationId: string;
  readonly outcome: ReplayOutcome;
  readonly recordedVerdict: VerdictName;
  readonly replayedVerdict: VerdictName;
  readonly pins: readonly Pin[];
  readonly differences: readonly Difference[];
}

export const holds = ({ recorded, present }: Pin): boolean => recorded === present;

/** Another decoder is a warning: it may give the same samples, and if it does not, the differences show it. */
const WARNS_ONLY: readonly PinName[] = ['decoder'];

export const outcomeOf = (pins: readonly Pin[], differences: readonly Difference[]): ReplayOutcome => {
  const broken = pins.filter((pin) => !holds(pin) && !WARNS_ONLY.includes(pin.name)).map(({ name }) => name);
  if (differences.length > 0 || broken.some((name) => name !== 'speaker_template')) return 'different';
  return broken.length > 0 ? 'incomplete' : 'identical';
};
