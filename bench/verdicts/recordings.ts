import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One reading to be judged: a recording and the clause that it says. */
export interface Recording {
  readonly path: string;
  readonly text: string;
  readonly speaker: string;
}

/** Rows of a data folder's manifest.tsv: file, speaker, duration_s, language, transcript. */
export const readManifest = (folder: string): readonly Recording[] =>
  readFileSync(join(folder, 'manifest.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([file, speaker, , , text]) => ({ path: join(folder, file!), speaker: speaker!, text: text! }));

interface FixtureRow {
  readonly file: string;
  readonly clause_text: string;
  readonly altered: unknown;
  readonly dialect_hint: string | null;
  readonly critical_terms: readonly string[];
  readonly expected: { readonly verdicts: readonly string[] };
}

export const readFixtures = (folder: string): readonly FixtureRow[] =>
  JSON.parse(readFileSync(join(folder, 'fixtures.json'), 'utf8')) as readonly FixtureRow[];
