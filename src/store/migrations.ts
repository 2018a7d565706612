import { readdirSync, readFileSync } from 'node:fs';

/** One step of the schema: the number orders, the SQL suits SQLite and PostgreSQL. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

const FOLDER = new URL('./migrations/', import.meta.url);
const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/;

/** The migrations that this version ships, in order, numbered 1, 2, 3... without a gap. */
export const shippedMigrations = (): readonly Migration[] =>
  readdirSync(FOLDER)
    .sort()
    .map((file, index) => {
      const [, number, name] = FILE_NAME.exec(file) ?? [];
      if (name === undefined || Number(number) !== index + 1) throw new Error(`Migration ${file} is misnamed`);
      return { number: index + 1, name, sql: readFileSync(new URL(file, FOLDER), 'utf8') };
    });
