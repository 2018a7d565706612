import type { CatalogueEntry, PackSource } from '../../../src/model/pack/pack.js';
import { type Entry, noise, sha256, tarBz2 } from './archives.js';

export const NETWORK = noise(60_000, 7);
export const LABELS = Buffer.from('<blank> 0\nni 1\nhao 2\n');
export const FOLDER = 'sherpa-onnx-sample';

const known = (bytes: Buffer) => ({ sha256: sha256(bytes), bytes: bytes.length });

const ENTRY = {
  schema: 1,
  name: FOLDER,
  role: 'asr',
  family: 'paraformer',
  sampleRateHz: 16_000,
  languages: ['zh'],
  dialects: ['mandarin'],
  licence: { spdx: 'MIT', name: null, text: null, production: 'yes', note: null },
  labels: null,
  measured: [],
  warnings: [],
} as const;

/** The archive as it is published: with more in it than the pack wants. */
export const ARCHIVE_ENTRIES: readonly Entry[] = [
  { name: `${FOLDER}/`, type: 'directory' },
  { name: `./${FOLDER}/README.md`, content: Buffer.from('read me') },
  { name: `${FOLDER}/model.int8.onnx`, content: NETWORK },
  { name: `${FOLDER}/test_wavs/0.wav`, content: noise(5_000, 3) },
  { name: `${FOLDER}/tokens.txt`, content: LABELS },
];

export const ARCHIVE = await tarBz2(ARCHIVE_ENTRIES);

export const archiveSource = (
  changes: Partial<Extract<PackSource, { readonly kind: 'archive' }>> = {},
): PackSource => ({
  kind: 'archive',
  url: `https://models.invalid/${FOLDER}.tar.bz2`,
  format: 'tar.bz2',
  folder: FOLDER,
  ...known(ARCHIVE),
  ...changes,
});

/** An entry of a catalogue; hashes of all files are known. */
export const sampleEntry = (id: string, changes: Partial<CatalogueEntry> = {}): CatalogueEntry =>
  ({
    ...ENTRY,
    id,
    files: [
      { kind: 'network', path: 'model.int8.onnx', ...known(NETWORK) },
      { kind: 'labels', path: 'tokens.txt', ...known(LABELS) },
    ],
    sources: [archiveSource()],
    ...changes,
  }) as CatalogueEntry;
