import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { openSqliteDatabase, type SqliteDatabase } from './sqlite-database.js';

const openIn = (t: Test, busyTimeoutMs?: number): (() => SqliteDatabase) => {
  const path = join(t.testdir(), 'test.db');
  return () => {
    const database = openSqliteDatabase(path, busyTimeoutMs);
    t.teardown(() => database.close());
    return database;
  };
};
t.test('a value that the driver cannot bind is refused instead of ending the process', async (t) => {
  const database = openIn(t)();
  database.exec('create table things (value text)');
  const insert = database.prepare('insert into things values (?)');
  for (const value of [true, undefined, Number.NaN, {}, [], new Date(), Symbol('x'), new ArrayBuffer(1)]) {
    t.throws(() => insert.run([value]), TypeError);
    t.throws(() => database.prepare('select ? as value').all([value]), TypeError);
  }
  t.same(database.prepare('select * from things').all([]), []);
});

t.test('numbers, text, bytes and null come back as they were', async (t) => {
  const database = openIn(t)();
  for (const value of ['核声', '', 0, -1.5, Number.MAX_SAFE_INTEGER, new Uint8Array([0, 255]), null]) {
    t.same(database.prepare('select ? as value').all([value]), [{ value }]);
  }
});

t.test('after another connection held the lock too long, this one works on', async (t) => {
  const open = openIn(t, 20);
  const [holder, waiter] = [open(), open()];
  holder.exec('create table things (id integer primary key)');
  holder.exec('begin immediate');
  const insert = waiter.prepare('insert into things values (?)');
  t.throws(() => waiter.prepare('begin').run([]), { code: 'SQLITE_BUSY' });
  t.throws(() => insert.run([1]), { code: 'SQLITE_BUSY' });
  t.throws(() => waiter.prepare('insert into things values (?) returning id').all([1]), { code: 'SQLITE_BUSY' });
  holder.exec('commit');
  waiter.prepare('begin').run([]);
  insert.run([1]);
  waiter.prepare('commit').run([]);
  t.same(holder.prepare('select id from things').all([]), [{ id: 1 }]);
});

t.test('a transaction that reads first cannot be overtaken by another writer', async (t) => {
  const open = openIn(t, 20);
  const [reader, writer] = [open(), open()];
  reader.exec('create table things (id integer primary key)');
  reader.prepare('begin').run([]);
  reader.prepare('select * from things').all([]);
  t.throws(() => writer.prepare('insert into things values (1)').run([]), { code: 'SQLITE_BUSY' });
  reader.prepare('insert into things values (2)').run([]);
  reader.prepare('commit').run([]);
  t.same(writer.prepare('select id from things').all([]), [{ id: 2 }]);
});

t.test('more statements than are kept can be used', async (t) => {
  const database = openIn(t)();
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < 600; index++) {
      t.same(database.prepare(`select ${index} as value`).all([]), [{ value: index }]);
    }
  }
});

t.test('the file and its companions are for their owner alone', async (t) => {
  const folder = t.testdir();
  const database = openSqliteDatabase(join(folder, 'test.db'));
  t.teardown(() => database.close());
  database.exec('create table things (id integer primary key)');
  const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o077]);
  t.same(modes.sort(), [
    ['test.db', 0],
    ['test.db-shm', 0],
    ['test.db-wal', 0],
  ]);
});

t.test('a write that fails alone is undone and the next one works', async (t) => {
  const database = openIn(t)();
  database.exec('create table things (id integer primary key)');
  const insert = database.prepare('insert into things values (?)');
  insert.run([1]);
  t.throws(() => insert.run([1]), { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
  insert.run([2]);
  t.same(database.prepare('select count(*) as things from things').all([]), [{ things: 2 }]);
});
