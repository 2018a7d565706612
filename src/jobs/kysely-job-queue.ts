import type { ExpressionBuilder, Kysely, UpdateObject } from 'kysely';
import { fromKeyText, toKeyText } from '../store/key-text.js';
import type { JobRow, Schema } from '../store/schema.js';
import type { JobQueue, LeasedJob } from './job-queue.js';

type Changes = UpdateObject<Schema, 'jobs'>;

const UNLEASED = { lease: null, lease_until_ms: null } as const;

/** The queue as a table of the store's own database, so that it takes part in the store's transactions. */
export const kyselyJobQueue = (db: Kysely<Schema>): JobQueue => ({
  enqueue: async (job, nowMs) => {
    await db
      .insertInto('jobs')
      .values({
        id: job.id,
        kind: job.kind,
        subject_id: toKeyText(job.subjectId),
        state: 'waiting',
        attempts: 0,
        due_ms: nowMs,
        enqueued_ms: nowMs,
      })
      .execute();
  },

  take: async ({ id, nowMs, untilMs }) => {
    for (;;) {
      const candidate = await nextDue(db, nowMs);
      if (candidate === undefined) return null;
      // Another process may have taken it since: the condition is checked again where it is changed.
      const row = await db
        .updateTable('jobs')
        .set((job) => ({ state: 'running', lease: id, lease_until_ms: untilMs, attempts: job('attempts', '+', 1) }))
        .where('id', '=', candidate.id)
        .where(isDue(nowMs))
        .returning(['id', 'kind', 'subject_id', 'attempts'])
        .executeTakeFirst();
      if (row !== undefined) return { ...toJob(row), lease: id, attempts: Number(row.attempts) };
    }
  },

  renew: (job, untilMs) => changeLeased(db, job, { lease_until_ms: untilMs }),
  retry: (job, dueMs, code) =>
    changeLeased(db, job, { ...UNLEASED, state: 'waiting', due_ms: dueMs, last_error: code }),
  release: (job, nowMs) =>
    changeLeased(db, job, { ...UNLEASED, state: 'waiting', due_ms: nowMs, attempts: job.attempts - 1 }),
  park: (job, code) => changeLeased(db, job, { ...UNLEASED, state: 'parked', last_error: code }),

  complete: async (job) => {
    const result = await db
      .deleteFrom('jobs')
      .where('id', '=', job.id)
      .where('lease', '=', job.lease)
      .executeTakeFirst();
    return result.numDeletedRows === 1n;
  },

  counts: async () => {
    const rows = await db
      .selectFrom('jobs')
      .select((job) => ['state', job.fn.countAll<number>().as('jobs')])
      .groupBy('state')
      .execute();
    const count = (state: JobRow['state']) => Number(rows.find((row) => row.state === state)?.jobs ?? 0);
    return { waiting: count('waiting'), running: count('running'), parked: count('parked') };
  },
});

/** Waiting and due, or running under a lease that has ended. */
const isDue = (nowMs: number) => (job: ExpressionBuilder<Schema, 'jobs'>) =>
  job.or([
    job.and([job('state', '=', 'waiting'), job('due_ms', '<=', nowMs)]),
    job.and([job('state', '=', 'running'), job('lease_until_ms', '<=', nowMs)]),
  ]);

/** Read first, so that a look at an empty queue needs no write lock. */
const nextDue = (db: Kysely<Schema>, nowMs: number): Promise<{ readonly id: string } | undefined> =>
  db.selectFrom('jobs').select('id').where(isDue(nowMs)).orderBy('due_ms').orderBy('id').limit(1).executeTakeFirst();

const changeLeased = async (db: Kysely<Schema>, job: LeasedJob, changes: Changes): Promise<boolean> => {
  const result = await db
    .updateTable('jobs')
    .set(changes)
    .where('id', '=', job.id)
    .where('lease', '=', job.lease)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
};

const toJob = (row: Pick<JobRow, 'id' | 'kind' | 'subject_id'>) => ({
  id: row.id,
  kind: row.kind,
  subjectId: fromKeyText(row.subject_id),
});
