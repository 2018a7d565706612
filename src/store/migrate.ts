import { HeshengError } from '../errors.js';
import type { Migration } from './migrations.js';
import type { SqliteDatabase } from './sqlite-database.js';

const BOOK = `create table if not exists migrations (
  number integer not null primary key,
  name text not null,
  applied_at text not null
)`;

/**
 * Brings the schema to the newest of `migrations`. Any number of processes may start at once: each step is one
 * transaction that enters its number first, so one process applies it and the others find it done.
 *
 * @throws HeshengError SCHEMA_TOO_NEW when a newer Hesheng has migrated this file; nothing is changed then.
 */
export const migrate = (database: SqliteDatabase, migrations: readonly Migration[], appliedAt: string): void => {
  database.exec(BOOK);
  refuseNewer(database, migrations);
  for (const migration of migrations) applyOnce(database, migrations, migration, appliedAt);
};

const applyOnce = (
  database: SqliteDatabase,
  migrations: readonly Migration[],
  { number, name, sql }: Migration,
  appliedAt: string,
): void => {
  database.exec('begin immediate');
  try {
    refuseNewer(database, migrations);
    const entry = database.prepare('insert into migrations values (?, ?, ?) on conflict (number) do nothing');
    if (Number(entry.run([number, name, appliedAt]).changes) === 1) database.exec(sql);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
};

const refuseNewer = (database: SqliteDatabase, migrations: readonly Migration[]): void => {
  const [row] = database.prepare('select max(number) as newest from migrations').all([]);
  const { newest } = row as { newest: number | null };
  const known = migrations.at(-1)?.number ?? 0;
  if ((newest ?? 0) <= known) return;
  throw new HeshengError(
    'SCHEMA_TOO_NEW',
    `The database has schema ${newest}; this version of Hesheng knows schemas up to ${known}. Nothing was changed. ` +
      'Start the newer version again, or stop the service, restore the backup that was taken before the upgrade into ' +
      'the data directory and start this version on it. Do not edit the migrations table: the newer schema would stay, ' +
      'and evidence written by this version could be lost.',
  );
};
