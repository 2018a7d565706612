import type { Kysely, Selectable } from 'kysely';
import type { AuditEntry } from '../audit/entry.js';
import type { ChainedEntry } from '../audit/hash-chain.js';
import type { AuditStore } from './audit-store.js';
import { toKeyText } from './key-text.js';
import type { AuditEntryRow, Schema } from './schema.js';

const COLUMNS = ['document', 'previous_hash', 'hash'] as const;

const fromRow = (row: Pick<Selectable<AuditEntryRow>, (typeof COLUMNS)[number]>): ChainedEntry => ({
  previousHash: row.previous_hash,
  entry: JSON.parse(row.document) as AuditEntry,
  hash: row.hash,
});

export const kyselyAuditStore = (db: Kysely<Schema>): AuditStore => ({
  head: async () => {
    const newest = db.selectFrom('audit_entries').select(COLUMNS).orderBy('sequence', 'desc').limit(1);
    const row = await newest.executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  },

  append: async ({ entry, hash, previousHash }) => {
    await db
      .insertInto('audit_entries')
      .values({
        sequence: entry.sequence,
        hash,
        previous_hash: previousHash,
        action: entry.action,
        subject_kind: entry.subject.kind,
        subject_id: toKeyText(entry.subject.id),
        document: JSON.stringify(entry),
        recorded_at: entry.recordedAt,
      })
      .execute();
  },

  after: async (sequence, limit) => {
    const entries = db.selectFrom('audit_entries').select(COLUMNS).where('sequence', '>', sequence);
    const rows = await entries.orderBy('sequence').limit(limit).execute();
    return rows.map(fromRow);
  },

  about: async (subjectId) => {
    const entries = db.selectFrom('audit_entries').select(COLUMNS).where('subject_id', '=', toKeyText(subjectId));
    const rows = await entries.orderBy('sequence').execute();
    return rows.map(fromRow);
  },
});
