import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import type { Asked } from './case.js';

/** One entry of a fixtures.json, as far as the gate uses it. */
export interface GateFixture {
  /** Relative to fixtures/. */
  readonly file: string;
  readonly sha256: string;
  readonly clause_text: string;
  readonly critical_terms: readonly string[];
  readonly dialect_hint: string | null;
  readonly altered: string | null;
  readonly expected: {
    readonly ops:
      | readonly {
          readonly token: number;
          readonly op: string;
          readonly rule: string | null;
          readonly pinyin_ref: string | null;
          readonly pinyin_heard: string | null;
        }[]
      | null;
  };
}

const FOLDER = join(INSTALLATION_DIR, 'fixtures');

const read = (folder: string): readonly GateFixture[] =>
  (JSON.parse(readFileSync(join(FOLDER, folder, 'fixtures.json'), 'utf8')) as readonly GateFixture[]).map((entry) => ({
    ...entry,
    file: join(folder, entry.file),
  }));

/** Readings that were made for the gate. */
export const SUITE_FIXTURES = read('suites');
const ALL = [...read('.'), ...SUITE_FIXTURES];

export const readingPath = (file: string): string => join(FOLDER, file);

/** @throws Error for a name that is not listed. */
export const reading = (file: string): GateFixture => {
  const found = ALL.find((one) => one.file === file);
  if (!found) throw new Error(`${file} is in no fixtures.json`);
  return found;
};

/** The clause that goes with a recording. */
export const askedOf = (file: string): Asked => {
  const { clause_text, critical_terms, dialect_hint } = reading(file);
  return { text: clause_text, terms: critical_terms, hint: dialect_hint };
};

/** The recording's clause with another text; only the marked terms that it still holds. */
export const askedWith = (file: string, text: string): Asked => {
  const asked = askedOf(file);
  return { ...asked, text, terms: asked.terms.filter((term) => text.includes(term)) };
};
