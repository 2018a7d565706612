import { type Samples, samplesToMs } from '../audio/pcm.js';
import type { ModelEntry } from '../model/manifest.js';
import type { OnnxSession } from '../model/onnx-session.js';
import { type NetworkSignature, openNetwork } from '../model/open-network.js';
import type { VoiceEmbedder, VoiceEmbedding } from './voice-embedder.js';
import { meanDirection, raisedToLevel, voiceWindows, WINDOW_SAMPLES, withoutSilence } from './voice-windows.js';

const DIMENSIONS = 256;
/** Windows of one call: bounds the memory of a long recording. */
const BATCH = 16;

const SIGNATURE: NetworkSignature = {
  inputs: [{ name: 'windows', type: 'float32', shape: [null, WINDOW_SAMPLES] }],
  outputs: [{ name: 'embeddings', type: 'float32', shape: [null, DIMENSIONS] }],
};

const embedBatch = async (session: OnnxSession, data: Float32Array): Promise<Float32Array> => {
  const dims = [data.length / WINDOW_SAMPLES, WINDOW_SAMPLES];
  const { embeddings } = await session.run({ windows: { type: 'float32', data, dims } });
  if (embeddings?.type !== 'float32') throw new Error('the voice network gave no embeddings');
  return embeddings.data;
};

const embedWindows = async (session: OnnxSession, data: Float32Array, count: number): Promise<Float32Array> => {
  const rows = new Float32Array(count * DIMENSIONS);
  for (let from = 0; from < count; from += BATCH) {
    const batch = data.subarray(from * WINDOW_SAMPLES, Math.min(count, from + BATCH) * WINDOW_SAMPLES);
    rows.set(await embedBatch(session, batch), from * DIMENSIONS);
  }
  return rows;
};

const embedWith = async (session: OnnxSession, samples: Samples): Promise<VoiceEmbedding | null> => {
  if (!samples.some((sample) => sample !== 0)) return null;
  const speech = withoutSilence(samples);
  const { data, count } = voiceWindows(raisedToLevel(speech));
  const rows = await embedWindows(session, data, count);
  const vector = meanDirection(rows, count, DIMENSIONS);
  return vector && { vector, speechMs: samplesToMs(speech.length) };
};

const embedEach = async (session: OnnxSession, windows: readonly Samples[]): Promise<readonly Float32Array[]> => {
  const data = new Float32Array(windows.length * WINDOW_SAMPLES);
  windows.forEach((window, index) => {
    data.set(window, index * WINDOW_SAMPLES);
  });
  const rows = await embedWindows(session, data, windows.length);
  return windows.map((_, row) => rows.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS));
};

/** Embedder of the `ge2e-windows` family; rejects with MODEL_INVALID when its file is not as the manifest says. */
export const openVoiceEmbedder = async (dir: string, entry: ModelEntry, threads: number): Promise<VoiceEmbedder> => {
  const session = await openNetwork(dir, entry, SIGNATURE, threads);
  return {
    dimensions: DIMENSIONS,
    embed: (samples) => embedWith(session, samples),
    embedWindows: (windows) => embedEach(session, windows),
  };
};
