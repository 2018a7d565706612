import { SAMPLE_RATE_HZ, type Samples } from '../audio/pcm.js';
import type { ModelEntry } from '../model/manifest.js';
import type { OnnxSession, OnnxTensor } from '../model/onnx-session.js';
import { type NetworkSignature, openNetwork } from '../model/open-network.js';
import { framedWindows, STATE_DIMS, STATE_SIZE, WINDOW, windowsOf } from './silero-windows.js';
import type { SpeechProbabilities, VoiceActivityDetector } from './voice-activity-detector.js';

const SIGNATURE: NetworkSignature = {
  inputs: [
    { name: 'input', type: 'float32', shape: [null, null] },
    { name: 'state', type: 'float32', shape: [2, null, 128] },
    { name: 'sr', type: 'int64', shape: [] },
  ],
  outputs: [
    { name: 'output', type: 'float32', shape: [null, 1] },
    { name: 'stateN', type: 'float32', shape: [null, null, null] },
  ],
};

const RATE: OnnxTensor = { type: 'int64', data: BigInt64Array.of(BigInt(SAMPLE_RATE_HZ)), dims: [] };

const detectWith = async (session: OnnxSession, samples: Samples): Promise<SpeechProbabilities> => {
  const probabilities = new Float32Array(windowsOf(samples));
  let state: OnnxTensor = { type: 'float32', data: new Float32Array(STATE_SIZE), dims: STATE_DIMS };
  for (let window = 0; window < probabilities.length; window += 1) {
    const data = framedWindows(samples, window, window + 1);
    const result = await session.run({ input: { type: 'float32', data, dims: [1, data.length] }, state, sr: RATE });
    probabilities[window] = Number(result.output!.data[0]);
    state = result.stateN!;
  }
  return { probabilities, windowMs: (WINDOW * 1000) / SAMPLE_RATE_HZ };
};

/** A detector over an open network of version 5 or 6. */
export const sileroDetector = (session: OnnxSession): VoiceActivityDetector => ({
  detect: (samples) => detectWith(session, samples),
});

/** Detector of the `silero-vad` family, versions 5 and 6; MODEL_INVALID when the file is not as the manifest says. */
export const openSileroDetector = async (dir: string, entry: ModelEntry): Promise<VoiceActivityDetector> =>
  // One small step after another: a second thread would only wait.
  sileroDetector(await openNetwork(dir, entry, SIGNATURE, 1));
