import type { Entry, Parsed } from './row.js';

/** One row of fixtures/fixtures.json, as far as a bench uses it. */
interface FixtureRow {
  readonly file: string;
  readonly duration_ms: number;
  readonly voice: { readonly kind: string; readonly speaker?: string | null };
  readonly clause_text: string;
  readonly critical_terms: readonly string[];
  readonly dialect_hint: string | null;
  readonly spoken_pinyin: readonly string[] | null;
  readonly altered: string | null;
  readonly expected: { readonly verdicts: readonly string[] };
}

/**
 * The readings that come with Hesheng, all synthetic. One that may pass says its clause (in an accent, in noise, with
 * legal variants); any other deviates from it.
 */
export const parseFixtures = (text: string): Parsed<Entry> => ({
  faults: [],
  rows: (JSON.parse(text) as readonly FixtureRow[]).map((row) => ({
    file: row.file,
    speaker: row.voice.speaker ?? row.voice.kind,
    language: 'zh-CN',
    transcript: row.clause_text,
    voice: 'synthetic',
    durationMs: row.duration_ms,
    deviation: row.expected.verdicts.includes('pass') ? null : (row.altered ?? 'altered'),
    dialectHint: row.dialect_hint,
    criticalTerms: row.critical_terms,
    pinyin: row.spoken_pinyin,
    extra: {},
  })),
});
