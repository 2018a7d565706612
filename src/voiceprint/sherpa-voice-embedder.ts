import { join } from 'node:path';
import { repeatedTo, SAMPLE_RATE_HZ, type Samples, samplesToMs } from '../audio/pcm.js';
import { HeshengError } from '../errors.js';
import { checkNetworks, type ShapeFault } from '../model/pack/check-networks.js';
import type { Pack } from '../model/pack/pack.js';
import { openSherpaExtractor, type SherpaExtractor } from './sherpa-extractor.js';
import type { RecordingEmbedder, VoiceEmbedding } from './voice-embedder.js';
import { meanDirection, withoutSilence } from './voice-windows.js';

/** Networks pool over time and refuse fewer frames than they see at once: a shorter sound is repeated. */
const LEAST_SAMPLES = SAMPLE_RATE_HZ;

const BANDS = 80;
const isAny = (size: number | string | null | undefined): boolean => typeof size !== 'number';

/** (N, T, 80) floats to (N, output_dim): sherpa-onnx feeds by position and believes the metadata. */
const shapeFault: ShapeFault = (_, { inputs, outputs, metadata }) => {
  const [features, ...others] = inputs;
  const takesFeatures =
    features?.type === 'float32' &&
    features.shape.length === 3 &&
    isAny(features.shape[1]) &&
    features.shape[2] === BANDS;
  if (!takesFeatures || others.length > 0) return 'does not have the input of a network of voices';
  const [voices, ...more] = outputs;
  const size = voices?.shape[1];
  const givesVoices =
    voices?.type === 'float32' &&
    voices.shape.length === 2 &&
    (isAny(size) || `${size}` === metadata.get('output_dim'));
  return givesVoices && more.length === 0 ? null : 'does not have the output of a network of voices';
};

const embedWith = (extractor: SherpaExtractor, samples: Samples): VoiceEmbedding | null => {
  if (!samples.some((sample) => sample !== 0)) return null;
  const raw = extractor.vectorOf(repeatedTo(samples, LEAST_SAMPLES));
  const vector = meanDirection(raw, 1, extractor.dimensions);
  return vector && { vector, speechMs: samplesToMs(withoutSilence(samples).length) };
};

/**
 * The voice model of a pack through sherpa-onnx, only in a process whose death is expected. Likeness is never asked of it:
 * vectors are compared by us.
 * @param dir folder of the pack
 * @param threads at least 1
 * @throws HeshengError MODEL_INVALID when a file is not as the pack or the family says; of a recording ENGINE_FAILURE
 */
export const openSherpaVoice = async (dir: string, pack: Pack, threads: number): Promise<RecordingEmbedder> => {
  await checkNetworks(dir, pack, shapeFault);
  const network = pack.files.find(({ kind }) => kind === 'network');
  if (network === undefined) throw new HeshengError('MODEL_INVALID', `${pack.id} has no network`);
  const extractor = openSherpaExtractor(join(dir, network.path), threads);
  return { dimensions: extractor.dimensions, embed: async (samples) => embedWith(extractor, samples) };
};
