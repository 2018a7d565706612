import type { Readable } from 'node:stream';
import type { AuditActor } from '../audit/entry.js';
import type { ChallengeKind, ChallengePosition } from '../challenge/challenge.js';
import type { AnswerSpec } from '../clause/answer.js';
import type { Clause } from '../clause/clause.js';
import type { StoredChallenge } from '../store/challenge-store.js';
import type { Check } from '../verdict/check.js';
import type { Policy } from '../verdict/policy.js';
import type { EnrolmentState } from '../voiceprint/enrolment-state.js';
import type { DeletionReceipt } from './deletion-receipt.js';
import type { ReplayReport } from './replay-report.js';
import type { Verification, VerificationRequest } from './verification.js';

export type Scope = 'submit' | 'read' | 'review' | 'admin';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** An upload already on disk, hashed while it was written. */
export interface ReceivedAudio {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly contentType: string;
}

export type ClauseChoice =
  | { readonly kind: 'stored'; readonly id: string; readonly version: number | null }
  | {
      readonly kind: 'inline';
      readonly text: string;
      readonly criticalTerms: readonly string[];
      /** The text is a question, and this its answer. */
      readonly answer?: AnswerSpec;
      /** What the clause said before, if the caller tells. */
      readonly previousText?: string;
    };

export interface Submission
  extends Omit<
    VerificationRequest,
    'clauseId' | 'clauseVersion' | 'clauseText' | 'criticalTerms' | 'previousText' | 'answer' | 'challenge'
  > {
  readonly clause: ClauseChoice;
  readonly slots: Readonly<Record<string, string>>;
  /** The challenge whose phrase was to be read beside the clause. */
  readonly challengeId?: string;
}

/** An answer as it was sent, kept for a repeated Idempotency-Key. */
export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
  readonly location: string | null;
}

export type SubmitOutcome =
  | { readonly kind: 'created'; readonly verification: Verification }
  | { readonly kind: 'replayed'; readonly answer: StoredAnswer };

export interface Enrolment {
  readonly id: string;
  readonly speakerId: string;
  readonly effectiveSpeechMs: number;
  readonly checks: readonly Check[];
  readonly recordings: number;
  readonly voiceModel: string;
  /** Accent that the speaker is known for; absent when nobody said. */
  readonly dialect?: string;
  /** Not compared with from then on; absent in what was enrolled before voiceprints expired. */
  readonly validUntil?: string;
  readonly createdAt: string;
}

/** An enrolment as it stands now. */
export interface StatedEnrolment extends Enrolment {
  readonly state: EnrolmentState;
}

export interface Speaker {
  readonly id: string;
  readonly createdAt: string;
  /** Since when the speaker wants no voiceprint; null otherwise. */
  readonly optedOutAt: string | null;
  readonly enrolments: readonly StatedEnrolment[];
}

export interface EnrolInput {
  readonly speakerId: string;
  readonly consentId: string;
  readonly dialect?: string;
  /** RFC 3339; as long as is allowed when absent. */
  readonly validUntil?: string;
  readonly recordings: readonly ReceivedAudio[];
}

export interface AudioDownload {
  readonly stream: Readable;
  readonly bytes: number;
  readonly contentType: string;
  readonly sha256: string;
}

export interface ChallengeInput {
  readonly kind: ChallengeKind;
  /** Digits or words; null for the usual number. */
  readonly length: number | null;
  readonly position: ChallengePosition;
  readonly outerBusinessId: string;
  readonly speakerId: string | null;
}

/** A challenge as its caller sees it. The phrase and the prompt are in the answer to the request that made it, nowhere else. */
export interface Challenge extends Omit<StoredChallenge, 'phrase'> {
  readonly phrase: string | null;
  readonly prompt: string | null;
  readonly status: 'open' | 'used' | 'expired';
  readonly publicKey: string;
}

/** Everything that a caller can ask of Hesheng. Each rejects with errors of the catalogue only. */
export interface UseCases {
  /** Takes over the file at `audio.path`. The row, its job and its audit entry are one transaction. */
  submit(
    input: Submission,
    audio: ReceivedAudio,
    caller: { keyId: string; idempotencyKey: string | null },
  ): Promise<SubmitOutcome>;
  /** Records the answer that was sent for an Idempotency-Key. */
  rememberAnswer(caller: { keyId: string; idempotencyKey: string }, answer: StoredAnswer): Promise<void>;
  verification(id: string): Promise<Verification>;
  /** Resolves when the verification is no longer queued or processing, or after `timeoutMs` with what it is then. */
  waitFor(id: string, timeoutMs: number): Promise<Verification>;
  openAudio(id: string): Promise<AudioDownload>;
  /** Stores a clause version; the same version again with the same content is a no-op, with another content CLAUSE_EXISTS. */
  putClause(clause: Clause): Promise<{ readonly created: boolean }>;
  /** The newest version when `version` is null. */
  clause(id: string, version: number | null): Promise<Clause>;
  clauses(): Promise<readonly Clause[]>;
  enrol(input: EnrolInput): Promise<StatedEnrolment>;
  speaker(id: string): Promise<Speaker>;
  /** Destroys the templates' keys and removes the speaker; later verifications answer NOT_ENROLLED. */
  deleteSpeaker(id: string): Promise<DeletionReceipt>;
  /**
   * Destroys the templates' keys and remembers that the speaker wants no voiceprint, enrolled or not: readings answer
   * OPTED_OUT. Once more, it answers with the first receipt.
   */
  optOut(id: string): Promise<DeletionReceipt>;
  /** Lets a speaker who opted out be enrolled again, on a consent that is new. */
  optIn(id: string, consentId: string): Promise<Speaker>;
  deletionReceipt(id: string): Promise<DeletionReceipt>;
  /** Those in force. */
  policies(): readonly Policy[];
  /** The version in force when `version` is null. */
  policy(id: string, version: number | null): Policy;
  /**
   * Judges a completed verification again from what was kept, and compares. Nothing stored changes but the audit log.
   * Rejects with CONFLICT when there is no verdict to replay, REPLAY_PIN_MISSING when what judged then is not there now.
   */
  replay(id: string, actor: AuditActor): Promise<ReplayReport>;
  /** Gives a one-time phrase for a case; only this answer holds it. */
  issueChallenge(input: ChallengeInput, keyId: string): Promise<Challenge>;
  challenge(id: string): Promise<Challenge>;
  authenticate(token: string): Promise<ApiKey | null>;
  createKey(name: string, scopes: readonly Scope[]): Promise<{ readonly key: ApiKey; readonly token: string }>;
  revokeKey(id: string): Promise<void>;
  keys(): Promise<readonly ApiKey[]>;
}
