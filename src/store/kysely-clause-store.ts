import type { Kysely } from 'kysely';
import type { Clause } from '../clause/clause.js';
import type { ClauseStore } from './clause-store.js';
import { toKeyText } from './key-text.js';
import type { Schema } from './schema.js';

const fromRow = (row: { readonly document: string }): Clause => JSON.parse(row.document) as Clause;

export const kyselyClauseStore = (db: Kysely<Schema>): ClauseStore => ({
  insert: async (clause, at) => {
    const result = await db
      .insertInto('clauses')
      .values({
        id: toKeyText(clause.id),
        version: clause.version,
        document: JSON.stringify(clause),
        created_at: at,
      })
      .onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())
      .executeTakeFirst();
    return result.numInsertedOrUpdatedRows === 1n;
  },

  find: async (id, version) => {
    const versions = db.selectFrom('clauses').select('document').where('id', '=', toKeyText(id));
    const row = await (version === null
      ? versions.orderBy('version', 'desc').limit(1)
      : versions.where('version', '=', version)
    ).executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  },

  list: async () => {
    const rows = await db.selectFrom('clauses').select('document').orderBy('id').orderBy('version', 'desc').execute();
    return rows.map(fromRow);
  },
});
