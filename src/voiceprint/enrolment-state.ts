/** What became of an enrolment by what was done with its speaker. */
export type EnrolmentStanding =
  | 'newest'
  /** Another enrolment took its place. */
  | 'replaced'
  /** The speaker opted out: its template was destroyed. */
  | 'erased';

export const ENROLMENT_STATES = ['active', 'expired', 'superseded', 'needs_re_enrolment', 'opted_out'] as const;
/** Only an active one is compared with. */
export type EnrolmentState = (typeof ENROLMENT_STATES)[number];

export interface EnrolmentFacts {
  readonly standing: EnrolmentStanding;
  /** SHA-256 of the voice model that made the template. */
  readonly voiceModel: string;
  /** RFC 3339; absent when it does not expire. */
  readonly validUntil?: string;
}

/** Written so that a time that cannot be read is over. */
const isOver = (validUntil: string | undefined, nowMs: number): boolean =>
  validUntil !== undefined && !(nowMs < Date.parse(validUntil));

/**
 * State at a moment, with the voice model in use (null when there is none: nothing can be compared). What the customer
 * decided comes before what time did, and that before what the operator did.
 */
export const enrolmentState = (
  { standing, voiceModel, validUntil }: EnrolmentFacts,
  modelInUse: string | null,
  nowMs: number,
): EnrolmentState => {
  if (standing === 'erased') return 'opted_out';
  if (standing === 'replaced') return 'superseded';
  if (isOver(validUntil, nowMs)) return 'expired';
  return voiceModel === modelInUse ? 'active' : 'needs_re_enrolment';
};
