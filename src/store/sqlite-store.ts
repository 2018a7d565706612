import { Kysely, SqliteDialect, sql } from 'kysely';
import { kyselyJobQueue } from '../jobs/kysely-job-queue.js';
import { kyselyActivationStore } from './kysely-activation-store.js';
import { kyselyAuditStore } from './kysely-audit-store.js';
import { kyselyChallengeStore } from './kysely-challenge-store.js';
import { kyselyClauseStore } from './kysely-clause-store.js';
import { kyselyFingerprintStore } from './kysely-fingerprint-store.js';
import { kyselyIdempotencyStore } from './kysely-idempotency-store.js';
import { kyselyKeyStore } from './kysely-key-store.js';
import { kyselyReceiptStore } from './kysely-receipt-store.js';
import { kyselyShadowStore } from './kysely-shadow-store.js';
import { kyselySpeakerStore } from './kysely-speaker-store.js';
import { kyselyVerificationStore } from './kysely-verification-store.js';
import { migrate } from './migrate.js';
import { shippedMigrations } from './migrations.js';
import type { Schema } from './schema.js';
import { openSqliteDatabase } from './sqlite-database.js';
import type { Store, Stores } from './store.js';

/** The stores over one connection or transaction. */
const storesOver = (db: Kysely<Schema>): Stores => ({
  verifications: kyselyVerificationStore(db),
  clauses: kyselyClauseStore(db),
  speakers: kyselySpeakerStore(db),
  keys: kyselyKeyStore(db),
  idempotency: kyselyIdempotencyStore(db),
  audit: kyselyAuditStore(db),
  jobs: kyselyJobQueue(db),
  activations: kyselyActivationStore(db),
  shadows: kyselyShadowStore(db),
  receipts: kyselyReceiptStore(db),
  fingerprints: kyselyFingerprintStore(db),
  challenges: kyselyChallengeStore(db),
});

/**
 * Opens the embedded store: one SQLite file, created and migrated when needed. Several processes may have it open.
 *
 * @throws HeshengError SCHEMA_TOO_NEW when a newer Hesheng wrote the file
 */
export const openSqliteStore = async (path: string, now = new Date()): Promise<Store> => {
  const database = openSqliteDatabase(path);
  try {
    migrate(database, shippedMigrations(), now.toISOString());
  } catch (error) {
    database.close();
    throw error;
  }
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
  // Kysely closes a database only once it has used it.
  await db.selectFrom('clauses').select('id').limit(1).execute();
  return {
    ...storesOver(db),
    transaction: (work) => db.transaction().execute((tx) => work(storesOver(tx))),
    // The write-ahead log holds pages as they were: copied back and cut to nothing.
    scrub: async () => {
      await sql`pragma wal_checkpoint(truncate)`.execute(db);
    },
    close: () => db.destroy(),
  };
};
