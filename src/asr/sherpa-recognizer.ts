import addon from 'sherpa-onnx-node/addon.js';
import { SAMPLE_RATE_HZ, type Samples } from '../audio/pcm.js';
import { failingWith } from '../model/failing-with.js';
import { parseSherpaResult, type SherpaResult } from './parse-sherpa-result.js';
import { type SherpaConfig, unknownSherpaKeys } from './sherpa-config.js';

/** A recogniser in this process: only where its death is expected. */
export interface SherpaRecognizer {
  /** Decodes off this thread. Several calls at once share the recogniser, which is safe; each has a stream of its own. */
  decode(samples: Samples): Promise<SherpaResult>;
}

const couldNotLoad = failingWith('MODEL_INVALID', 'sherpa-onnx cannot load the model');
const couldNotDecode = failingWith('ENGINE_FAILURE', 'the recogniser failed on the recording');

/**
 * The only door to sherpa-onnx. What onnxruntime finds wrong with a network is thrown; what sherpa-onnx finds wrong with
 * its metadata, tokens or tokenizer ends the process.
 * @throws RangeError for a configuration with a key that sherpa-onnx does not read; HeshengError MODEL_INVALID when it is
 * refused, and of a recording ENGINE_FAILURE
 */
export const openSherpaRecognizer = async (config: SherpaConfig): Promise<SherpaRecognizer> => {
  const unknown = unknownSherpaKeys(config);
  if (unknown.length > 0) throw new RangeError(`sherpa-onnx does not read ${unknown.join(', ')}`);
  const recognizer = await addon.createOfflineRecognizerAsync(config).catch(couldNotLoad);
  // The addon's worker has bare pointers to both: what is in here cannot be collected before its promise settles.
  const inUse = new Set<object>();
  return {
    decode: async (samples) => {
      const stream = addon.createOfflineStream(recognizer);
      const held = { recognizer, stream };
      inUse.add(held);
      try {
        addon.acceptWaveformOffline(stream, { samples, sampleRate: SAMPLE_RATE_HZ });
        return parseSherpaResult(await addon.decodeOfflineStreamAsync(recognizer, stream));
      } catch (cause) {
        return couldNotDecode(cause);
      } finally {
        inUse.delete(held);
      }
    },
  };
};
