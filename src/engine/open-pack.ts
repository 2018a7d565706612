import { FAMILY_ABILITIES, isSherpaFamily } from '../asr/family-abilities.js';
import { hearTokensWith } from '../asr/hear-tokens.js';
import { hearWrittenWith } from '../asr/hear-written.js';
import { isByteLevel } from '../asr/join-byte-tokens.js';
import { openTokenRecognizer } from '../asr/onnx-token-recognizer.js';
import { openSherpaTranscriber } from '../asr/open-sherpa-transcriber.js';
import type { PackRecognizer } from '../asr/pack-recognizer.js';
import { syllableShare, tokenSounds } from '../asr/token-sounds.js';
import { HeshengError } from '../errors.js';
import type { Pack } from '../model/pack/pack.js';

/**
 * Least share of a vocabulary that are whole characters for its probabilities to be of use, unless its tokens are bytes, which
 * spell them together.
 */
const LEAST_SYLLABLES = 0.2;

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
    const { table } = recognizer;
    if (isByteLevel(table.texts) || syllableShare(tokenSounds(table)) >= LEAST_SYLLABLES)
      return hearTokensWith(recognizer);
  }
  return hearWrittenWith(await openSherpaTranscriber(dir, pack, threads));
};
