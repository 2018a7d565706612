import type { DecodeLimits, Decoder } from '../audio/decoder.js';
import type { BlobStore } from '../blob/blob-store.js';
import type { Engine } from '../engine/engine.js';
import type { ErrorCode } from '../errors.js';
import type { Roster } from '../recognisers/roster.js';
import type { Store } from '../store/store.js';
import type { Policy } from '../verdict/policy.js';
import type { KeyVault } from '../voiceprint/key-vault.js';
import type { KeyWrapper } from '../voiceprint/key-wrapper.js';
import type { MasterKeys } from '../voiceprint/master-key.js';
import type { EvaluateReading } from './evaluation.js';
import type { NewId } from './new-id.js';

/** An attempt to judge a reading that did not come to a verdict; for the log and the metrics. */
export interface FailedAttempt {
  readonly verificationId: string;
  readonly code: ErrorCode;
  readonly cause: unknown;
  readonly willRetry: boolean;
}

export interface Settings {
  /** Readings that may wait for an engine; more are refused with QUEUE_FULL. */
  readonly queueLimit: number;
  readonly decodeLimits: DecodeLimits;
  readonly voiceprintValidDays: number;
  /** Longer than any answer to a submission takes, its wait included. */
  readonly longestAnswerMs: number;
  /** How often a waiting caller's verification is read, beside the news in this process. */
  readonly waitPollMs: number;
}

/** What the use cases work with; ports and data only. */
export interface Dependencies {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly decoder: Decoder;
  readonly engine: Pick<Engine, 'analyse' | 'models' | 'ready'>;
  readonly roster: Roster;
  readonly evaluateReading: EvaluateReading;
  /** The same, for replays: not counted as judgements. */
  readonly replayReading: EvaluateReading;
  /** Every version that is known, those in force among them. */
  readonly policies: readonly Policy[];
  /** The local ones, newest first, for what is derived from them. */
  readonly masterKeys: MasterKeys;
  /** Wraps the keys of voice templates. */
  readonly keys: KeyWrapper;
  /** Those keys, wrapped. */
  readonly vault: KeyVault;
  readonly settings: Settings;
  readonly clock: () => number;
  readonly randomBytes: (size: number) => Buffer;
  readonly newId: NewId;
  /** Called when a job was enqueued: wakes the worker of this process. */
  readonly wake: () => void;
  readonly onFailedAttempt: (attempt: FailedAttempt) => void;
}

/** RFC 3339, UTC. */
export const now = ({ clock }: Pick<Dependencies, 'clock'>): string => new Date(clock()).toISOString();
