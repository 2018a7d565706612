import type { Kysely } from 'kysely';
import type { DeletionReceipt } from '../verification/deletion-receipt.js';
import { toKeyText } from './key-text.js';
import type { ReceiptStore } from './receipt-store.js';
import type { Schema } from './schema.js';

export const kyselyReceiptStore = (db: Kysely<Schema>): ReceiptStore => ({
  insert: async (receipt) => {
    await db
      .insertInto('deletion_receipts')
      .values({
        id: receipt.id,
        speaker_sha256: receipt.speakerSha256,
        document: JSON.stringify(receipt),
        created_at: receipt.deletedAt,
      })
      .execute();
  },

  find: async (id) => {
    const found = db.selectFrom('deletion_receipts').select('document').where('id', '=', toKeyText(id));
    const row = await found.executeTakeFirst();
    return row === undefined ? null : (JSON.parse(row.document) as DeletionReceipt);
  },
});
