import type { SpokenChallenge } from '../challenge/challenge.js';
import type { AnswerSpec } from '../clause/answer.js';
import type { ModelIdentity } from '../engine/model-identity.js';
import type { ErrorCode } from '../errors.js';
import type { ChallengeEvidence } from '../verdict/challenge-evidence.js';
import type { Check } from '../verdict/check.js';
import type { ContentEvidence } from '../verdict/evidence.js';
import type { Support } from '../verdict/policy.js';
import type { Reason } from '../verdict/reason.js';
import type { RecognitionEvidence } from '../verdict/recognition-evidence.js';
import type { ReplayEvidence } from '../verdict/repeated-recording.js';
import type { SpoofEvidence } from '../verdict/spoof-evidence.js';
import type { SpeakerEvidence } from '../voiceprint/decision.js';
import type { OtherSpeakerEvidence } from '../voiceprint/other-speaker.js';
import type { VoiceSpan } from '../voiceprint/voice-spans.js';

export type VerificationStatus = 'queued' | 'processing' | 'completed' | 'failed' | 'expired';
export type VerdictName = 'pass' | 'review' | 'fail';

/** What the caller asked to have verified. The clause text is resolved (slots filled) when the reading is accepted. */
export interface VerificationRequest {
  readonly clauseId: string | null;
  readonly clauseVersion: number | null;
  readonly clauseText: string;
  readonly criticalTerms: readonly string[];
  /** Present when the clause is a question and the recording its answer. */
  readonly answer?: AnswerSpec;
  /** The clause version before this one, slots filled; what it said otherwise are near misses. */
  readonly previousText?: string | null;
  /** The one-time phrase that was to be read beside the clause; absent when none was given. */
  readonly challenge?: SpokenChallenge;
  readonly outerBusinessId: string | null;
  readonly speakerId: string | null;
  /** An enrolled speaker who must not be the reader, such as the salesperson; absent when nobody was named. */
  readonly otherSpeakerId?: string;
  readonly consentId: string | null;
  readonly dialectHint: string | null;
  readonly attemptNo: number;
  readonly supersedes: string | null;
  readonly policyId: string;
}

/** The original bytes as they came. */
export interface StoredAudio {
  readonly sha256: string;
  readonly bytes: number;
  readonly contentType: string;
}

export interface DialectEvidence {
  readonly label: string;
  /** Named by the caller, known of the speaker, the clause's language, estimated from the reading, or standard Mandarin because none was so. */
  readonly source: 'hint' | 'speaker' | 'language' | 'estimated' | 'default';
  /** Probability of an estimated accent, 0 to 1; null when it was not estimated. */
  readonly confidence: number | null;
  /** What the policy says of this accent. */
  readonly support: Support;
  readonly profileVersion: number;
}

/** What the recording turned out to be. */
export interface RecordingEvidence {
  readonly container: string;
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly channel: { readonly index: number; readonly of: number; readonly reason: string };
  readonly durationMs: number;
}

/** The machine's judgement: verdict with everything that it rests on. */
export interface Judgement {
  readonly verdict: VerdictName;
  readonly reasons: readonly Reason[];
  readonly policy: {
    readonly id: string;
    readonly version: number;
    /** Of the canonical JSON of the whole policy. */
    readonly sha256: string;
    /** Those in effect for this clause kind and accent. */
    readonly thresholds: Readonly<Record<string, number>>;
  };
  readonly checks: readonly Check[];
  readonly content: ContentEvidence;
  readonly dialect: DialectEvidence;
  readonly speaker: SpeakerEvidence;
  /** Whether somebody read who must not; absent where nobody was named. */
  readonly otherSpeaker?: OtherSpeakerEvidence;
  /** What active spoof models made of it; absent where none was active. */
  readonly spoofs?: readonly SpoofEvidence[];
  /** Who may speak when, where `voice_consistency` doubts that it is one voice; absent where it does not. */
  readonly voices?: readonly VoiceSpan[];
  readonly recording: RecordingEvidence;
  readonly models: readonly ModelIdentity[];
  readonly normaliser: string;
  /** Versions of the rules, the program that decoded, and the template that the voice was compared with. */
  readonly aligner: string;
  readonly judge: string;
  readonly decoder: string;
  /**
   * How the recording was recognised (`hesheng-hear/1 none`), the weights and the words of the tone witness. Absent in what
   * was judged before these were recorded: unknown then.
   */
  readonly hearing?: string;
  readonly toneModel?: string;
  readonly toneContraries?: string;
  readonly speakerTemplate: string | null;
  /** Absent where no challenge was given. */
  readonly challenge?: ChallengeEvidence;
  /** Absent where no pack was active, and in what was judged before there were any. */
  readonly recognition?: RecognitionEvidence;
  /** Absent where nobody looked whether the recording was known. */
  readonly replay?: ReplayEvidence;
  readonly timingMs: Readonly<Record<'decode' | 'vad' | 'asr' | 'voice' | 'align' | 'total', number>>;
}

interface Common {
  readonly id: string;
  readonly request: VerificationRequest;
  readonly audio: StoredAudio;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Hash of this verification's newest audit entry. */
  readonly entryHash: string;
}

/** A technical failure is not a verdict: only `completed` has a judgement. */
export type Verification = Common &
  (
    | { readonly status: 'queued' | 'processing' | 'expired' }
    | { readonly status: 'completed'; readonly judgement: Judgement; readonly queueMs: number }
    | { readonly status: 'failed'; readonly failure: { readonly code: ErrorCode; readonly detail: string } }
  );
