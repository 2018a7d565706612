import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.js';
import type { ShadowStore, ShadowTally } from './shadow-store.js';

const keyOf = ({ pack_id, pack_sha256 }: { readonly pack_id: string; readonly pack_sha256: string }): string =>
  `${pack_id} ${pack_sha256}`;

export const kyselyShadowStore = (db: Kysely<Schema>): ShadowStore => {
  const verdicts = (packId: string | null) => {
    const counted = db
      .selectFrom('shadow_results')
      .select(({ fn }) => ['pack_id', 'pack_sha256', 'verdict', 'shadow_verdict', fn.countAll<number>().as('count')])
      .groupBy(['pack_id', 'pack_sha256', 'verdict', 'shadow_verdict'])
      .orderBy('verdict')
      .orderBy('shadow_verdict');
    return (packId === null ? counted : counted.where('pack_id', '=', packId)).execute();
  };

  const misses = (packId: string | null) => {
    const all = db.selectFrom('shadow_misses').selectAll();
    return (packId === null ? all : all.where('pack_id', '=', packId)).execute();
  };

  return {
    insert: async ({ verificationId, packId, packSha256, generation, verdict, shadowVerdict, ms, createdAt }) => {
      await db
        .insertInto('shadow_results')
        .values({
          verification_id: verificationId,
          pack_sha256: packSha256,
          pack_id: packId,
          generation,
          verdict,
          shadow_verdict: shadowVerdict,
          agrees: verdict === shadowVerdict ? 1 : 0,
          ms,
          created_at: createdAt,
        })
        .onConflict((conflict) => conflict.columns(['verification_id', 'pack_sha256']).doNothing())
        .execute();
    },

    miss: async ({ packId, packSha256 }, kind) => {
      const once = { dropped: kind === 'dropped' ? 1 : 0, failed: kind === 'failed' ? 1 : 0 };
      await db
        .insertInto('shadow_misses')
        .values({ pack_sha256: packSha256, pack_id: packId, ...once })
        .onConflict((conflict) =>
          conflict.columns(['pack_sha256', 'pack_id']).doUpdateSet({
            dropped: sql<number>`shadow_misses.dropped + ${once.dropped}`,
            failed: sql<number>`shadow_misses.failed + ${once.failed}`,
          }),
        )
        .execute();
    },

    tallies: async (packId) => {
      const [counted, missed] = [await verdicts(packId), await misses(packId)];
      const packs = new Map([...counted, ...missed].map((row) => [keyOf(row), row]));
      return [...packs]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { pack_id, pack_sha256 }]): ShadowTally => {
          const miss = missed.find((row) => keyOf(row) === key);
          return {
            packId: pack_id,
            packSha256: pack_sha256,
            verdicts: counted
              .filter((row) => keyOf(row) === key)
              .map(({ verdict, shadow_verdict, count }) => ({ verdict, shadowVerdict: shadow_verdict, count })),
            dropped: miss?.dropped ?? 0,
            failed: miss?.failed ?? 0,
          };
        });
    },
  };
};
