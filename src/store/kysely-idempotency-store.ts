import type { Kysely } from 'kysely';
import type { StoredAnswer } from '../verification/use-cases.js';
import type { IdempotencyCaller, IdempotencyStore } from './idempotency-store.js';
import { toKeyText } from './key-text.js';
import type { Schema } from './schema.js';

export const kyselyIdempotencyStore = (db: Kysely<Schema>): IdempotencyStore => ({
  find: async (caller) => {
    const row = await db
      .selectFrom('idempotency_keys')
      .select(['fingerprint', 'verification_id', 'answer'])
      .where('key_id', '=', toKeyText(caller.keyId))
      .where('idempotency_key', '=', toKeyText(caller.idempotencyKey))
      .executeTakeFirst();
    if (row === undefined) return null;
    const answer = row.answer === null ? null : (JSON.parse(row.answer) as StoredAnswer);
    return { fingerprint: row.fingerprint, verificationId: row.verification_id, answer };
  },

  insert: async (caller, record, at) => {
    const result = await db
      .insertInto('idempotency_keys')
      .values({
        ...keyColumns(caller),
        fingerprint: record.fingerprint,
        verification_id: record.verificationId,
        answer: record.answer === null ? null : JSON.stringify(record.answer),
        created_at: at,
      })
      .onConflict((conflict) => conflict.columns(['key_id', 'idempotency_key']).doNothing())
      .executeTakeFirst();
    return result.numInsertedOrUpdatedRows === 1n;
  },

  remember: async (caller, answer) => {
    const result = await db
      .updateTable('idempotency_keys')
      .set({ answer: JSON.stringify(answer) })
      .where('key_id', '=', toKeyText(caller.keyId))
      .where('idempotency_key', '=', toKeyText(caller.idempotencyKey))
      .where('answer', 'is', null)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },

  purgeBefore: async (at) => {
    await db.deleteFrom('idempotency_keys').where('created_at', '<', at).execute();
  },
});

const keyColumns = (caller: IdempotencyCaller) => ({
  key_id: toKeyText(caller.keyId),
  idempotency_key: toKeyText(caller.idempotencyKey),
});
