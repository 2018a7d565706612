import pc from 'picocolors';
import type { RowStyle } from './token-rows.js';

const DEFAULT_COLUMNS = 100;

/** Colours when the output is a terminal (or FORCE_COLOR asks for them, and NO_COLOR does not). */
export const terminalStyle = (): RowStyle => ({
  columns: process.stdout.columns ?? DEFAULT_COLUMNS,
  colour: pc.isColorSupported && (process.stdout.isTTY === true || process.env.FORCE_COLOR !== undefined),
});

export const printLines = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

export const printJson = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);

/** Rows of columns, each as wide as its widest cell. */
export const table = (rows: readonly (readonly string[])[], width: (text: string) => number): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - width(cell)))
      .join('  ')
      .trimEnd(),
  );
};
