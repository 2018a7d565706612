import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { printLines } from '../../src/cli/terminal.js';
import { htmlReport } from './html-report.js';
import type { BenchResult } from './result.js';
import { terminalReport } from './terminal-report.js';

export interface Destinations {
  /** JSON file. */
  readonly out?: string | undefined;
  /** HTML file. */
  readonly html?: string | undefined;
}

const write = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(resolve(file)), { recursive: true });
  await writeFile(file, text);
};

/** Prints a result and writes the files that were asked for. */
export const writeResult = async (result: BenchResult, { out, html }: Destinations): Promise<void> => {
  printLines(terminalReport(result));
  if (out !== undefined) await write(out, `${JSON.stringify(result)}\n`);
  if (html !== undefined) await write(html, htmlReport(result));
};
