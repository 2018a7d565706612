import { FAMILY_ABILITIES, isSherpaFamily } from '../asr/family-abilities.js';
import { hearTokensWith } from '../asr/hear-tokens.js';
import { hearWrittenWith } from '../asr/hear-written.js';
import { openTokenRecognizer } from '../asr/onnx-token-recognizer.js';
import { openSherpaTranscriber } from '../asr/open-sherpa-transcriber.js';
import type { PackRecognizer } from '../asr/pack-recognizer.js';
import { phonesOfVocabulary } from '../asr/phones-of-vocabulary.js';
import { HeshengError } from '../errors.js';
import type { Pack } from '../model/pack/pack.js';
import { openSpoofDetector } from '../spoof/onnx-spoof-detector.js';
import { openSherpaVoice } from '../voiceprint/sherpa-voice-embedder.js';
import { onlySpeech, voiceOfSpeech } from '../voiceprint/voice-of-speech.js';
import type { PackAnswer, PackTask } from './pack-pool.js';

/** The model of a pack, loaded in this process. */
export type OpenPack = (task: PackTask) => Promise<PackAnswer>;

/** One that has probabilities over characters runs on onnxruntime with our own front end, any other through sherpa-onnx. */
const openRecognizer = async (dir: string, pack: Pack, threads: number): Promise<PackRecognizer> => {
  if (!isSherpaFamily(pack.family)) {
    throw new HeshengError('MODEL_INVALID', `${pack.id}: no recogniser can be made of family ${pack.family}`);
  }
  if (FAMILY_ABILITIES[pack.family] === 'posteriors') {
    const recognizer = await openTokenRecognizer(dir, pack, threads);
    const asPhones = phonesOfVocabulary(recognizer.table);
    if (asPhones) return hearTokensWith(recognizer, asPhones);
  }
  return hearWrittenWith(await openSherpaTranscriber(dir, pack, threads));
};

const hearWith =
  (recognizer: PackRecognizer): OpenPack =>
  async ({ samples, speech, context }) => ({
    role: 'asr',
    hearing: await recognizer.hear(samples, speech, context),
  });

const openVoice = async (dir: string, pack: Pack, threads: number): Promise<OpenPack> => {
  const embedder = await openSherpaVoice(dir, pack, threads);
  return async ({ samples, speech }) => ({ role: 'voice', voice: await voiceOfSpeech(embedder, samples, speech) });
};

/** Pauses are left out: a network may take their silence for a machine's. */
const openSpoof = async (dir: string, pack: Pack, threads: number): Promise<OpenPack> => {
  const detector = await openSpoofDetector(dir, pack, threads);
  return async ({ samples, speech }) => ({ role: 'spoof', score: await detector.score(onlySpeech(samples, speech)) });
};

/**
 * Verifies and loads the model of a pack.
 * @throws HeshengError MODEL_INVALID when its files are not as the pack says, or no network of its family
 */
export const openPack = async (dir: string, pack: Pack, threads: number): Promise<OpenPack> => {
  if (pack.role === 'voice') return openVoice(dir, pack, threads);
  if (pack.role === 'spoof') return openSpoof(dir, pack, threads);
  return hearWith(await openRecognizer(dir, pack, threads));
};
