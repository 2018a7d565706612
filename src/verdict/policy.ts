import type { JsonValue } from '../audit/canonical-json.js';
import type { ClauseKind } from '../clause/clause.js';
import type { VoiceModelPolicy } from '../voiceprint/voice-policy.js';

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
  /** Log-likelihood ratio that the tones of 买, against those of 卖, need to count as said; at or below the second the contrary's were heard. */
  readonly toneSaid: number;
  readonly toneContradicted: number;
  /** Edit cost per clause token of the free decode: at most `editPass` to pass, above `editFail` is strong evidence against. */
  readonly editPass: number;
  readonly editFail: number;
  /** Longest run of clause tokens the free decode lacks: at most to pass; from `Fail` on left out, if the sound lacks it too. */
  readonly deletionRunPass: number;
  readonly deletionRunFail: number;
  /** Longest run of extra syllables: at most to pass; from `Fail` on the decode contradicts, which alone is for review. */
  readonly insertionRunPass: number;
  readonly insertionRunFail: number;
  /** Below this clarity the recogniser does not know the accent: a text that beats its decoys by the second is then never failed. */
  readonly clarityMin: number;
  readonly decoyMarginMin: number;
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
  /** Likeness of the two groups of stretches that differ most in voice, a cosine as of 3.6 s each; below it there may be two speakers. */
  readonly voiceConsistencyMin: number;
  /** Strongest hints within the recording that two were put together, dB: a cut, a fade out and in, a background that ends. */
  readonly jointStepDbMax: number;
  readonly jointDipDbMax: number;
  readonly jointFallDbMax: number;
}

/** `review_only` until thresholds were validated on held-out recordings of this accent: it can then never pass. */
export type Support = 'validated' | 'review_only';

export interface ProfilePolicy {
  readonly support: Support;
  /**
   * Recognisers that `validated` was measured with: SHA-256 of a pack, or `embedded`. Absent: the embedded one alone. A reading
   * that another one heard is for review.
   */
  readonly recognisers?: readonly string[];
  /** What this accent's readers need otherwise than the clause kind says. */
  readonly thresholds?: Readonly<Partial<Thresholds>>;
}

/** Recordings that a calibration used. */
export interface StampData {
  readonly name: string;
  /** Of the manifest. */
  readonly sha256: string;
  readonly readings: number;
  readonly speakers: number;
  readonly voices: 'human' | 'synthetic';
}

/** Where the thresholds come from; written by `hesheng calibrate`, read by people and by a replay. */
export interface PolicyStamp {
  /** RFC 3339. */
  readonly calibratedAt: string;
  readonly development: StampData;
  readonly heldOut: StampData | null;
  readonly models: readonly { readonly role: string; readonly id: string; readonly sha256: string }[];
  readonly normaliser: string;
  /** Version of each accent profile by its id. */
  readonly accentProfiles: Readonly<Record<string, number>>;
  /** The false-pass rate that the thresholds were fitted to, 0 to 1, and the confidence that it holds, 0 to 1. */
  readonly falsePassBound: number;
  readonly confidence: number;
  /** Whatever else the calibration reports. */
  readonly figures: { readonly [name: string]: JsonValue };
}

/** Thresholds as versioned data: a base, what a clause kind changes in it, then what an accent profile changes. */
export interface Policy {
  readonly schema: 2;
  readonly id: string;
  readonly version: number;
  readonly thresholds: Thresholds;
  readonly kinds: Readonly<Partial<Record<ClauseKind, Readonly<Partial<Thresholds>>>>>;
  /** By accent profile id. */
  readonly profiles: Readonly<Record<string, ProfilePolicy>>;
  /** Thresholds of voices by voice model; absent: those of the embedded one alone (`EMBEDDED_VOICE`). They only raise `speakerAccept`. */
  readonly voice?: readonly VoiceModelPolicy[];
  /** Null when nobody calibrated: the thresholds were set by hand. */
  readonly stamp: PolicyStamp | null;
}
