import type { Kysely, Selectable } from 'kysely';
import type { AuditActor } from '../audit/entry.js';
import type { ActivatedPack, Activation } from '../recognisers/activation.js';
import type { ActivationStore } from './activation-store.js';
import type { ActivationRow, Schema } from './schema.js';

const fromRow = (row: Selectable<ActivationRow>): Activation => ({
  generation: row.generation,
  packs: JSON.parse(row.packs) as readonly ActivatedPack[],
  actor: JSON.parse(row.actor) as AuditActor,
  createdAt: row.created_at,
});

export const kyselyActivationStore = (db: Kysely<Schema>): ActivationStore => {
  const current = async (): Promise<Activation | null> => {
    const newest = db.selectFrom('activations').selectAll().orderBy('generation', 'desc').limit(1);
    const row = await newest.executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  };
  return {
    current,

    find: async (generation) => {
      const row = await db
        .selectFrom('activations')
        .selectAll()
        .where('generation', '=', generation)
        .executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },

    append: async ({ generation, packs, actor, createdAt }) => {
      if (generation !== ((await current())?.generation ?? 0) + 1) return false;
      const result = await db
        .insertInto('activations')
        .values({ generation, packs: JSON.stringify(packs), actor: JSON.stringify(actor), created_at: createdAt })
        .onConflict((conflict) => conflict.column('generation').doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
  };
};
