import type { Kysely, Selectable } from 'kysely';
import type { ErrorCode } from '../errors.js';
import type { Judgement, Verification, VerificationRequest } from '../verification/verification.js';
import { fromKeyText, toKeyText } from './key-text.js';
import type { Schema, VerificationRow } from './schema.js';
import type { Outcome, VerificationStore } from './verification-store.js';

const OPEN = ['queued', 'processing'] as const;

export const kyselyVerificationStore = (db: Kysely<Schema>): VerificationStore => ({
  insert: async (verification) => {
    await db.insertInto('verifications').values(toRow(verification)).execute();
  },

  find: async (id) => {
    const row = await db.selectFrom('verifications').selectAll().where('id', '=', toKeyText(id)).executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  },

  mark: async (id, status, at) => {
    const result = await db
      .updateTable('verifications')
      .set({ status, updated_at: at })
      .where('id', '=', toKeyText(id))
      .where('status', 'in', OPEN)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },

  settle: async (id, outcome, at, entryHash) => {
    const result = await db
      .updateTable('verifications')
      .set({ ...outcomeColumns(outcome), updated_at: at, entry_hash: entryHash })
      .where('id', '=', toKeyText(id))
      .where('status', 'in', OPEN)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },
});

const toRow = (verification: Parameters<VerificationStore['insert']>[0]) => ({
  id: toKeyText(verification.id),
  status: verification.status,
  outer_business_id: nullable(verification.request.outerBusinessId, toKeyText),
  speaker_id: nullable(verification.request.speakerId, toKeyText),
  audio_sha256: verification.audio.sha256,
  audio_bytes: verification.audio.bytes,
  audio_content_type: toKeyText(verification.audio.contentType),
  request: JSON.stringify(verification.request),
  entry_hash: verification.entryHash,
  created_at: verification.createdAt,
  updated_at: verification.updatedAt,
});

const outcomeColumns = (outcome: Outcome) =>
  outcome.status === 'completed'
    ? { status: outcome.status, judgement: JSON.stringify(outcome.judgement), queue_ms: outcome.queueMs }
    : { status: outcome.status, failure_code: outcome.failure.code, failure_detail: toKeyText(outcome.failure.detail) };

const fromRow = (row: Selectable<VerificationRow>): Verification => {
  const common = {
    id: fromKeyText(row.id),
    request: JSON.parse(row.request) as VerificationRequest,
    audio: {
      sha256: row.audio_sha256,
      bytes: Number(row.audio_bytes),
      contentType: fromKeyText(row.audio_content_type),
    },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    entryHash: row.entry_hash,
  };
  if (row.status === 'completed') {
    const judgement = JSON.parse(row.judgement ?? 'null') as Judgement;
    return { ...common, status: 'completed', judgement, queueMs: Number(row.queue_ms) };
  }
  if (row.status === 'failed') {
    const failure = { code: row.failure_code as ErrorCode, detail: fromKeyText(row.failure_detail ?? '') };
    return { ...common, status: 'failed', failure };
  }
  return { ...common, status: row.status };
};

const nullable = <T, R>(value: T | null, map: (value: T) => R): R | null => (value === null ? null : map(value));
