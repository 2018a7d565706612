/** Thresholds of the judge as versioned data. Log values are nats. */
export interface Thresholds {
  /** Worst mean of two neighbouring tokens' per-phone log posterior: at least `pass` to pass, below `fail` is strong evidence against. */
  readonly worstPairPass: number;
  readonly worstPairFail: number;
  /** A token that the free decode lacks or heard otherwise needs at least this log posterior per phone of its own. */
  readonly worstTokenPass: number;
  readonly meanPass: number;
  readonly meanFail: number;
  /** Near-miss margin that every critical term needs to be `said`; below `termContradicted` its competitor was said. */
  readonly termSaid: number;
  readonly termContradicted: number;
  /** Edit cost per clause token of the free decode: at most `editPass` to pass, above `editFail` is strong evidence against. */
  readonly editPass: number;
  readonly editFail: number;
  /** Longest run of clause tokens the free decode lacks: at most to pass; from `Fail` on left out, if the sound lacks it too. */
  readonly deletionRunPass: number;
  readonly deletionRunFail: number;
  /** Longest run of extra syllables: at most to pass; from `Fail` on the decode contradicts, which alone is for review. */
  readonly insertionRunPass: number;
  readonly insertionRunFail: number;
  readonly effectiveSpeechMsMin: number;
  readonly snrDbMin: number;
  readonly clippingRatioMax: number;
  readonly levelDbfsMin: number;
  readonly levelDbfsMax: number;
  readonly bandwidthHzMin: number;
  /** Silence that must lie before the first and after the last word, or the recording may be cut. */
  readonly edgeSilenceMsMin: number;
  /** Clause tokens per second of speech. */
  readonly speechRateMax: number;
  readonly speakerAccept: number;
  readonly speakerReject: number;
  readonly speakerSpeechMsMin: number;
}

export interface Policy {
  readonly id: string;
  readonly version: number;
  readonly thresholds: Thresholds;
}
