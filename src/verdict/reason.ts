/** Closed list of why a verdict is not simply a pass. */
export const REASON_CODES = [
  'WRONG_TEXT',
  'SENTENCE_MISSING',
  'WORDS_MISSING',
  'WORDS_CHANGED',
  'EXTRA_SPEECH',
  'CRITICAL_TERM_MISSING',
  'CRITICAL_TERM_CONTRADICTED',
  'CRITICAL_TERM_UNSURE',
  'ANSWER_CONTRADICTED',
  'ANSWER_UNCLEAR',
  'ANSWER_SILENT',
  'WITNESSES_DISAGREE',
  'RECOGNISERS_DISAGREE',
  'RECOGNISER_UNAVAILABLE',
  'CONTENT_UNSURE',
  'ACCENT_UNFAMILIAR',
  'DIALECT_NOT_VALIDATED',
  'AUDIO_QUALITY',
  'NOT_ENOUGH_SPEECH',
  'SPEECH_TOO_FAST',
  'RECORDING_TRUNCATED',
  'SPEAKER_MISMATCH',
  'SPEAKER_UNSURE',
  'SPEAKER_NOT_ENROLLED',
  'SPEAKER_NOT_ENOUGH_SPEECH',
  'SPEAKER_OPTED_OUT',
  'SPEAKER_EXPIRED',
  'MULTIPLE_SPEAKERS',
  'OTHER_SPEAKER_READS',
  'RECORDING_SPLICED',
  'RECORDING_REPEATED',
  'SPOOF_SUSPECTED',
  'SPOOF_NOT_CHECKED',
  'CHALLENGE_NOT_READ',
  'CHALLENGE_UNSURE',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

export interface Reason {
  readonly code: ReasonCode;
  /** For staff, Chinese. */
  readonly message: string;
  /** For the customer, Chinese. */
  readonly customerMessage: string;
  /** Indices into the content evidence's tokens that this rests on. */
  readonly tokens: readonly number[];
}
