import { parse } from 'csv-parse/sync';
import { columnName, type Entry, type Parsed, type Row, readRows } from './row.js';

/** A tab-separated manifest: the first line names the columns, in any order; quotation marks are text. */
export const parseTsv = (text: string): Parsed<Entry> => {
  const lines = parse(text, {
    delimiter: '\t',
    quote: false,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
  }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  const [head, ...body] = lines;
  const columns = (head?.record ?? []).map(columnName);
  if (!columns.includes('file')) return { rows: [], faults: ['line 1: there is no column named file'] };
  const odd = body.filter(({ record }) => record.length > columns.length);
  if (odd.length > 0) {
    const faults = odd.map(
      ({ record, info }) => `line ${info.lines}: ${record.length} fields, but ${columns.length} columns`,
    );
    return { rows: [], faults };
  }
  return readRows(
    body.map(({ record, info }) => ({
      line: info.lines,
      values: Object.fromEntries(columns.map((name, at) => [name, record[at] ?? ''])),
    })),
  );
};

const asText = (name: string, value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(name === 'pinyin' ? ' ' : '|');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const toValues = (record: object): Row['values'] =>
  Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      const name = columnName(key);
      return [name, asText(name, value)];
    }),
  );

/** One JSON object a line, with the columns of the tab-separated form as keys. Blank lines are skipped. */
export const parseJsonLines = (text: string): Parsed<Entry> => {
  const faults: string[] = [];
  const rows: Row[] = [];
  text.split('\n').forEach((written, at) => {
    if (written.trim() === '') return;
    try {
      const record: unknown = JSON.parse(written);
      if (typeof record !== 'object' || record === null || Array.isArray(record)) throw new SyntaxError('no object');
      rows.push({ line: at + 1, values: toValues(record) });
    } catch {
      faults.push(`line ${at + 1}: not a JSON object`);
    }
  });
  const read = readRows(rows);
  return { rows: read.rows, faults: [...faults, ...read.faults] };
};
