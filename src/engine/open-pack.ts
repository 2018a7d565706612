import { FAMILY_ABILITIES, isSherpaFamily } from '../asr/family-abilities.js';
import { hearTokensWith } from '../asr/hear-tokens.js';
import { hearWrittenWith } from '../asr/hear-written.js';
import { openTokenRecognizer } from '../asr/onnx-token-recognizer.js';
import { openSherpaTranscriber } from '../asr/open-sherpa-transcriber.js';
import type { PackRecognizer } from '../asr/pack-recognizer.js';
import { phonesOfVocabulary } from '../asr/phones-of-vocabulary.js';
import { HeshengError } from '../errors.js';
import type { Pack } from '../model/pack/pack.js';

/**
 * Verifies and loads the recogniser of a pack. One that has probabilities over characters runs on onnxruntime with our own
 * front end, any other through sherpa-onnx.
 * @throws HeshengError MODEL_INVALID when its files are not as the pack says, or no network of its family
 */
export const openPack = async (dir: string, pack: Pack, threads: number): Promise<PackRecognizer> => {
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
