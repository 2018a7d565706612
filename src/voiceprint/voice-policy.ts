/** What a recording is like, as far as voices sound otherwise in it. */
export const VOICE_CONDITIONS = ['clean', 'dialect', 'noisy', 'telephone'] as const;
export type VoiceCondition = (typeof VOICE_CONDITIONS)[number];

/** Thresholds from one length of effective speech on, up to the next band. */
export interface VoiceBand {
  readonly minSpeechMs: number;
  /** Cosines: the enrolled voice from the first on, another one below the second. */
  readonly accept: number;
  readonly reject: number;
  /** Log-likelihood ratio of a score, nats: `intercept + slope * score`. Absent: not calibrated. */
  readonly llr?: { readonly intercept: number; readonly slope: number };
}

/** Figures of one voice model. Another model is never judged by them: cosines of two networks have nothing to do with one another. */
export interface VoiceModelPolicy {
  /** SHA-256 of the model, or of its pack. */
  readonly model: string;
  /** SHA-256 of the calibration report that they come from; absent when they were set by hand. */
  readonly calibration?: string;
  /** Speech over background, dB, below which a recording is noisy. */
  readonly noisyBelowDb: number;
  /** Bandwidth, Hz, below which it comes from a telephone line. */
  readonly telephoneBelowHz: number;
  /**
   * Rising in `minSpeechMs`; less speech than the first says is too little. A dialect without bands of its own has the clean
   * ones, other conditions without bands are unsure.
   */
  readonly bands: Readonly<Partial<Record<VoiceCondition, readonly VoiceBand[]>>>;
}
