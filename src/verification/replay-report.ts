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
  'spoof',
  'normaliser',
  'aligner',
  'judge',
  'hearing',
  'tone_model',
  'tone_contraries',
  'answer_lexicon',
  'accent_profile',
  'speaker_template',
  'other_speaker_template',
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

/**
 * Recorded only since a later release: what judged before is unknown, and no reason to refuse. If it was something else, the
 * differences show what came of it.
 */
const LATER_PINS: readonly PinName[] = ['hearing', 'tone_model', 'tone_contraries'];
export const isUnknown = ({ name, recorded }: Pin): boolean => recorded === null && LATER_PINS.includes(name);

/** Another decoder is a warning: it may give the same samples, and if it does not, the differences show it. */
const WARNS_ONLY: readonly PinName[] = ['decoder'];
const warnsOnly = (pin: Pin): boolean => WARNS_ONLY.includes(pin.name) || isUnknown(pin);

/** Those of a speaker who was deleted since are gone, as they should be. */
const TEMPLATES: readonly PinName[] = ['speaker_template', 'other_speaker_template'];

export const outcomeOf = (pins: readonly Pin[], differences: readonly Difference[]): ReplayOutcome => {
  const broken = pins.filter((pin) => !holds(pin) && !warnsOnly(pin)).map(({ name }) => name);
  if (differences.length > 0 || broken.some((name) => !TEMPLATES.includes(name))) return 'different';
  return broken.length > 0 ? 'incomplete' : 'identical';
};
