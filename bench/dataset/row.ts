import type { Utterance, VoiceKind } from './utterance.js';

/** One line of a manifest: names and values as text. `line` counts from 1, as editors do. */
export interface Row {
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/** Rows of a manifest, or what is wrong with it: lines that begin with the number of the line. */
export interface Parsed<T> {
  readonly rows: readonly T[];
  readonly faults: readonly string[];
}

/** Everything of an utterance but what its data set gives it. `file` is as the manifest names it. */
export type Entry = Omit<Utterance, 'id' | 'path' | 'dataset'> & { readonly file: string };

/** Other names under which tools write the same column. */
const ALIASES: Readonly<Record<string, string>> = {
  audio: 'file',
  path: 'file',
  text: 'transcript',
  clause_text: 'transcript',
  lang: 'language',
  spoken_pinyin: 'pinyin',
};
const KNOWN = [
  'file',
  'speaker',
  'duration_s',
  'duration_ms',
  'language',
  'transcript',
  'voice',
  'deviation',
  'dialect_hint',
  'critical_terms',
  'pinyin',
];
const NO_SPEAKER = 'unknown';

export const columnName = (written: string): string => {
  const name = written.trim().toLowerCase();
  return ALIASES[name] ?? name;
};

const filled = (value: string | undefined): string | null => {
  const text = value?.trim() ?? '';
  return text === '' ? null : text;
};

const durationMs = (values: Row['values']): number | null => {
  const [ms, seconds] = [filled(values.duration_ms), filled(values.duration_s)];
  if (ms !== null) return Math.round(Number(ms));
  return seconds === null ? null : Math.round(1000 * Number(seconds));
};

const parts = (value: string | undefined, separator: RegExp): readonly string[] =>
  (value ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const rowFaults = (values: Row['values']): readonly string[] => {
  const duration = durationMs(values);
  return [
    ...(filled(values.file) === null ? ['no file is named'] : []),
    ...(duration !== null && !(duration > 0) ? ['the duration is not a number above 0'] : []),
    ...(['human', 'synthetic', null].includes(filled(values.voice)) ? [] : ['voice must be human or synthetic']),
  ];
};

const toEntry = (values: Row['values']): Entry => {
  const pinyin = parts(values.pinyin, /\s+/);
  return {
    file: filled(values.file)!,
    speaker: filled(values.speaker) ?? NO_SPEAKER,
    language: filled(values.language) ?? '',
    transcript: filled(values.transcript),
    voice: (filled(values.voice) ?? 'human') as VoiceKind,
    durationMs: durationMs(values),
    deviation: filled(values.deviation),
    dialectHint: filled(values.dialect_hint),
    criticalTerms: parts(values.critical_terms, /\|/),
    pinyin: pinyin.length > 0 ? pinyin : null,
    extra: Object.fromEntries(Object.entries(values).filter(([name]) => !KNOWN.includes(name))),
  };
};

/** Reads rows as utterances; says of every line what is wrong with it, and of a file that is named twice. */
export const readRows = (rows: readonly Row[]): Parsed<Entry> => {
  const faults: string[] = [];
  const entries: Entry[] = [];
  const firstLine = new Map<string, number>();
  for (const { line, values } of rows) {
    const found = rowFaults(values);
    faults.push(...found.map((fault) => `line ${line}: ${fault}`));
    if (found.length > 0) continue;
    const entry = toEntry(values);
    const earlier = firstLine.get(entry.file);
    if (earlier !== undefined) faults.push(`line ${line}: ${entry.file} is on line ${earlier} already`);
    firstLine.set(entry.file, line);
    entries.push(entry);
  }
  return { rows: entries, faults };
};
