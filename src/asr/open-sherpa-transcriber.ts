import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SAMPLE_RATE_HZ, type Samples } from '../audio/pcm.js';
import { HeshengError } from '../errors.js';
import type { Pack } from '../model/pack/pack.js';
import { type CheckedPack, checkSherpaPack } from './check-sherpa-pack.js';
import { isSherpaFamily, type SherpaFamily } from './family-abilities.js';
import { isByteLevel } from './join-byte-tokens.js';
import { packLanguage } from './pack-language.js';
import type { SherpaResult } from './parse-sherpa-result.js';
import { type SherpaPaths, sherpaConfig } from './sherpa-config.js';
import { openSherpaRecognizer, type SherpaRecognizer } from './sherpa-recognizer.js';
import type { Transcriber } from './transcriber.js';
import { spellPartialTokens } from './whisper-tokens.js';
import { writtenTokens } from './written-tokens.js';

/**
 * Most seconds of one call. Whisper has 29.5 s for the sound and the silence that `paddedLength` puts behind it; beyond 60 s
 * FireRedASR AED writes what was not said; Moonshine of sherpa-onnx 1.13.8 writes nothing beyond 384 frames of 24 ms. The
 * others were trained on short ones.
 */
const MAX_SECONDS: Partial<Record<SherpaFamily, number>> = { 'fire-red-aed': 60, whisper: 20, moonshine: 9 };
const USUAL_SECONDS = 30;

/**
 * Shorter sound is filled with silence behind it: sherpa-onnx stacks frames that are not there, networks refuse fewer frames
 * than they see at once, and FireRedASR AED writes nothing in less than a second.
 */
const MIN_SAMPLES = SAMPLE_RATE_HZ;
const WHISPER_SILENCE = 10 * SAMPLE_RATE_HZ;
const WHISPER_MOST = 29.4 * SAMPLE_RATE_HZ;

/**
 * Whisper was trained with silence behind the sound and needs some. It has to be samples: sherpa-onnx stops after 6 tokens a
 * second of them, and quick Mandarin is 9.
 */
const paddedLength = (family: SherpaFamily, length: number): number =>
  family === 'whisper'
    ? Math.min(length + Math.max(length, WHISPER_SILENCE), WHISPER_MOST)
    : Math.max(length, MIN_SAMPLES);

const padded = (family: SherpaFamily, samples: Samples): Samples => {
  const length = paddedLength(family, samples.length);
  if (length === samples.length) return samples;
  const longer = new Float32Array(length);
  longer.set(samples);
  return longer;
};

const pathsOf = (dir: string, { files }: Pack): SherpaPaths =>
  Object.fromEntries(
    files.map(({ kind, path }) => [kind, kind === 'tokenizer' ? dirname(join(dir, path)) : join(dir, path)]),
  );

/** Languages that the network of a Whisper says it knows. */
const knownLanguages = ({ headers }: CheckedPack): readonly string[] =>
  [...headers.values()].flatMap(({ metadata }) => (metadata.get('all_language_codes') ?? '').split(','));

/** SenseVoice that ran always says a language; sherpa-onnx swallows the fault of one that did not. */
const checkRan = (family: SherpaFamily, { lang }: SherpaResult): void => {
  if (family === 'sense-voice' && lang === '')
    throw new HeshengError('ENGINE_FAILURE', 'the recogniser gave no result');
};

/** Whether the token list is one of bytes in base64. */
const hasByteTokens = (family: SherpaFamily, paths: SherpaPaths): boolean =>
  family === 'whisper' || family === 'sense-voice-nano' || paths['merged-decoder'] !== undefined;

/** Byte tokens are handed over in a spelling that survives sherpa-onnx, from a file that is needed while it loads. */
const openRespelled = async (
  paths: SherpaPaths,
  open: (paths: SherpaPaths) => Promise<SherpaRecognizer>,
): Promise<SherpaRecognizer> => {
  const folder = await mkdtemp(join(tmpdir(), 'hesheng-tokens-'));
  try {
    const labels = join(folder, 'tokens.txt');
    await writeFile(labels, spellPartialTokens(await readFile(paths.labels!, 'utf8')));
    return await open({ ...paths, labels });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/**
 * Opens the recogniser of a pack through sherpa-onnx, only in a process whose death is expected: what the checks of its
 * files cannot see still ends it.
 * @param dir folder of the pack
 * @param threads at least 1
 * @throws HeshengError MODEL_INVALID before anything is loaded when a file is not as the pack or the family says
 */
export const openSherpaTranscriber = async (dir: string, pack: Pack, threads: number): Promise<Transcriber> => {
  const { family } = pack;
  if (!isSherpaFamily(family)) throw new HeshengError('MODEL_INVALID', `${family} is no family of sherpa-onnx`);
  const checked = await checkSherpaPack(dir, family, pack);
  const language = packLanguage(family, pack.languages, knownLanguages(checked));
  const paths = pathsOf(dir, pack);
  const open = (readable: SherpaPaths) => openSherpaRecognizer(sherpaConfig(family, readable, language, threads));
  const recognizer = await (hasByteTokens(family, paths) ? openRespelled(paths, open) : open(paths));
  const byteLevel = isByteLevel(checked.tokens);
  const maxSamples = (MAX_SECONDS[family] ?? USUAL_SECONDS) * SAMPLE_RATE_HZ;
  return {
    maxSamples,
    transcribe: async (samples) => {
      if (samples.length < 1 || samples.length > maxSamples)
        throw new RangeError(`${samples.length} samples are not 1 to ${maxSamples}`);
      const result = await recognizer.decode(padded(family, samples));
      checkRan(family, result);
      return writtenTokens(family, result, byteLevel);
    },
  };
};
