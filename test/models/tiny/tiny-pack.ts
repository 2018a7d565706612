import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileKind, PackFamily, PackRole } from '../../../src/model/pack/families.js';
import type { Pack } from '../../../src/model/pack/pack.js';
import { parsePack } from '../../../src/model/pack/parse-pack.js';
import { PACK_FILE } from '../../../src/model/pack/safe-path.js';
import { sha256 } from '../../packs/support/archives.js';

export interface TinyFile {
  readonly kind: FileKind;
  readonly path: string;
  readonly content: Buffer;
}

/** A model of a few kilobytes: random weights, but inputs, outputs and metadata as the real ones have them. */
export interface TinyModel {
  readonly family: PackFamily;
  /** A recogniser when absent. */
  readonly role?: PackRole;
  readonly files: readonly TinyFile[];
  /** Index of the CTC blank where there is one. */
  readonly blank: number | null;
}

/** The lines of a tokens.txt. */
export const tokenLines = (tokens: readonly string[]): Buffer =>
  Buffer.from(tokens.map((token, index) => `${token} ${index}\n`).join(''));

/** A list of one number for each of `count` dimensions, as metadata. */
export const listed = (count: number, value: (at: number) => number): string =>
  Array.from({ length: count }, (_, at) => value(at).toFixed(6)).join(',');

const describe = ({ family, role = 'asr', files, blank }: TinyModel, tokens: number): string =>
  JSON.stringify({
    schema: 1,
    id: `tiny-${family}`,
    name: `tiny-${family}`,
    role,
    family,
    sampleRateHz: 16_000,
    languages: ['zh'],
    dialects: ['mandarin'],
    licence: { spdx: 'MIT', name: null, text: null, production: 'yes', note: null },
    sources: [],
    labels: blank === null ? null : { count: tokens, blank },
    measured: [],
    warnings: [],
    files: files.map(({ kind, path, content }) => ({ kind, path, sha256: sha256(content), bytes: content.length })),
  });

/** Writes the files and the pack.json of a model into `folder`, as `hesheng models add` takes them. */
export const writeTinyPack = async (folder: string, model: TinyModel): Promise<Pack> => {
  for (const { path, content } of model.files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const labels = model.files.find(({ kind }) => kind === 'labels')?.content.toString() ?? '';
  const text = describe(model, labels.split('\n').filter((line) => line !== '').length);
  await writeFile(join(folder, PACK_FILE), text);
  return parsePack(text);
};
