import { closeSync, existsSync, openSync } from 'node:fs';
import Libsql from 'libsql';

/** What `SqliteDialect` of Kysely and the migrations need of a connection. */
export interface SqliteDatabase {
  /** Runs one or more statements without parameters. */
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

interface SqliteStatement {
  readonly reader: boolean;
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
}

type Statement = ReturnType<Libsql.Database['prepare']>;

/** A prepared statement costs about 1 kB that only the garbage collector frees, so the few texts in use are kept. */
const STATEMENTS_KEPT = 256;

/**
 * `synchronous = FULL`: an acknowledged row survives a power cut, not only the end of the process.
 * `secure_delete`: the bytes of a deleted template are overwritten.
 */
const SETTINGS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA secure_delete = ON;
`;

/** libsql ends the process on a parameter of any other type. */
const bindable = (value: unknown): unknown => {
  if (value === null || typeof value === 'string' || typeof value === 'bigint') return value;
  if (typeof value === 'number' && !Number.isNaN(value)) return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`A value of type ${typeof value} cannot be stored`);
};

/** libsql gives a BLOB as an ArrayBuffer. */
const readRow = (row: unknown): unknown => {
  const record = row as Record<string, unknown>;
  for (const [column, value] of Object.entries(record)) {
    if (value instanceof ArrayBuffer) record[column] = new Uint8Array(value);
  }
  return record;
};

/** Opens (and creates) a database file. Waits up to `busyTimeoutMs` for another process that writes. */
export const openSqliteDatabase = (path: string, busyTimeoutMs = 5000): SqliteDatabase => {
  // For the owner alone; SQLite gives its -wal and -shm files the same mode. Only where there is none: closing a file gives up
  // the locks that other connections of this process have on it, and another process would take the -wal file away from them.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  const connection = new Libsql(path, { timeout: busyTimeoutMs });
  connection.exec(SETTINGS);
  const statements = statementCache(connection);
  return {
    exec: (sql) => void connection.exec(sql),
    prepare: (sql) => (isControl(sql) ? controlStatement(connection, sql) : keptStatement(connection, statements, sql)),
    close: () => {
      statements.clear();
      connection.close();
    },
  };
};

interface StatementCache {
  get(sql: string): Statement;
  forget(sql: string): void;
  clear(): void;
}

const statementCache = (connection: Libsql.Database): StatementCache => {
  const kept = new Map<string, Statement>();
  return {
    get: (sql) => {
      const statement = kept.get(sql) ?? connection.prepare(sql);
      kept.delete(sql);
      kept.set(sql, statement);
      const oldest = kept.keys().next();
      if (kept.size > STATEMENTS_KEPT && !oldest.done) kept.delete(oldest.value);
      return statement;
    },
    forget: (sql) => void kept.delete(sql),
    clear: () => kept.clear(),
  };
};

const isControl = (sql: string): boolean => /^\s*(begin|commit|rollback)\b/i.test(sql);
const isRead = (sql: string): boolean => /^\s*(select|pragma)\b/i.test(sql);

/** A deferred transaction that reads and then writes fails when another process wrote between: take the lock at once. */
const controlStatement = (connection: Libsql.Database, sql: string): SqliteStatement => {
  const run = (): { changes: number; lastInsertRowid: number } => {
    connection.exec(sql.trim().toLowerCase() === 'begin' ? 'begin immediate' : sql);
    return { changes: 0, lastInsertRowid: 0 };
  };
  return { reader: false, run, all: () => [], iterate: () => [].values() };
};

const keptStatement = (connection: Libsql.Database, statements: StatementCache, sql: string): SqliteStatement => {
  const attempt = <T>(work: (statement: Statement) => T): T => {
    try {
      return inWriteTransaction(connection, sql, () => work(statements.get(sql)));
    } catch (error) {
      statements.forget(sql);
      throw error;
    }
  };
  const all = (parameters: readonly unknown[]): unknown[] =>
    attempt((statement) => statement.all(parameters.map(bindable)).map(readRow));
  return {
    reader: statements.get(sql).reader,
    all,
    iterate: (parameters) => all(parameters).values(),
    run: (parameters) => attempt((statement) => statement.run(parameters.map(bindable))),
  };
};

/**
 * A prepared write that fails with SQLITE_BUSY is not reset by libsql 0.5 and blocks every later commit of the connection.
 * So only `exec` ever waits for the write lock: each write runs inside `begin immediate`, its own or the caller's.
 */
const inWriteTransaction = <T>(connection: Libsql.Database, sql: string, work: () => T): T => {
  if (connection.inTransaction || isRead(sql)) return work();
  connection.exec('begin immediate');
  try {
    const result = work();
    connection.exec('commit');
    return result;
  } catch (error) {
    if (connection.inTransaction) connection.exec('rollback');
    throw error;
  }
};
