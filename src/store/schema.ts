import type { Generated } from 'kysely';

/** Row types of migrations/; text columns named like ids of callers hold key text, see key-text.ts. */
export interface Schema {
  readonly clauses: ClauseRow;
  readonly verifications: VerificationRow;
  readonly jobs: JobRow;
  readonly audit_entries: AuditEntryRow;
  readonly speakers: SpeakerRow;
  readonly enrolments: EnrolmentRow;
  readonly templates: TemplateRow;
  readonly api_keys: ApiKeyRow;
  readonly idempotency_keys: IdempotencyKeyRow;
  readonly activations: ActivationRow;
  readonly shadow_results: ShadowResultRow;
  readonly shadow_misses: ShadowMissRow;
  readonly deletion_receipts: DeletionReceiptRow;
  readonly fingerprints: FingerprintRow;
  readonly fingerprint_hashes: FingerprintHashRow;
  readonly challenges: ChallengeRow;
}

interface ClauseRow {
  id: string;
  version: number;
  document: string;
  created_at: string;
}

export interface VerificationRow {
  id: string;
  status: 'queued' | 'processing' | 'completed' | 'failed' | 'expired';
  outer_business_id: string | null;
  speaker_id: string | null;
  audio_sha256: string;
  audio_bytes: number;
  audio_content_type: string;
  request: string;
  judgement: Generated<string | null>;
  queue_ms: Generated<number | null>;
  failure_code: Generated<string | null>;
  failure_detail: Generated<string | null>;
  entry_hash: string;
  created_at: string;
  updated_at: string;
}

export interface JobRow {
  id: string;
  kind: 'evaluate';
  subject_id: string;
  state: 'waiting' | 'running' | 'parked';
  attempts: number;
  due_ms: number;
  lease: Generated<string | null>;
  lease_until_ms: Generated<number | null>;
  last_error: Generated<string | null>;
  enqueued_ms: number;
}

export interface AuditEntryRow {
  sequence: number;
  hash: string;
  previous_hash: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  document: string;
  recorded_at: string;
}

interface SpeakerRow {
  id: string;
  created_at: string;
  opted_out_at: Generated<string | null>;
  opt_out_receipt: Generated<string | null>;
}

export interface EnrolmentRow {
  id: string;
  speaker_id: string;
  consent_id: string;
  voice_model: string;
  document: string;
  active: 0 | 1;
  created_at: string;
  erased_at: Generated<string | null>;
}

interface TemplateRow {
  enrolment_id: string;
  sealed: Uint8Array;
}

export interface ApiKeyRow {
  id: string;
  name: string;
  scopes: string;
  token_hash: string;
  created_at: string;
  revoked_at: Generated<string | null>;
}

export interface IdempotencyKeyRow {
  key_id: string;
  idempotency_key: string;
  fingerprint: string;
  verification_id: string;
  answer: Generated<string | null>;
  created_at: string;
}

export interface ActivationRow {
  generation: number;
  packs: string;
  actor: string;
  created_at: string;
}

export interface ShadowResultRow {
  verification_id: string;
  pack_sha256: string;
  pack_id: string;
  generation: number;
  verdict: 'pass' | 'review' | 'fail';
  shadow_verdict: 'pass' | 'review' | 'fail';
  agrees: 0 | 1;
  ms: number;
  created_at: string;
}

interface ShadowMissRow {
  pack_sha256: string;
  pack_id: string;
  dropped: number;
  failed: number;
}

interface DeletionReceiptRow {
  id: string;
  speaker_sha256: string;
  document: string;
  created_at: string;
}

export interface FingerprintRow {
  number: number;
  subject_kind: 'verification' | 'enrolment';
  subject_id: string;
  audio_sha256: string;
  method: string;
  sketch: Uint8Array;
}

interface FingerprintHashRow {
  hash: number;
  number: number;
}

interface ChallengeRow {
  id: string;
  nonce: string;
  phrase: string | null;
  phrase_sha256: string;
  kind: 'digits' | 'words';
  position: 'before' | 'after';
  outer_business_id: string;
  speaker_id: string | null;
  issued_at: string;
  expires_at: string;
  signature: string;
  used_at: string | null;
  verification_id: string | null;
}
