import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { migrate } from '../../src/store/migrate.js';
import { type Migration, shippedMigrations } from '../../src/store/migrations.js';
import { openSqliteDatabase } from '../../src/store/sqlite-database.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { AT, queued } from './samples.js';

const PROGRAM = fileURLToPath(new URL('./programs/migrate-at.js', import.meta.url));
const extra = (number: number): Migration => ({
  number,
  name: 'extra',
  sql: `create table extra_${number} (id integer)`,
});

const runAt = async (path: string, startMs: number): Promise<string> => {
  const child = spawn(process.execPath, [PROGRAM, path, String(startMs)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? '' : `exit ${code}: ${errors}`;
};

const appliedIn = (path: string): readonly unknown[] => {
  const database = openSqliteDatabase(path);
  const rows = database.prepare('select number, name from migrations order by number').all([]);
  database.close();
  return rows;
};
const shipped = shippedMigrations().map(({ number, name }) => ({ number, name }));

t.test('processes that open the same new file at once all succeed and migrate it once', async (t) => {
  const folder = t.testdir();
  for (const round of [1, 2, 3]) {
    const path = join(folder, `${round}.db`);
    const startMs = Date.now() + 700;
    const faults = await Promise.all([1, 2, 3].map(() => runAt(path, startMs)));
    t.same(faults, ['', '', '']);
    t.same(appliedIn(path), shipped);
  }
});

t.test('opening again changes nothing and keeps the rows', async (t) => {
  const path = join(t.testdir(), 'hesheng.db');
  const first = await openSqliteStore(path);
  await first.verifications.insert(queued('ver_1'));
  await first.close();
  const second = await openSqliteStore(path);
  t.same(await second.verifications.find('ver_1'), queued('ver_1'));
  await second.close();
  t.same(appliedIn(path), shipped);
});

t.test('a file of a newer version is refused with what to do, and left as it is', async (t) => {
  const path = join(t.testdir(), 'hesheng.db');
  const newer = openSqliteDatabase(path);
  migrate(newer, [...shippedMigrations(), extra(shipped.length + 1)], AT);
  newer.exec('pragma wal_checkpoint(truncate)');
  newer.close();
  const before = readFileSync(path);
  await t.rejects(openSqliteStore(path), { code: 'SCHEMA_TOO_NEW', detail: /newer version|restore the backup/ });
  t.ok(readFileSync(path).equals(before));
});

t.test('a migration that fails is not entered, and the one after it is not applied', async (t) => {
  const path = join(t.testdir(), 'hesheng.db');
  const database = openSqliteDatabase(path);
  const broken: Migration = {
    number: 2,
    name: 'broken',
    sql: 'create table half (id integer); insert into nowhere values (1)',
  };
  t.throws(() => migrate(database, [extra(1), broken, extra(3)], AT));
  database.close();
  t.same(appliedIn(path), [{ number: 1, name: 'extra' }]);
  const mended = openSqliteDatabase(path);
  migrate(mended, [extra(1), extra(2), extra(3)], AT);
  mended.close();
  t.equal(appliedIn(path).length, 3);
});
