import type { Kysely } from 'kysely';
import type { Enrolment } from '../verification/use-cases.js';
import type { EnrolmentStanding } from '../voiceprint/enrolment-state.js';
import { fromKeyText, toKeyText } from './key-text.js';
import type { EnrolmentRow, Schema } from './schema.js';
import type { SpeakerStore, StoredSpeaker } from './speaker-store.js';

const standingOf = ({
  active,
  erased_at,
}: Pick<EnrolmentRow, 'active'> & { readonly erased_at: string | null }): EnrolmentStanding => {
  if (erased_at !== null) return 'erased';
  return active === 1 ? 'newest' : 'replaced';
};

interface OptOutColumns {
  readonly opted_out_at: string | null;
  readonly opt_out_receipt: string | null;
}

const optOutOf = ({ opted_out_at: at, opt_out_receipt: receiptId }: OptOutColumns): StoredSpeaker['optOut'] =>
  at === null || receiptId === null ? null : { at, receiptId };

export const kyselySpeakerStore = (db: Kysely<Schema>): SpeakerStore => ({
  find: async (id) => {
    const speaker = await db.selectFrom('speakers').selectAll().where('id', '=', toKeyText(id)).executeTakeFirst();
    if (speaker === undefined) return null;
    const rows = await db
      .selectFrom('enrolments')
      .select(['document', 'active', 'erased_at'])
      .where('speaker_id', '=', speaker.id)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    const enrolments = rows.map((row) => ({ ...(JSON.parse(row.document) as Enrolment), standing: standingOf(row) }));
    return { id: fromKeyText(speaker.id), createdAt: speaker.created_at, optOut: optOutOf(speaker), enrolments };
  },

  addEnrolment: async (enrolment, consentId, sealed) => {
    const speakerId = toKeyText(enrolment.speakerId);
    await db
      .insertInto('speakers')
      .values({ id: speakerId, created_at: enrolment.createdAt })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    await db.updateTable('enrolments').set({ active: 0 }).where('speaker_id', '=', speakerId).execute();
    await db
      .insertInto('enrolments')
      .values({
        id: enrolment.id,
        speaker_id: speakerId,
        consent_id: toKeyText(consentId),
        voice_model: enrolment.voiceModel,
        document: JSON.stringify(enrolment),
        active: 1,
        created_at: enrolment.createdAt,
      })
      .execute();
    await db.insertInto('templates').values({ enrolment_id: enrolment.id, sealed }).execute();
  },

  activeTemplate: async (speakerId) => {
    const row = await db
      .selectFrom('enrolments')
      .innerJoin('templates', 'templates.enrolment_id', 'enrolments.id')
      .select(['enrolments.id', 'enrolments.voice_model', 'templates.sealed'])
      .where('enrolments.speaker_id', '=', toKeyText(speakerId))
      .where('enrolments.active', '=', 1)
      .executeTakeFirst();
    return row === undefined
      ? null
      : { enrolmentId: row.id, speakerId, voiceModel: row.voice_model, sealed: row.sealed };
  },

  template: async (enrolmentId) => {
    const row = await db
      .selectFrom('enrolments')
      .innerJoin('templates', 'templates.enrolment_id', 'enrolments.id')
      .select(['enrolments.speaker_id', 'enrolments.voice_model', 'templates.sealed'])
      .where('enrolments.id', '=', toKeyText(enrolmentId))
      .executeTakeFirst();
    return row === undefined
      ? null
      : { enrolmentId, speakerId: fromKeyText(row.speaker_id), voiceModel: row.voice_model, sealed: row.sealed };
  },

  templatesAfter: async (id, limit) => {
    const rows = await db
      .selectFrom('templates')
      .select('enrolment_id')
      .where('enrolment_id', '>', toKeyText(id ?? ''))
      .orderBy('enrolment_id')
      .limit(limit)
      .execute();
    return rows.map((row) => row.enrolment_id);
  },

  reseal: async (enrolmentId, sealed) => {
    await db.updateTable('templates').set({ sealed }).where('enrolment_id', '=', enrolmentId).execute();
  },

  optOut: async (id, at, receiptId) => {
    const speakerId = toKeyText(id);
    const columns = { opted_out_at: at, opt_out_receipt: receiptId };
    await db
      .insertInto('speakers')
      .values({ id: speakerId, created_at: at, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
      .execute();
    const enrolments = db.selectFrom('enrolments').select('id').where('speaker_id', '=', speakerId);
    await db.deleteFrom('templates').where('enrolment_id', 'in', enrolments).execute();
    const present = db.updateTable('enrolments').set({ active: 0, erased_at: at }).where('speaker_id', '=', speakerId);
    await present.where('erased_at', 'is', null).execute();
  },

  optIn: async (id) => {
    const forget = db.updateTable('speakers').set({ opted_out_at: null, opt_out_receipt: null });
    const result = await forget
      .where('id', '=', toKeyText(id))
      .where('opted_out_at', 'is not', null)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },

  isWithdrawn: async (id, consentId) => {
    const row = await db
      .selectFrom('enrolments')
      .select('id')
      .where('speaker_id', '=', toKeyText(id))
      .where('consent_id', '=', toKeyText(consentId))
      .where('erased_at', 'is not', null)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },

  remove: async (id) => {
    const speakerId = toKeyText(id);
    const enrolments = db.selectFrom('enrolments').select('id').where('speaker_id', '=', speakerId);
    await db.deleteFrom('templates').where('enrolment_id', 'in', enrolments).execute();
    await db.deleteFrom('enrolments').where('speaker_id', '=', speakerId).execute();
    const result = await db.deleteFrom('speakers').where('id', '=', speakerId).executeTakeFirst();
    return result.numDeletedRows === 1n;
  },
});
