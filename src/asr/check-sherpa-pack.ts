import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HeshengError } from '../errors.js';
import type { OnnxHeader } from '../model/onnx/onnx-header.js';
import { checkNetworks } from '../model/pack/check-networks.js';
import type { Pack } from '../model/pack/pack.js';
import type { SherpaFamily } from './family-abilities.js';
import { signatureFault } from './sherpa-signatures.js';
import { parseTokenTable } from './token-table.js';

/** What a pack that may be loaded says of itself. */
export interface CheckedPack {
  readonly headers: ReadonlyMap<string, OnnxHeader>;
  /** What its outputs stand for, in index order; empty for families that bring a tokenizer. */
  readonly tokens: readonly string[];
}

const invalid = (path: string, fault: string): HeshengError => new HeshengError('MODEL_INVALID', `${path} ${fault}`);

/** Symbols without which sherpa-onnx 1.13.8 ends its process: `offline-recognizer-*-impl.h`. */
const NEEDED_SYMBOLS: Partial<Record<SherpaFamily, readonly string[]>> = {
  paraformer: ['</s>'],
  'zipformer-ctc': ['<blk>', '<eps>', '<blank>'],
  'wenet-ctc': ['<blk>', '<eps>', '<blank>'],
  'fire-red-ctc': ['<blk>', '<eps>', '<blank>'],
  'dolphin-ctc': ['<blk>', '<eps>', '<blank>'],
  'telespeech-ctc': ['<blk>', '<eps>', '<blank>'],
};

/** Families whose tokens.txt need not name every output, in every place: what it does not name is left out of the text. */
const OPEN_TABLES: readonly SherpaFamily[] = ['whisper', 'moonshine'];

/** Kinds of network whose first output is one number a token. */
const WRITERS = ['network', 'joiner', 'decoder', 'merged-decoder', 'cached-decoder', 'uncached-decoder'];

/** Outputs of the network that writes tokens; null when its file leaves that open. */
const outputsOf = (family: SherpaFamily, { files }: Pack, headers: CheckedPack['headers']): number | null => {
  const wanted = family === 'zipformer-transducer' ? ['joiner'] : WRITERS;
  const writer = files.find(({ kind }) => wanted.includes(kind));
  const count = writer === undefined ? undefined : headers.get(writer.path)?.outputs[0]?.shape.at(-1);
  return typeof count === 'number' ? count : null;
};

/** Checks a list of all outputs, one that must not leave any out. */
const checkTable = (path: string, family: SherpaFamily, texts: readonly string[], outputs: number | null): void => {
  if (outputs !== null && texts.length < outputs)
    throw invalid(path, `has ${texts.length} tokens, the network writes ${outputs}`);
  const symbols = NEEDED_SYMBOLS[family] ?? [];
  if (symbols.length > 0 && !symbols.some((symbol) => texts.includes(symbol)))
    throw invalid(path, `lacks the token ${symbols.join(' or ')}`);
};

const isOpenTable = (text: string): boolean =>
  text.trim() !== '' &&
  text
    .trim()
    .split(/\r?\n/)
    .every((line) => /^\S+[ \t]+\d+$/.test(line));

const checkTokens = async (
  dir: string,
  family: SherpaFamily,
  { files, labels }: Pack,
  outputs: number | null,
): Promise<readonly string[]> => {
  const file = files.find(({ kind }) => kind === 'labels');
  if (file === undefined) return [];
  const text = await readFile(join(dir, file.path), 'utf8');
  const texts = parseTokenTable(text, 0)?.texts ?? null;
  const open = OPEN_TABLES.includes(family);
  if (texts === null && !(open && isOpenTable(text)))
    throw invalid(file.path, 'is no list of tokens, each with its index');
  if (texts !== null && labels !== null && labels.count !== texts.length)
    throw invalid(file.path, `has ${texts.length} tokens, not ${labels.count}`);
  if (texts !== null && !open) checkTable(file.path, family, texts, outputs);
  return texts ?? [];
};

/**
 * Everything that can be found in the files of a pack without running them, since sherpa-onnx ends its process on a bad one.
 * @param dir folder of the pack
 * @throws HeshengError MODEL_INVALID that names the file and its fault
 */
export const checkSherpaPack = async (dir: string, family: SherpaFamily, pack: Pack): Promise<CheckedPack> => {
  const headers = await checkNetworks(dir, pack, ({ kind }, header) => signatureFault(family, kind, header));
  const tokens = await checkTokens(dir, family, pack, outputsOf(family, pack, headers));
  return { headers, tokens };
};
