import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Licence, Pack } from '../../../src/model/pack/pack.js';
import { parsePack } from '../../../src/model/pack/parse-pack.js';
import { toWav } from '../../engine/support/wav.js';
import { sha256 } from '../../packs/support/archives.js';

/** What a scripted pack does: the content of its network file. */
export interface Script {
  readonly says: string;
  readonly loadMs?: number;
  readonly hearMs?: number;
  readonly dies?: 'loading' | 'hearing';
  /** Each of its log-probabilities, as text: JSON has no NaN. */
  readonly gives?: string;
}

export interface PackWishes {
  readonly role?: string;
  readonly family?: string;
  readonly production?: Licence['production'];
  /** What its canary says; without one if null. */
  readonly canary?: string | null;
  readonly mostWrong?: number;
  readonly dialects?: readonly string[];
}

export const SCRIPTED_ENTRY = new URL('../programs/scripted-entry.js', import.meta.url);
export const TEXT = '本产品不保证本金';

/** Half a second of a tone, as a WAV file. */
export const tone = (): Buffer => toWav(Float32Array.from({ length: 8_000 }, (_, at) => 0.1 * Math.sin(at / 5)));

/** The first is the script. */
const kindsOf = (role: string, family: string): readonly string[] => {
  if (family === 'fun-asr-nano') return ['encoder-adaptor', 'language-model', 'embedding', 'tokenizer'];
  return role === 'asr' ? ['network', 'labels'] : ['network'];
};

/** Writes a pack into a store, without the checks of `add`, which would refuse a network that is a script. */
export const putPack = async (
  store: string,
  id: string,
  script: Script,
  {
    role = 'asr',
    family = 'wenet-ctc',
    production = 'yes',
    canary = TEXT,
    mostWrong,
    dialects = ['wu'],
  }: PackWishes = {},
): Promise<Pack> => {
  const network = { path: 'model.onnx', content: Buffer.from(JSON.stringify(script)) };
  const contents = [
    ...kindsOf(role, family).map((kind, at) =>
      at === 0 ? { ...network, kind } : { kind, path: `${kind}.txt`, content: Buffer.from('<blank> 0\n') },
    ),
    ...(canary === null ? [] : [{ kind: 'canary', path: 'canary.wav', content: tone() }]),
  ];
  const text = JSON.stringify({
    schema: 1,
    id,
    name: id,
    role,
    family,
    sampleRateHz: 16_000,
    languages: ['zh'],
    dialects,
    licence: { spdx: 'MIT', name: null, text: null, production, note: production === 'yes' ? null : 'ask its maker' },
    sources: [],
    labels: null,
    measured: [],
    warnings: [],
    files: contents.map(({ content, ...file }) => ({ ...file, sha256: sha256(content), bytes: content.length })),
    ...(canary === null
      ? {}
      : { canaries: [{ path: 'canary.wav', text: canary, ...(mostWrong === undefined ? {} : { mostWrong }) }] }),
  });
  const dir = join(store, id);
  await mkdir(dir, { recursive: true });
  for (const { path, content } of contents) await writeFile(join(dir, path), content);
  await writeFile(join(dir, 'pack.json'), text);
  return parsePack(text);
};
