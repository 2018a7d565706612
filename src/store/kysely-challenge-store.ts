import type { Kysely } from 'kysely';
import type { ChallengeStore } from './challenge-store.js';
import { fromKeyText, toKeyText } from './key-text.js';
import type { Schema } from './schema.js';

export const kyselyChallengeStore = (db: Kysely<Schema>): ChallengeStore => ({
  insert: async (challenge) => {
    await db
      .insertInto('challenges')
      .values({
        id: challenge.id,
        nonce: challenge.nonce,
        phrase: challenge.phrase,
        phrase_sha256: challenge.phraseSha256,
        kind: challenge.kind,
        position: challenge.position,
        outer_business_id: toKeyText(challenge.outerBusinessId),
        speaker_id: challenge.speakerId === null ? null : toKeyText(challenge.speakerId),
        issued_at: challenge.issuedAt,
        expires_at: challenge.expiresAt,
        signature: challenge.signature,
        used_at: challenge.usedAt,
        verification_id: challenge.verificationId,
      })
      .execute();
  },

  find: async (id) => {
    const row = await db.selectFrom('challenges').selectAll().where('id', '=', toKeyText(id)).executeTakeFirst();
    if (row === undefined) return null;
    return {
      id: row.id,
      nonce: row.nonce,
      phrase: row.phrase,
      phraseSha256: row.phrase_sha256,
      kind: row.kind,
      position: row.position,
      outerBusinessId: fromKeyText(row.outer_business_id),
      speakerId: row.speaker_id === null ? null : fromKeyText(row.speaker_id),
      issuedAt: row.issued_at,
      expiresAt: row.expires_at,
      signature: row.signature,
      usedAt: row.used_at,
      verificationId: row.verification_id,
    };
  },

  use: async (id, verificationId, at) => {
    const result = await db
      .updateTable('challenges')
      .set({ phrase: null, used_at: at, verification_id: verificationId })
      .where('id', '=', toKeyText(id))
      .where('used_at', 'is', null)
      .where('expires_at', '>', at)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },

  countFor: async (outerBusinessId, since) => {
    const { count } = await db
      .selectFrom('challenges')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('outer_business_id', '=', toKeyText(outerBusinessId))
      .where('issued_at', '>=', since)
      .executeTakeFirstOrThrow();
    return Number(count);
  },

  purgeBefore: async (at) => {
    await db.deleteFrom('challenges').where('expires_at', '<', at).execute();
  },
});
