import { type Kysely, type Selectable, sql } from 'kysely';
import { hashesOf, readSketch, sketchBytes } from '../fingerprint/sketch.js';
import type { FingerprintStore, FingerprintSubject, NumberedPrint } from './fingerprint-store.js';
import { fromKeyText, toKeyText } from './key-text.js';
import type { FingerprintRow, Schema } from './schema.js';

const ROWS_AT_ONCE = 500;
/** Parameters of one query; the lists are filled up to few lengths, so that few statements are prepared. */
const HASHES_AT_ONCE = 8_192;
const FEWEST = 64;

const chunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

const filledUp = (hashes: readonly number[]): readonly number[] => {
  let length = FEWEST;
  while (length < hashes.length) length *= 2;
  return [...hashes, ...new Array<number>(length - hashes.length).fill(hashes[0]!)];
};

const fromRow = (row: Selectable<FingerprintRow>): NumberedPrint => ({
  number: Number(row.number),
  subject: { kind: row.subject_kind, id: fromKeyText(row.subject_id) },
  audioSha256: row.audio_sha256,
  method: row.method,
  sketch: readSketch(asBytes(row.sketch)),
});

/** An empty value of a migration is text to SQLite. */
const asBytes = (value: Uint8Array | string): Uint8Array => (typeof value === 'string' ? new Uint8Array() : value);

export const kyselyFingerprintStore = (db: Kysely<Schema>): FingerprintStore => {
  const ofSubject = ({ kind, id }: FingerprintSubject) =>
    db.selectFrom('fingerprints').selectAll().where('subject_kind', '=', kind).where('subject_id', '=', toKeyText(id));

  /** Numbers of those that share hashes, with how many. */
  const sharing = async (hashes: readonly number[], before: number): Promise<Map<number, number>> => {
    const counts = new Map<number, number>();
    for (const some of chunks(hashes, HASHES_AT_ONCE)) {
      const rows = await db
        .selectFrom('fingerprint_hashes')
        .select(({ fn }) => ['number', fn.countAll<number>().as('shared')])
        .where('hash', 'in', filledUp(some))
        .where('number', '<', before)
        .groupBy('number')
        .execute();
      for (const { number, shared } of rows) {
        counts.set(Number(number), (counts.get(Number(number)) ?? 0) + Number(shared));
      }
    }
    return counts;
  };

  return {
    add: async ({ subject, audioSha256, method, sketch }) => {
      const known = await ofSubject(subject).where('audio_sha256', '=', audioSha256).executeTakeFirst();
      if (known !== undefined) return Number(known.number);
      const { number } = await db
        .insertInto('fingerprints')
        .values({
          // A number that another transaction takes meanwhile fails there or here: numbers are in the order of commits.
          number: sql<number>`(select coalesce(max(number), 0) + 1 from fingerprints)`,
          subject_kind: subject.kind,
          subject_id: toKeyText(subject.id),
          audio_sha256: audioSha256,
          method,
          sketch: sketchBytes(sketch),
        })
        .returning('number')
        .executeTakeFirstOrThrow();
      for (const some of chunks(hashesOf(sketch), ROWS_AT_ONCE)) {
        await db
          .insertInto('fingerprint_hashes')
          .values(some.map((hash) => ({ hash, number: Number(number) })))
          .execute();
      }
      return Number(number);
    },

    sameBytes: async (audioSha256, before, limit) => {
      const rows = await db
        .selectFrom('fingerprints')
        .selectAll()
        .where('audio_sha256', '=', audioSha256)
        .where('number', '<', before)
        .orderBy('number', 'desc')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    candidates: async (hashes, method, before, limit) => {
      const counts = await sharing(hashes, before);
      const best = [...counts].sort(([a, x], [b, y]) => y - x || b - a).slice(0, limit);
      if (best.length === 0) return [];
      const numbers = best.map(([number]) => number);
      const rows = await db
        .selectFrom('fingerprints')
        .selectAll()
        .where('number', 'in', numbers)
        .where('method', '=', method)
        .execute();
      return rows.map(fromRow).sort((a, b) => numbers.indexOf(a.number) - numbers.indexOf(b.number));
    },

    remove: async (subject) => {
      const rows = (await ofSubject(subject).execute()).map(fromRow);
      for (const { number, sketch } of rows) {
        for (const some of chunks(hashesOf(sketch), ROWS_AT_ONCE)) {
          await db.deleteFrom('fingerprint_hashes').where('hash', 'in', some).where('number', '=', number).execute();
        }
        await db.deleteFrom('fingerprints').where('number', '=', number).execute();
      }
      return rows.length;
    },
  };
};
