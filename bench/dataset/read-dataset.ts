import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { HeshengError } from '../../src/errors.js';
import { parseFixtures } from './parse-fixtures.js';
import { parseJsonLines, parseTsv } from './parse-manifest.js';
import type { Entry, Parsed } from './row.js';
import type { Dataset, Utterance, VoiceKind } from './utterance.js';

const MANIFEST = 'manifest.tsv';
const FIXTURES = 'fixtures.json';
/** So many faults are listed; the rest is counted. */
const MAX_FAULTS = 20;
const NAMED = /^([\p{L}\p{N}._-]+)=(.+)$/u;

export interface DatasetOptions {
  /** Voice of the whole set, whatever its manifest says. */
  readonly voice?: VoiceKind;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const refuse = (spec: string, faults: readonly string[]): never => {
  const shown = faults.slice(0, MAX_FAULTS);
  const rest = faults.length - shown.length;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  throw new HeshengError('DATASET_INVALID', [`${spec}:`, ...shown, ...more].join('\n  '));
};

const parserFor = (path: string): ((text: string) => Parsed<Entry>) => {
  if (basename(path) === FIXTURES) return parseFixtures;
  return ['.jsonl', '.ndjson', '.json'].includes(extname(path)) ? parseJsonLines : parseTsv;
};

const sidecar = async (audio: string): Promise<string | null> => {
  const path = join(dirname(audio), `${basename(audio, extname(audio))}.txt`);
  return existsSync(path) ? (await readFile(path, 'utf8')).trim() : null;
};

/** Speakers of a glob: nothing else is known than the folder that a file lies in. */
const fromGlob = async (
  pattern: string,
): Promise<Parsed<Entry> & { readonly stamp: string; readonly folder: string }> => {
  const files = (await glob(pattern, { absolute: true, onlyFiles: true })).filter((file) => extname(file) !== '.txt');
  const rows: Entry[] = [];
  for (const file of files.toSorted()) {
    rows.push({
      file,
      speaker: basename(dirname(file)),
      language: '',
      transcript: await sidecar(file),
      voice: 'human',
      durationMs: null,
      deviation: null,
      dialectHint: null,
      criticalTerms: [],
      pinyin: null,
      extra: {},
    });
  }
  const faults = rows.length === 0 ? ['no file matches'] : [];
  return {
    rows,
    faults,
    stamp: rows.map(({ file, transcript }) => `${basename(file)}\t${transcript}`).join('\n'),
    folder: '/',
  };
};

const manifestOf = async (source: string): Promise<string | null> => {
  const found = await stat(source).catch(() => null);
  if (found === null) return null;
  if (!found.isDirectory()) return source;
  return [MANIFEST, FIXTURES].map((name) => join(source, name)).find(existsSync) ?? null;
};

const nameOf = (source: string, manifest: string | null): string => {
  if (manifest === null) return basename(dirname(source)) || 'files';
  const plain = [MANIFEST, FIXTURES].includes(basename(manifest));
  return plain ? basename(dirname(resolve(manifest))) : basename(manifest, extname(manifest));
};

const missingFiles = (utterances: readonly Utterance[]): readonly string[] =>
  utterances.filter(({ path }) => !existsSync(path)).map(({ id }) => `${id}: there is no such file`);

/**
 * Reads a data set: a manifest (tab-separated with a header, or JSON lines), a folder that holds `manifest.tsv` or
 * `fixtures.json`, or a glob of audio files with transcripts in `.txt` files beside them; `name=` before it names it.
 * @throws HeshengError DATASET_INVALID with every fault at once.
 */
export const readDataset = async (spec: string, options: DatasetOptions = {}): Promise<Dataset> => {
  const named = NAMED.exec(spec);
  const source = named?.[2] ?? spec;
  const manifest = isDynamicPattern(source) ? null : await manifestOf(source);
  if (manifest === null && !isDynamicPattern(source)) {
    refuse(spec, [`there is no such manifest, and no folder that holds ${MANIFEST}`]);
  }
  const text = manifest === null ? '' : await readFile(manifest, 'utf8');
  const read =
    manifest === null
      ? await fromGlob(source)
      : { ...parserFor(manifest)(text), stamp: text, folder: dirname(resolve(manifest)) };
  if (read.faults.length === 0 && read.rows.length === 0) refuse(spec, ['there are no recordings in it']);
  const name = named?.[1] ?? nameOf(source, manifest);
  const utterances = read.rows.map(
    ({ file, ...entry }): Utterance => ({
      ...entry,
      voice: options.voice ?? entry.voice,
      dataset: name,
      id: `${name}/${manifest === null ? basename(file) : file}`,
      path: resolve(read.folder, file),
    }),
  );
  const faults = [...read.faults, ...missingFiles(utterances)];
  if (faults.length > 0) refuse(spec, faults);
  return { name, sha256: sha256(read.stamp), utterances };
};

/** Several data sets; two of one name cannot be told apart in a report. */
export const readDatasets = async (
  specs: readonly string[],
  options: DatasetOptions = {},
): Promise<readonly Dataset[]> => {
  const datasets: Dataset[] = [];
  for (const spec of specs) {
    const dataset = await readDataset(spec, options);
    if (datasets.some(({ name }) => name === dataset.name)) {
      refuse(spec, [`another data set is named ${dataset.name} already; write NAME=${spec}`]);
    }
    datasets.push(dataset);
  }
  return datasets;
};
