import addon from 'sherpa-onnx-node/addon.js';
import { SAMPLE_RATE_HZ, type Samples } from '../audio/pcm.js';
import { failingWith } from '../model/failing-with.js';

/** A voice network in this process: only where its death is expected. */
export interface SherpaExtractor {
  readonly dimensions: number;
  /** What the network gives for the sound as it is, at the length that it has; blocks this thread. */
  vectorOf(samples: Samples): Float32Array;
}

const couldNotLoad = failingWith('MODEL_INVALID', 'sherpa-onnx cannot load the voice model');
const couldNotHear = failingWith('ENGINE_FAILURE', 'the voice model failed on the recording');

type Extractor = ReturnType<typeof addon.createSpeakerEmbeddingExtractor>;

const vectorOf = (extractor: Extractor, dimensions: number, samples: Samples): Float32Array => {
  try {
    const stream = addon.speakerEmbeddingExtractorCreateStream(extractor);
    addon.acceptWaveformOnline(stream, { samples, sampleRate: SAMPLE_RATE_HZ });
    addon.inputFinished(stream);
    const vector = addon.speakerEmbeddingExtractorComputeEmbedding(extractor, stream, false);
    if (vector.length !== dimensions) throw new RangeError(`a vector of ${vector.length} numbers`);
    return vector;
  } catch (cause) {
    return couldNotHear(cause);
  }
};

/**
 * The only door to the voice networks of sherpa-onnx. What onnxruntime finds wrong with a network is thrown; what sherpa-onnx
 * finds wrong with its metadata ends the process. Of its manager, which answers without a score, nothing is used.
 * @param model path of the network, checked already
 * @throws HeshengError MODEL_INVALID; of a recording ENGINE_FAILURE
 */
export const openSherpaExtractor = (model: string, threads: number): SherpaExtractor => {
  try {
    const extractor = addon.createSpeakerEmbeddingExtractor({ model, numThreads: threads, debug: 0, provider: 'cpu' });
    const dimensions = addon.speakerEmbeddingExtractorDim(extractor);
    return { dimensions, vectorOf: (samples) => vectorOf(extractor, dimensions, samples) };
  } catch (cause) {
    return couldNotLoad(cause);
  }
};
