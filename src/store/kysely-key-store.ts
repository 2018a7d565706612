import { type Kysely, type Selectable, sql } from 'kysely';
import type { ApiKey, Scope } from '../verification/use-cases.js';
import type { KeyStore } from './key-store.js';
import { fromKeyText, toKeyText } from './key-text.js';
import type { ApiKeyRow, Schema } from './schema.js';

export const kyselyKeyStore = (db: Kysely<Schema>): KeyStore => ({
  insert: async (key, tokenHash) => {
    await db
      .insertInto('api_keys')
      .values({
        id: toKeyText(key.id),
        name: toKeyText(key.name),
        scopes: JSON.stringify(key.scopes),
        token_hash: tokenHash,
        created_at: key.createdAt,
        revoked_at: key.revokedAt,
      })
      .execute();
  },

  find: async (id) => {
    const row = await db.selectFrom('api_keys').selectAll().where('id', '=', toKeyText(id)).executeTakeFirst();
    return row === undefined ? null : { key: fromRow(row), tokenHash: row.token_hash };
  },

  revoke: async (id, at) => {
    const result = await db
      .updateTable('api_keys')
      .set({ revoked_at: sql<string>`coalesce(revoked_at, ${at})` })
      .where('id', '=', toKeyText(id))
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },

  list: async () => {
    const rows = await db.selectFrom('api_keys').selectAll().orderBy('created_at').orderBy('id').execute();
    return rows.map(fromRow);
  },
});

const fromRow = (row: Selectable<ApiKeyRow>): ApiKey => ({
  id: fromKeyText(row.id),
  name: fromKeyText(row.name),
  scopes: JSON.parse(row.scopes) as readonly Scope[],
  createdAt: row.created_at,
  revokedAt: row.revoked_at,
});
